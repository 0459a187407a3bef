"""From series to scores: one module a method, each with its explanation. Pure."""
