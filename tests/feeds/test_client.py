"""The HTTP client: every fault of the wire, and what has to work."""

import asyncio
import gzip
import ssl
import subprocess
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from time import monotonic

import httpx
import pytest
import zstandard

from relations_tui import __version__
from relations_tui.errors import (
    FeedError,
    FeedRefused,
    FeedTooLarge,
    FeedUnreachable,
    FeedUnreadable,
)
from relations_tui.feeds import guard
from relations_tui.feeds.client import Answer, Client, Limits
from relations_tui.feeds.connection import Connection
from relations_tui.feeds.inflate import Inflater
from relations_tui.feeds.pace import Budget
from relations_tui.feeds.trouble import again, retry_after
from relations_tui.model.feed import Feed, Validators
from tests.feeds import faulty
from tests.feeds.faulty import FAULTS, MB, Base
from tests.feeds.h2_server import H2_BODY, serve_h2

QUICK = Limits(
    compressed=24 * MB,
    decoded=24 * MB,
    connect=0.2,
    read=0.2,
    total=0.6,
    stream_total=0.6,
    attempts=2,
    backoff=0.001,
    backoff_max=0.01,
    jitter=0.001,
)
PATIENT = replace(QUICK, connect=10, read=10, total=20, stream_total=20)
"""For what ends by its size, however busy the machine."""
WIRE = sorted(name for name, fault in FAULTS.items() if fault.layer == "wire")
PUBLIC = "http://93.184.215.14/feed"
"""A feed on a public address; nothing is sent there."""


@pytest.fixture
def base() -> Iterator[Base]:
    with faulty.serve() as running:
        yield running


def feed(url: str, **headers: str) -> Feed:
    return Feed("test", url, headers=headers)


async def get(url: str, limits: Limits = QUICK) -> Answer:
    async with Client(feed(url), limits=limits) as client:
        return await client.get(url, limit=limits.decoded)


async def stream(url: str, limits: Limits = QUICK) -> bytes:
    async with (
        Client(feed(url), limits=limits) as client,
        client.stream(url) as download,
    ):
        return b"".join([piece async for piece in download.chunks()])


def asked(base: Base, name: str) -> int:
    return sum(request.path == name for request in base.requests)


# ------------------------------------------------------------------------------- the faults


def test_there_are_many_faults() -> None:
    assert len(WIRE) >= 45
    assert len(FAULTS) >= 100


@pytest.mark.parametrize("how", [get, stream])
@pytest.mark.parametrize("name", WIRE)
async def test_fault(
    base: Base, name: str, how: Callable[[str, Limits], Awaitable[Answer | bytes]]
) -> None:
    fault = FAULTS[name]
    limits = PATIENT if fault.expect is FeedTooLarge else QUICK
    start = monotonic()
    if fault.expect is None:
        assert await how(f"{base}/{name}", limits)
    else:
        with pytest.raises(fault.expect) as caught:
            await how(f"{base}/{name}", limits)
        said = str(caught.value)
        assert fault.words in said
        assert said.isprintable()
        assert len(said) < 400
        assert "http" in said or "redirect" in name
        assert "hush" not in said
    assert monotonic() - start < 20  # it never hangs


