"""The formats of feeds, and the module that reads each."""

from relations_tui.feeds.adapters.relations_feed import RelationsFeed
from relations_tui.feeds.batch import Adapter
from relations_tui.model.feed import Format

PACE: dict[Format, float] = {}


def adapter(_format: Format) -> Adapter:
    """The adapter of a format."""
    return RelationsFeed()


def guess(_first: bytes, _name: str) -> Format:
    """The format that a file seems to be of."""
    return "relations-feed"
