"""The HTTP client of a refresh: polite, bounded, and it believes nothing unseen."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Self, TypeVar

import httpx
import stamina

from relations_tui.errors import FeedRefused, FeedUnreadable
from relations_tui.feeds.answer import Answer, Download, Terms, beginning, media_type
from relations_tui.feeds.connection import Connection
from relations_tui.feeds.guard import check_step, check_url, redirect, shown
from relations_tui.feeds.limits import DOCUMENT, JSON_TYPES, Limits
from relations_tui.feeds.pace import Budget
from relations_tui.feeds.trouble import again
from relations_tui.feeds.verdict import is_accepted, not_data, refusal, wants_json
from relations_tui.model.feed import Feed, Validators

__all__ = ["DOCUMENT", "JSON_TYPES", "Answer", "Client", "Download", "Limits"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_T = TypeVar("_T")

Params = Mapping[str, str | int]

stamina.instrumentation.set_on_retry_hooks(())  # it would write to the terminal, under the app


class Client:
    """One refresh's connections to one feed, as an async context manager.

    ``on_bytes`` is told of bytes as they come over the wire. ``pace`` is the least number of
    seconds between two requests to one host, whichever feed makes them. ``environ`` is where the
    values of the feed's headers are.

    Raises:
        FeedRefused: on entering, if the feed's URL is none we ask, a variable of its headers is
            not set, or the proxy or certificates that the environment names can't be used.
    """

    def __init__(
        self,
        feed: Feed,
        *,
        limits: Limits | None = None,
        on_bytes: Callable[[int], None] = lambda _count: None,
        pace: float = 0.0,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._feed = feed
        self._limits = limits or Limits()
        self._on_bytes = on_bytes
        self._pace = pace
        self._environ = environ

    async def __aenter__(self) -> Self:
        self._connection = Connection(self._feed, self._limits, self._pace, self._environ)
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self._connection.aclose()

    async def get(
        self,
        url: str,
        *,
        params: Params | None = None,
        accept: Collection[str] = JSON_TYPES,
        validators: Validators | None = None,
        limit: int = DOCUMENT,
    ) -> Answer:
        """The whole answer of ``url``, of ``limit`` decoded bytes at most.

        Raises:
            FeedUnreachable: if there is no connection, or no answer in time, after all attempts.
            FeedRefused: if the server says no, or would have us do what we don't.
            FeedTooLarge: if a bound is passed.
            FeedUnreadable: if the answer is not of a type in ``accept``, damaged, cut or empty.
        """
        budget = Budget(self._limits.total)

        async def attempt() -> Answer:
            """One attempt, the whole body included: nothing is handed out before its end."""
            download, response = await self._open(url, params, accept, validators, limit, budget)
            try:
                body = b"".join([piece async for piece in download.chunks()])
            finally:
                await response.aclose()
            return Answer(
                download.url,
                download.status,
                download.type,
                body,
                download.validators,
                download.unmodified,
            )

        return await self._retried(attempt)

    def stream(
        self,
        url: str,
        *,
        params: Params | None = None,
        accept: Collection[str] = JSON_TYPES,
        validators: Validators | None = None,
    ) -> AbstractAsyncContextManager[Download]:
        """The answer of ``url``, to be read as it comes.

        Attempts are repeated only until its head is there: what was handed out is not taken back.

        Raises:
            FeedError: on entering, as :meth:`get` does; :meth:`Download.chunks` raises the rest.
        """
        return self._stream(url, params, accept, validators)

    @asynccontextmanager
    async def _stream(
        self,
        url: str,
        params: Params | None,
        accept: Collection[str],
        validators: Validators | None,
    ) -> AsyncIterator[Download]:
        budget = Budget(self._limits.stream_total)

        async def attempt() -> tuple[Download, httpx.Response]:
            bound = self._limits.decoded
            return await self._open(url, params, accept, validators, bound, budget)

        download, response = await self._retried(attempt)
        try:
            yield download
        finally:
            await response.aclose()

    async def _retried(self, attempt: Callable[[], Awaitable[_T]]) -> _T:
        retrying = stamina.AsyncRetryingCaller(
            attempts=self._limits.attempts,
            timeout=None,
            wait_initial=self._limits.backoff,
            wait_max=self._limits.backoff_max,
            wait_jitter=self._limits.jitter,
        )
        return await retrying(again, attempt)

    async def _open(
        self,
        text: str,
        params: Params | None,
        accept: Collection[str],
        validators: Validators | None,
        bound: int,
        budget: Budget,
    ) -> tuple[Download, httpx.Response]:
        """Ask for ``text``, follow where it leads, and judge the head of the answer."""
        url = check_url(text, self._limits.url)
        check_step(httpx.URL(self._feed.url), url)  # it may be a link that the feed gave us
        if params:
            url = url.copy_merge_params(dict(params))
        seen: set[httpx.URL] = set()
        while True:
            seen.add(url)
            response = await self._connection.send(url, accept, validators, budget)
            try:
                if response.status_code not in _REDIRECTS:
                    download = await self._judged(response, accept, validators, budget, bound)
                    return download, response
                there = redirect(url, response.extensions["location"], self._limits.url)
                if there in seen:
                    raise FeedRefused(f"{shown(url)}: redirects in a circle")
                if len(seen) > self._limits.redirects:
                    raise FeedRefused(f"{shown(url)}: redirects on and on")
            except BaseException:
                await response.aclose()
                raise
            await response.aclose()
            url = there

    async def _judged(
        self,
        response: httpx.Response,
        accept: Collection[str],
        validators: Validators | None,
        budget: Budget,
        bound: int,
    ) -> Download:
        """The answer as a download, if its head is good."""
        name = shown(response.url)
        kind = media_type(response)
        secrets = self._connection.secrets
        shown_to_it = validators or Validators()
        terms = Terms(
            self._limits, bound, budget, wants_json(accept), self._on_bytes, shown_to_it, secrets
        )
        if response.status_code == 304:
            if shown_to_it == Validators():
                raise FeedUnreadable(f"{name}: answered 304 Not Modified without being asked")
        elif response.status_code != 200:
            said = await beginning(response, terms)
            sent = self._connection.sent_to(response.url)
            raise refusal(response.status_code, response.headers, said, self._limits, name, sent)
        elif not is_accepted(kind, accept):
            raise not_data(kind, await beginning(response, terms), name)
        return Download(response, name, terms)
