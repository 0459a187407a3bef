"""A web server that misbehaves in every way we could think of, each with a name.

``with serve() as base:`` starts it in a thread of its own; ``f"{base}/{name}"`` has the fault of
that name (``FAULTS``), ``f"{base}/good"`` answers well. Faults of the layer ``wire`` are for the
client to find, those of the layer ``format`` for whoever reads the document.
"""

from tests.feeds import faulty_documents, faulty_good, faulty_wire
from tests.feeds.faulty_server import (
    EVENT,
    FAULTS,
    GOOD,
    MB,
    Base,
    Fault,
    Request,
    document,
    serve,
)

__all__ = [
    "EVENT",
    "FAULTS",
    "GOOD",
    "MB",
    "Base",
    "Fault",
    "Request",
    "document",
    "faulty_documents",
    "faulty_good",
    "faulty_wire",
    "serve",
]
