"""The values of the domain: countries, pairs, layers, series, events. They import nothing of ours."""
