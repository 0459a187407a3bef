"""One small module for each format of feed."""
