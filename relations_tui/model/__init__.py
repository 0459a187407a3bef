"""The values of the domain: countries, pairs, layers, series, events. Self-contained."""