@pytest.mark.parametrize("name", ["gzip-bomb", "zstd-bomb", "endless", "endless-white-space"])
async def test_what_is_too_much_is_never_held(base: Base, name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(FeedTooLarge):
            await stream(f"{base}/{name}", Limits(compressed=8 * MB, decoded=8 * MB))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 48 * MB


# ------------------------------------------------------------------------------- the good ones


@pytest.mark.parametrize("how", [get, stream])
@pytest.mark.parametrize("name", sorted(faulty.GOOD))
async def test_good_answers(
    base: Base, name: str, how: Callable[[str], Awaitable[Answer | bytes]]
) -> None:
    answer = await how(f"{base}/{name}")
    assert base.good == (answer.body if isinstance(answer, Answer) else answer)


async def test_what_is_known_of_an_answer(base: Base) -> None:
    counted: list[int] = []
    async with Client(feed(base), on_bytes=counted.append) as client:
        answer = await client.get(f"{base}/good", params={"q": "a b", "n": 1})
    assert answer.url == f"{base}/good?q=a+b&n=1" or answer.url == f"{base}/good?q=a%20b&n=1"
    assert (answer.status, answer.type, answer.unmodified) == (200, "application/json", False)
    assert sum(counted) == len(base.good)
    (request,) = base.requests
    assert request.headers["user-agent"] == f"relations/{__version__}"
    assert request.headers["accept-encoding"] == "gzip, zstd"
    assert request.headers["accept"].startswith("application/")


async def test_unmodified_costs_nothing(base: Base) -> None:
    url = f"{base}/good"
    async with Client(feed(url)) as client:
        first = await client.get(url)
        assert first.validators.etag
        second = await client.get(url, validators=first.validators)
        assert second.unmodified
        assert second.body == b""
        assert second.validators.etag == first.validators.etag
        async with client.stream(url, validators=first.validators) as download:
            assert download.unmodified
            assert [piece async for piece in download.chunks()] == []
        base.good = faulty.document({**faulty.EVENT, "id": "e2"})
        assert (await client.get(url, validators=first.validators)).body == base.good
    assert base.requests[0].headers.get("if-none-match") is None


async def test_validators_are_sent(base: Base) -> None:
    when = "Sun, 01 Nov 2026 00:00:00 GMT"
    async with Client(feed(base)) as client:
        await client.get(f"{base}/good", validators=Validators(last_modified=when))
    assert base.requests[0].headers["if-modified-since"] == when
    assert "if-none-match" not in base.requests[0].headers


async def test_types_that_are_accepted(base: Base) -> None:
    base.media = "text/tab-separated-values"
    base.good = b"1\t2\n"
    with pytest.raises(FeedUnreadable, match="text/tab-separated-values"):
        await get(f"{base}/good")
    async with Client(feed(base)) as client:
        assert (await client.get(f"{base}/good", accept={base.media})).body == base.good
        base.media = "Application/Octet-Stream; x=y"
        answer = await client.get(f"{base}/good", accept={"application/zip"})
    assert (answer.type, answer.body) == ("application/octet-stream", base.good)


# ------------------------------------------------------------------------------- trying again


@pytest.mark.parametrize(
    ("name", "attempts"),
    [
        ("503-storm", QUICK.attempts),
        ("502", QUICK.attempts),
        ("429-storm", QUICK.attempts),
        ("reset-at-once", QUICK.attempts),
        ("reset-in-body", QUICK.attempts),
        ("429", 1),
        ("429-stop", 1),
        ("429-tomorrow", 1),
        ("503-next-year", 1),
        ("500", 1),
        ("404", 1),
        ("gzip-cut", 1),
        ("length-too-long", 1),
        ("not-http", 1),
        ("html", 1),
    ],
)
async def test_how_often_it_is_tried(base: Base, name: str, attempts: int) -> None:
    with pytest.raises(FeedError):
        await get(f"{base}/{name}")
    assert asked(base, name) == attempts


async def test_what_was_handed_out_is_not_asked_for_again(base: Base) -> None:
    with pytest.raises(FeedUnreachable, match="broke off"):
        await stream(f"{base}/reset-in-body")
    assert asked(base, "reset-in-body") == 1


def test_retry_after() -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    assert retry_after("120") == 120
    assert retry_after("Sun, 01 Nov 2026 00:00:30 GMT", now) == 30
    assert retry_after("Sun, 01 Nov 2020 00:00:30 GMT", now) == 0
    for nonsense in (None, "", "-5", "soon", "1.5", "٣", "32 Nov"):
        assert retry_after(nonsense) is None
    assert (retry_after("9" * 1000) or 0) > 1e6


def test_only_our_own_errors_are_tried_again() -> None:
    assert again(FeedUnreachable("x")) is True
    assert again(FeedUnreadable("x")) is False
    assert again(ValueError("x")) is False


# ------------------------------------------------------------------------------- time


async def test_cancelling_works_at_once(base: Base) -> None:
    for name in ("hang-before-head", "hang-in-body", "slow-drip"):
        start = monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await get(f"{base}/{name}", Limits())
        assert monotonic() - start < 0.5


async def test_cancelling_works_while_it_waits_to_try_again(base: Base) -> None:
    start = monotonic()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await get(f"{base}/503-storm", Limits(backoff=30, backoff_max=30))
    assert monotonic() - start < 0.5


async def test_the_reader_of_a_stream_may_take_its_time(base: Base) -> None:
    budget = Budget(0.01)
    async with budget:
        pass
    assert budget.left > 0
    with pytest.raises(TimeoutError):
        async with budget:
            await asyncio.Event().wait()
    assert budget.left <= 0
    with pytest.raises(TimeoutError):
        async with budget:
            await asyncio.Event().wait()


async def test_pace(base: Base) -> None:
    start = monotonic()
    async with Client(feed(base), pace=0.04) as one, Client(feed(base), pace=0.04) as two:
        await asyncio.gather(*(client.get(f"{base}/good") for client in (one, two, one)))
    assert monotonic() - start >= 0.08
    assert len(base.requests) == 3


# ------------------------------------------------------------------------------- credentials

KEY = {"RELATIONS_KEY": "hush-hush"}


async def test_credentials_go_to_the_feed_alone(base: Base) -> None:
    url = f"{base}/redirect-elsewhere"
    async with Client(feed(url, **{"X-Key": "RELATIONS_KEY"}), environ=KEY) as client:
        await client.get(url)
        await client.get(f"{base.other}/good")
        await client.get(f"{base}/good")
    hosts = [
        (request.headers["host"].split(":")[0], "x-key" in request.headers)
        for request in base.requests
    ]
    assert hosts == [
        ("127.0.0.1", True),
        ("localhost", False),
        ("localhost", False),
        ("127.0.0.1", True),
    ]


async def test_an_error_never_quotes_a_credential(base: Base) -> None:
    url = f"{base}/401-quotes-secret"
    async with Client(feed(url, **{"X-Key": "RELATIONS_KEY"}), environ=KEY) as client:
        with pytest.raises(FeedRefused) as caught:
            await client.get(url, params={"token": "hush-too"})
    assert base.requests[0].headers["x-key"] == "hush-hush"
    assert "X-Key from $RELATIONS_KEY" in str(caught.value)
    assert "***" in str(caught.value)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("value", ["", "with\nnewline", "with\0null", "naïve"])
async def test_a_variable_that_is_not_set(base: Base, value: str) -> None:
    with pytest.raises(FeedRefused, match="RELATIONS_KEY") as caught:
        async with Client(
            feed(base, **{"X-Key": "RELATIONS_KEY"}), environ={"RELATIONS_KEY": value}
        ):
            raise AssertionError
    assert not value or value not in str(caught.value)
    assert base.requests == []


async def test_a_header_that_has_no_proper_name(base: Base) -> None:
    with pytest.raises(FeedRefused, match="no name for a header"):
        async with Client(feed(base, **{"X Key": "RELATIONS_KEY"}), environ=KEY):
            raise AssertionError


async def test_cookies_are_not_kept(base: Base) -> None:
    async with Client(feed(base)) as client:
        await client.get(f"{base}/good-cookie")
        await client.get(f"{base}/good")
    assert "cookie" not in base.requests[1].headers


# ------------------------------------------------------------------------------- where it leads


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "localhost.",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "[::]",
        "0",
    ],
)
async def test_a_public_feed_does_not_lead_inside(base: Base, host: str) -> None:
    port = base.rpartition(":")[2]
    async with Client(feed(PUBLIC), limits=QUICK) as client:
        with pytest.raises(FeedRefused, match="private address"):
            await client.get(f"http://{host}:{port}/good")
    assert base.requests == []


