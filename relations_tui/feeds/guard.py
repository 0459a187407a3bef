"""Where a feed may lead us: schemes, hosts and addresses."""

import asyncio
import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

import httpx

from relations_tui.errors import FeedRefused
from relations_tui.text import clean

Address: TypeAlias = IPv4Address | IPv6Address
Origin: TypeAlias = tuple[str, str, int]

_PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = IPv6Network("64:ff9b::/96")
_HOST: Final = re.compile(rb"[a-z0-9._:-]+", re.IGNORECASE)
_FIELD: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_NUMERIC: Final = re.compile(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+)){0,3}\.?", re.IGNORECASE)


def shown(url: str | httpx.URL) -> str:
    """``url`` as an error may quote it: no user, password or query, cleaned and short."""
    text = str(url)
    scheme, mark, rest = text.partition("://")
    if not mark:
        return clean(re.split(r"[?#]", text)[0], 120)
    rest = re.split(r"[?#]", rest)[0]
    host, slash, path = rest.partition("/")
    return clean(f"{scheme}://{host.rpartition('@')[2]}{slash}{path}", 120)


def check_url(text: str, longest: int = 8192) -> httpx.URL:
    """Return ``text`` as a URL that we ask for.

    Raises:
        FeedRefused: if it is not http or https, has a user or password, no host, is too long or
            is no URL at all.
    """
    if len(text) > longest:
        raise FeedRefused(f"a link of {len(text)} characters is not followed: {shown(text)}")
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FeedRefused(f"not a URL: {shown(text)}") from error
    if url.scheme not in _PORTS:
        raise FeedRefused(f"only http and https are asked, not {shown(text)}")
    if url.userinfo:
        raise FeedRefused(f"a user or password in a URL is not sent: {shown(text)}")
    if not _HOST.fullmatch(url.raw_host) or not 0 < origin(url)[2] < 65536:
        raise FeedRefused(f"a URL without a proper host: {shown(text)}")
    return url.copy_with(fragment=None)


def origin(url: httpx.URL) -> Origin:
    """Scheme, host and port: who is asked. A credential belongs to one of these."""
    return (
        url.scheme,
        url.host.lower().rstrip("."),
        _PORTS[url.scheme] if url.port is None else url.port,
    )


def check_step(here: httpx.URL, there: httpx.URL) -> None:
    """Check a redirect or a link from ``here``.

    Raises:
        FeedRefused: if it leads from https down to http.
    """
    if here.scheme == "https" and there.scheme != "https":
        raise FeedRefused(f"{shown(here)}: leads from https down to {shown(there)}")


def redirect(here: httpx.URL, location: str, longest: int = 8192) -> httpx.URL:
    """Where the ``Location`` of an answer from ``here`` leads.

    Raises:
        FeedRefused: if we don't go there.
    """
    if not location:
        raise FeedRefused(f"{shown(here)}: redirects without saying where to")
    try:
        there = check_url(str(here.join(location)), longest)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FeedRefused(f"{shown(here)}: redirects to what is no URL") from error
    except FeedRefused as error:
        raise FeedRefused(f"{shown(here)}: redirects to what is not followed: {error}") from None
    check_step(here, there)
    return there


def is_inside(address: Address) -> bool:
    """True for an address that the public internet does not reach, however it is wrapped."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and address in _NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is None and int(address) >> 32 == 0 and int(address) > 1:
            wrapped = IPv4Address(int(address))  # ::a.b.c.d, long out of use
        if wrapped is not None:
            return is_inside(wrapped)
    return address.is_multicast or address.is_reserved or not address.is_global


def literal(host: str) -> Address | None:
    """The address that ``host`` spells, ``127.1`` and ``0x7f000001`` included; None for a name."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if not _NUMERIC.fullmatch(host):
        return None
    try:
        return IPv4Address(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return None


async def addresses(host: str, port: int) -> tuple[Address, ...]:
    """Every address of ``host``; () if it has none that we can find out."""
    spelled = literal(host)
    if spelled is not None:
        return (spelled,)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()  # behind a proxy names need not be known here; without one, connecting fails
    return tuple({ip_address(str(entry[4][0]).partition("%")[0]) for entry in found})


async def leads_inside(url: httpx.URL) -> bool:
    """True if one address at least of ``url`` is on this machine or a private network."""
    _, host, port = origin(url)
    if host == "localhost" or host.endswith(".localhost"):
        return True
    return any(map(is_inside, await addresses(host, port)))


def refuse_inside(url: httpx.URL) -> FeedRefused:
    """The error for a way from a public host to a private address."""
    return FeedRefused(f"a public feed may not lead to a private address: {shown(url)}")


def header_value(name: str, variable: str, value: str | None) -> str:
    """``value`` of an environment variable as the value of the header ``name``.

    Raises:
        FeedRefused: if it is not set, or no header can hold it. The value is never quoted.
    """
    if not _FIELD.fullmatch(name):
        raise FeedRefused(f"{clean(name, 60)!r} is no name for a header")
    if not value:
        raise FeedRefused(f"the environment variable {variable} (header {name}) is not set")
    if not (value.isascii() and value.isprintable()):
        raise FeedRefused(f"the environment variable {variable} holds what no header can: {name}")
    return value
