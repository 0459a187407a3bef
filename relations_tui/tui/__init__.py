"""The terminal app: screens and widgets. They know the world, never the store."""
