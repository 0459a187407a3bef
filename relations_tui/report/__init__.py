"""Answers as values: what a screen shows and a script reads. No UI, no printing."""
