"""Everything that can go wrong, as one tree.

Each error says what happened, what was kept and what to do.

    RelationsError              exit 1
      UsageError                exit 2   the words of a call are off
        UnknownCountry                   no country by that name, or several
        UnknownLayer
        BadPeriod
      StoreError                exit 5
        StoreCorrupt                     a file does not match its checksum
        StoreTooNew                      written by a newer version: left untouched
        StoreReadOnly
        StoreLocked                      another process is writing
        StoreFull                        no space left, or a file-size limit
      BundleError               exit 6   the bundled data is missing or damaged
      ConfigError               exit 2   the configuration file is off
      FeedError                 exit 4   a feed can't be had; the store is as it was
        FeedUnreachable                  no connection, or not in time
        FeedRefused                      the server, or our own rules, said no
        FeedTooLarge                     beyond a bound
        FeedUnreadable                   not what the format says
"""


class RelationsError(Exception):
    """The root. ``str(error)`` is one clear line for the user; ``exit_code`` is for scripts."""

    exit_code = 1


class UsageError(RelationsError):
    """The words of a call are off; nothing was read or changed."""

    exit_code = 2


class UnknownCountry(UsageError):  # noqa: N818
    """No country by that name, or several; the nearest matches are in ``matches``."""

    def __init__(
        self, text: str, matches: tuple[str, ...] = (), *, ambiguous: bool = False
    ) -> None:
        self.text = text
        self.matches = matches
        self.ambiguous = ambiguous
        hint = f": did you mean {', '.join(matches)}?" if matches else "; see: relations countries"
        super().__init__(f"{'ambiguous' if ambiguous else 'unknown'} country {text!r}{hint}")


class UnknownLayer(UsageError):  # noqa: N818
    """No layer by that id."""

    def __init__(self, text: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown layer {text!r}; there are: {', '.join(known)}")


class BadPeriod(UsageError):  # noqa: N818
    """A date that is not YYYY, YYYY-MM or YYYY-MM-DD, or that no calendar has."""


class StoreError(RelationsError):
    """The store can't do what was asked; what was there before still stands."""

    exit_code = 5


class StoreCorrupt(StoreError):  # noqa: N818
    """A file of the store does not match its checksum, or can't be decoded."""


class StoreTooNew(StoreError):  # noqa: N818
    """The store was written by a newer version of relations; it was not touched."""


class StoreReadOnly(StoreError):  # noqa: N818
    """The store can be read but not written here."""


class StoreLocked(StoreError):  # noqa: N818
    """Another process has been writing for longer than we wait."""


class StoreFull(StoreError):  # noqa: N818
    """No space left on the device, or a file-size limit; the old state is intact."""


class BundleError(RelationsError):
    """The bundled data is missing or damaged: the installation wants repair."""

    exit_code = 6


class ConfigError(UsageError):
    """The configuration file can't be read, or says what makes no sense; it was left as it is."""


class FeedError(RelationsError):
    """A feed can't be had; the store is as it was."""

    exit_code = 4


class FeedUnreachable(FeedError):  # noqa: N818
    """No connection to the feed, or it did not answer in time."""


class FeedRefused(FeedError):  # noqa: N818
    """The server said no, or would have had us do what we don't."""

    def __init__(self, text: str, status: int = 0) -> None:
        self.status = status
        """The HTTP status that said so; 0 if none did."""
        super().__init__(text)


class FeedTooLarge(FeedError):  # noqa: N818
    """The answer is beyond one of our bounds."""


class FeedUnreadable(FeedError):  # noqa: N818
    """The answer is damaged, cut short, or not what its format says."""
