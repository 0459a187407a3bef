"""relations: a terminal dashboard of how countries get on with each other."""

__version__ = "0.1.0"
