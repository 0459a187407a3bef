"""Single requests to a feed's hosts: what is sent to whom, and to which addresses."""

import os
import ssl
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ipaddress import ip_address
from typing import Any

import httpx

from relations_tui import __version__
from relations_tui.errors import FeedRefused
from relations_tui.feeds.guard import (
    check_url,
    header_value,
    is_inside,
    leads_inside,
    origin,
    refuse_inside,
    shown,
)
from relations_tui.feeds.inflate import ACCEPT_ENCODING
from relations_tui.feeds.limits import Limits
from relations_tui.feeds.pace import SHARED, Budget
from relations_tui.feeds.trouble import Late, translate
from relations_tui.model.feed import Feed, Validators

USER_AGENT = f"relations/{__version__}"


class Connection:
    """The connections of one feed.

    Raises:
        FeedRefused: if the feed's URL is none we ask, a variable of its headers is not set, or
            the proxy or certificates that the environment names can't be used.
    """

    def __init__(self, feed: Feed, limits: Limits, pace: float, environ: Mapping[str, str]) -> None:
        self._url = check_url(feed.url, limits.url)
        self._pace = pace
        self._variables = feed.headers
        self._credentials = {
            name: header_value(name, variable, environ.get(variable))
            for name, variable in feed.headers.items()
        }
        self._inside: bool | None = None
        """Whether the feed itself is on this machine or a private network, once known."""
        try:
            self._http = httpx.AsyncClient(
                http2=True,
                verify=_tls(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")),
                timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPT_ENCODING},
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                event_hooks={"response": [_set_aside]},
            )
        except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
            raise FeedRefused(
                "the proxy or certificates named by the environment can't be used"
                f" ({type(error).__name__})"
            ) from error

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """The values of the credentials: what no error may quote."""
        return tuple(value.encode() for value in self._credentials.values())

    def sent_to(self, url: httpx.URL) -> Mapping[str, str]:
        """The credentials that ``url`` is sent: header to environment variable."""
        return self._variables if origin(url) == origin(self._url) else {}

    async def aclose(self) -> None:
        """Close them all."""
        await self._http.aclose()

    async def send(
        self,
        url: httpx.URL,
        accept: Collection[str],
        validators: Validators | None,
        budget: Budget,
    ) -> httpx.Response:
        """The head of the answer of ``url`` itself, wherever it may point; to be closed.

        Its ``Location`` is in ``extensions["location"]``.

        Raises:
            FeedError: if there is none, or ``url`` is a place that this feed may not lead to.
        """
        headers = {"Accept": ", ".join(sorted(accept)) + ", */*;q=0.1"}
        if validators is not None and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators is not None and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        headers |= {name: self._credentials[name] for name in self.sent_to(url)}
        await SHARED.wait(url.host, self._pace)
        try:
            async with budget:
                await self._check_way(url)
                request = self._http.build_request(
                    "GET", url, headers=headers, extensions={"trace": self._watch(url)}
                )
                return await self._http.send(request, stream=True)
        except TimeoutError as error:
            raise Late(f"{shown(url)}: did not answer in time, given up") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise translate(error, shown(url), begun=False) from error

    async def _check_way(self, url: httpx.URL) -> None:
        if self._inside is None:
            self._inside = await leads_inside(self._url)
        if not self._inside and await leads_inside(url):
            raise refuse_inside(url)

    def _watch(self, url: httpx.URL) -> Callable[[str, Mapping[str, Any]], Awaitable[None]]:
        """Look at each new connection before a byte is sent over it.

        A name can have another address by now than when it was looked up. The address of a proxy
        is the user's affair, and is known by its not being the host that is asked.
        """
        direct = False

        async def watch(event: str, info: Mapping[str, Any]) -> None:
            nonlocal direct
            if event == "connection.connect_tcp.started":
                direct = info["host"] == url.raw_host.decode("ascii")
            elif event == "connection.connect_tcp.complete" and direct and not self._inside:
                stream = info["return_value"]
                peer = stream.get_extra_info("server_addr")
                if peer is None or is_inside(ip_address(str(peer[0]).partition("%")[0])):
                    await stream.aclose()
                    raise refuse_inside(url)

        return watch


async def _set_aside(response: httpx.Response) -> None:
    """Keep ``Location`` from httpx, which looks at it even if it is not to follow it."""
    response.extensions["location"] = response.headers.pop("location", "")


@lru_cache(maxsize=4)
def _tls(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """The certificates of the environment, which take 40 ms to read: once for all clients."""
    return httpx.create_ssl_context(trust_env=True)
