"""What adapters hand over, and what they are handed."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from relations_tui.model.event import Event, Marker, Project
from relations_tui.model.fact import Fact
from relations_tui.model.feed import Feed, FeedState
from relations_tui.model.flow import Flow
from relations_tui.model.layer import Layer
from relations_tui.model.record import Bad, Tombstone
from relations_tui.model.series import SeriesOf

if TYPE_CHECKING:
    from relations_tui.feeds.client import Client
    from relations_tui.feeds.judge import Judge

Record: TypeAlias = Layer | SeriesOf | Project | Marker | Fact | Flow | Tombstone
"""Every kind of record but events, which come in masses and have a list of their own."""


LINES = "lines"
"""What a chunk of NDJSON is of: records of any kind."""


class Chunk(NamedTuple):
    """Some whole records, as they came."""

    kind: str
    """The list they are of, its elements joined by commas; or ``LINES``."""
    data: bytes
    first: int
    """The number of the first record in its list, or of the line in its file; from 1."""
    origin: str
    """The feed's own id: what records are from that do not say."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some checked records of a feed, and those that failed the check."""

    events: Sequence[Event] = ()
    records: Sequence[Record] = ()
    bad: Sequence[Bad] = ()
    chunk: Chunk | None = None
    """Records of the feed format that are yet to be parsed: where that is done is not for an
    adapter to say, it may be another process."""
    state: FeedState | None = None
    """What is to be kept of the feed once this batch is committed; None: as before."""
    commit: bool = False
    """True where all that came so far may be committed by itself, in a backfill."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a feed is asked for."""

    feed: Feed
    state: FeedState
    """What was kept of it at the last refresh."""
    judge: "Judge"
    today: str
    """ISO date."""
    since: str = ""
    """First day of a backfill; "" if this is none."""
    until: str = ""
    note: Callable[[str], None] = field(default=lambda _text: None)
    """Tells the user in a few words what is being done."""


class Adapter(Protocol):
    """One format of feed. Nothing it yields is stored until it has come to its end."""

    def fetch(self, ask: Ask, client: "Client") -> AsyncIterator[Batch]:
        """Everything the feed has for us.

        Raises:
            FeedError: whatever goes wrong, in one line. Nothing (no batch) is "not modified".
        """

    def read(self, ask: Ask, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """The same format from a file; ``chunks`` are its bytes, uncompressed.

        Raises:
            FeedError: if it is not of this format.
        """