async def test_a_name_that_has_another_address_by_now(base: Base) -> None:
    class Rebound(Connection):
        async def _check_way(self, url: httpx.URL) -> None:
            self._inside = False  # as if it had been public when it was looked up

    connection = Rebound(feed(PUBLIC), QUICK, 0, {})
    with pytest.raises(FeedRefused, match="private address"):
        await connection.send(httpx.URL(f"{base}/good"), {"text/plain"}, None, Budget(1))
    await connection.aclose()
    assert base.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "data:application/json,{}",
        "//example.org",
        "example.org",
        "",
        "http:///x",
        "http://user:hush@example.org/",
        "http://user@example.org/",
        "http://exa mple.org/",
        "http://[::1",
        "http://example.org:99999/",
        "http://example.org:0/",
        "http://[fe80::1%25eth0]/",
        "http://0177.0.0.1/",
        "http://example.org/" + "a" * 9000,
    ],
)
async def test_urls_that_are_not_asked_for(base: Base, url: str) -> None:
    async with Client(feed(base)) as client:
        with pytest.raises(FeedRefused) as caught:
            await client.get(url)
    assert "hush" not in str(caught.value)
    with pytest.raises(FeedRefused):
        async with Client(feed(url)):
            raise AssertionError


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.0.1", True),
        ("255.255.255.255", True),
        ("240.0.0.1", True),
        ("::", True),
        ("::1", True),
        ("fe80::1", True),
        ("fc00::1", True),
        ("ff02::1", True),
        ("::ffff:10.0.0.1", True),
        ("::127.0.0.1", True),
        ("64:ff9b::7f00:1", True),
        ("2002:7f00:1::", True),
        ("93.184.215.14", False),
        ("8.8.8.8", False),
        ("2606:2800:220:1::", False),
        ("::ffff:8.8.8.8", False),
        ("64:ff9b::808:808", False),
    ],
)
def test_addresses_inside(address: str, inside: bool) -> None:
    assert guard.is_inside(ip_address(address)) is inside


