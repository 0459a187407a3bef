"""Pure questions over a loaded world: matrix, trend, explain, events, movers."""
