"""What came back: an answer held whole, or one that is read as it comes."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace

import httpx

from relations_tui.errors import FeedError, FeedTooLarge, FeedUnreadable
from relations_tui.feeds.inflate import Inflater
from relations_tui.feeds.limits import Limits
from relations_tui.feeds.pace import Budget
from relations_tui.feeds.trouble import Late, translate
from relations_tui.feeds.verdict import BOM, EXCERPT, check_start
from relations_tui.model.feed import Validators


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    url: str
    """Where it came from in the end."""
    status: int
    type: str
    """Media type in lower case, without parameters; "" if the server does not say."""
    body: bytes
    """Decoded; b"" if ``unmodified``."""
    validators: Validators
    """To be kept with the data, and shown the next time."""
    unmodified: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """How a body may be read."""

    limits: Limits
    bound: int
    """Decoded bytes at most."""
    budget: Budget
    json: bool
    """True if it has to begin like JSON."""
    on_bytes: Callable[[int], None]
    """Told of the bytes on the wire as they come."""
    shown: Validators
    """The validators that the server was shown."""
    secrets: tuple[bytes, ...]
    """What no error may quote, should the server echo it."""


class Download:
    """An answer of which the head has come and the body is read as it comes."""

    def __init__(self, response: httpx.Response, name: str, terms: Terms) -> None:
        self.url = str(response.url)
        """Where it comes from in the end."""
        self.status = response.status_code
        self.type = media_type(response)
        """Media type in lower case, without parameters; "" if the server does not say."""
        self.validators = _validators(response, terms.shown)
        """To be kept with the data, and shown the next time."""
        self.unmodified = response.status_code == 304
        """True if nothing has changed since the validators that were shown."""
        self._response = response
        self._name = name
        self._terms = terms
        self._inflater = Inflater(
            "" if self.unmodified else response.headers.get("content-encoding", ""),
            terms.limits,
            terms.bound,
            name,
        )
        length = str(response.headers.get("content-length", ""))
        most = min(terms.limits.compressed, terms.bound)
        if length.isascii() and length.isdigit() and int(length[:20]) > most:
            raise FeedTooLarge(f"{name}: announces {length[:20]} bytes, at most {most} are read")

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """The decoded body in pieces; memory does not grow with it. Nothing if ``unmodified``.

        Raises:
            FeedUnreachable: if it breaks off or does not go on.
            FeedTooLarge: if it passes a bound.
            FeedRefused: if it is a plain sentence where JSON was asked for.
            FeedUnreadable: if it is damaged, cut short or empty.
        """
        if self.unmodified:
            return
        start: bytes | None = b"" if self._terms.json else None
        empty = True
        async with aclosing(self._raw()) as raws:
            async for raw in raws:
                for piece in self._inflater.feed(raw):
                    empty = False
                    if start is not None:
                        start = self._judged(start + piece)
                    yield piece
        self._inflater.finish()
        if empty:
            raise FeedUnreadable(f"{self._name}: answered with an empty body")
        if start is not None:
            raise FeedUnreadable(f"{self._name}: answered with nothing but white space")

    def _judged(self, start: bytes) -> bytes | None:
        """None once the body is seen to begin like JSON, or what there is of its beginning."""
        start = start[:EXCERPT].lstrip()
        start = _hidden(start, self._terms.secrets)
        return start if BOM.startswith(start) or not check_start(start, self._name) else None

    async def _raw(self) -> AsyncGenerator[bytes, None]:
        """The bytes as they are sent, each wait for them within the budget."""
        pieces = aiter(self._response.aiter_raw())
        while True:
            try:
                async with self._terms.budget:
                    raw = await anext(pieces)
            except StopAsyncIteration:
                return
            except TimeoutError as error:
                raise Late(f"{self._name}: still not finished, given up") from error
            except httpx.HTTPError as error:
                raise translate(error, self._name, begun=True) from error
            self._terms.on_bytes(len(raw))
            yield raw


async def beginning(response: httpx.Response, terms: Terms) -> bytes:
    """How the body of a refusal begins, without secrets; what is wrong with it matters no more."""
    said = b""
    loose = replace(terms, bound=max(terms.bound, 16 * EXCERPT), json=False)
    with suppress(FeedError):
        async with aclosing(Download(response, "", loose).chunks()) as pieces:
            async for piece in pieces:
                said += piece[:EXCERPT]
                if len(said) >= EXCERPT:
                    break
    return _hidden(said[:EXCERPT], terms.secrets)


def _hidden(text: bytes, secrets: tuple[bytes, ...]) -> bytes:
    for secret in secrets:
        text = text.replace(secret, b"***")
    return text


def media_type(response: httpx.Response) -> str:
    """The media type of an answer in lower case, without parameters."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _validators(response: httpx.Response, shown: Validators) -> Validators:
    """The validators of an answer; "not modified" need not repeat those it was shown.

    One that is longer than any server has a reason for, or no header can hold, is left out.
    """
    etag, modified = (
        value if len(value) <= 200 and value.isascii() and value.isprintable() else ""
        for value in (
            str(response.headers.get("etag", "")).strip(),
            str(response.headers.get("last-modified", "")).strip(),
        )
    )
    if response.status_code == 304:
        return Validators(etag=etag or shown.etag, last_modified=modified or shown.last_modified)
    return Validators(etag=etag, last_modified=modified)