async def test_a_feed_on_https_does_not_lead_to_http(base: Base) -> None:
    async with Client(feed("https://127.0.0.1/feed"), limits=QUICK) as client:
        with pytest.raises(FeedRefused, match="down to"):
            await client.get(f"{base}/good")
    assert base.requests == []


def test_steps_down_are_refused() -> None:
    here = httpx.URL("https://example.org/a/b?c")
    assert str(guard.redirect(here, "../d#e")) == "https://example.org/d"
    assert str(guard.redirect(here, "//other.org/")) == "https://other.org/"
    with pytest.raises(FeedRefused, match="down to"):
        guard.redirect(here, "http://example.org/")
    with pytest.raises(FeedRefused, match="down to"):
        guard.check_step(here, httpx.URL("http://example.org/"))


def test_urls_as_they_are_shown() -> None:
    assert guard.shown("https://u:p@example.org/a?key=1#f") == "https://example.org/a"
    assert guard.shown("http://example.org/\x1b[2J\n") == "http://example.org/\ufffd[2J"
    assert guard.shown("nonsense?key=1") == "nonsense"
    assert guard.shown("http://example.org?key=a/b@c") == "http://example.org"


def test_origins() -> None:
    origin = guard.origin(httpx.URL("https://Example.org"))
    assert origin == guard.origin(httpx.URL("https://example.org.:443/x"))
    assert origin != guard.origin(httpx.URL("http://example.org"))
    assert origin != guard.origin(httpx.URL("https://example.org:444"))


# ------------------------------------------------------------------------------- the environment


async def test_proxy(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", base)
    monkeypatch.setenv("NO_PROXY", "")
    assert (await get("http://feed.invalid/good")).body == base.good
    assert base.requests[0].headers["host"] == "feed.invalid"


async def test_a_proxy_that_makes_no_sense(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "nonsense://x")
    with pytest.raises(FeedRefused, match="proxy"):
        await get(PUBLIC)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    words = (
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        f" -keyout {path}.key -out {path} -subj /CN=localhost"
        f" -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
    )
    subprocess.run(words.split(), check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.key").read_text())
    return path


async def test_certificates(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with faulty.serve(tls=context) as base:
        with pytest.raises(FeedRefused, match="certificate is not trusted"):
            await get(f"{base}/good")
        assert base.requests == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert (await get(f"{base}/good")).body == base.good
        with pytest.raises(FeedRefused, match="down to"):
            await get(f"{base}/redirect-downgrade")


@pytest.mark.parametrize(
    ("path", "expect"),
    [
        ("good", None),
        ("wrong-length", FeedUnreadable),
        ("reset-in-head", FeedUnreachable),
        ("reset-in-body", FeedUnreachable),
        ("leave", FeedUnreachable),
    ],
)
async def test_http_2(
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    expect: type[FeedError] | None,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with serve_h2(certificate) as base:
        if expect is None:
            assert (await get(f"{base}/{path}")).body == H2_BODY
            assert await stream(f"{base}/{path}") == H2_BODY
        else:
            with pytest.raises(expect):
                await get(f"{base}/{path}")


# ------------------------------------------------------------------------------- inflating


@pytest.mark.parametrize("size", [0, 1, 100, 300_000, 3_000_000])
@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_inflating(coding: str, size: int) -> None:
    body = bytes(i * i % 251 for i in range(size % 1000)) * (size // 1000 + 1)
    pack = gzip.compress if coding == "gzip" else zstandard.ZstdCompressor().compress
    packed = pack(body) + pack(b"") + pack(body)
    for step in (1000, 7, len(packed)):
        inflater = Inflater(coding, Limits(ratio_floor=100 * MB), 100 * MB, "x")
        pieces = [
            piece
            for at in range(0, len(packed), step)
            for piece in inflater.feed(packed[at : at + step])
        ]
        inflater.finish()
        assert b"".join(pieces) == body * 2
    for cut in {1, 5, len(packed) // 2, len(packed) - 1} - {len(pack(body)), 0}:
        inflater = Inflater(coding, Limits(ratio_floor=100 * MB), 100 * MB, "x")
        for _ in inflater.feed(packed[:cut]):
            pass
        with pytest.raises(FeedUnreadable, match="cut short"):
            inflater.finish()
