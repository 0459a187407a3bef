"""Two dates, two layers or two directions side by side: where they differ most."""
