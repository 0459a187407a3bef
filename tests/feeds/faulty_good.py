"""Answers as they should be."""

import asyncio
import gzip
import hashlib

import zstandard

from tests.feeds.faulty_server import GOOD, Request, head, whole


async def _good(request: Request, writer: asyncio.StreamWriter) -> None:
    base = request.base
    etag = f'"{hashlib.sha256(base.good).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        writer.write(head("304 Not Modified"))
    else:
        writer.write(whole(base.good, content_type=base.media, etag=etag))


async def _good_gzip(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(gzip.compress(request.base.good), content_encoding="gzip"))


async def _good_gzip_members(request: Request, writer: asyncio.StreamWriter) -> None:
    body = request.base.good
    packed = b"".join(gzip.compress(body[i : i + 7]) for i in range(0, len(body), 7))
    for at in range(0, len(packed), 11):  # cut anywhere, in the middle of headers and trailers too
        writer.write((b"" if at else head(content_encoding="gzip")) + packed[at : at + 11])
        await writer.drain()


async def _good_zstd(request: Request, writer: asyncio.StreamWriter) -> None:
    body = request.base.good
    half = len(body) // 2
    frames = [zstandard.ZstdCompressor().compress(part) for part in (body[:half], body[half:])]
    writer.write(whole(b"".join(frames), content_encoding="zstd"))


async def _good_chunked(request: Request, writer: asyncio.StreamWriter) -> None:
    body = request.base.good
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body)
    writer.write(head(transfer_encoding="chunked") + chunks + b"0\r\n\r\n")


async def _good_cookie(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(whole(request.base.good, set_cookie="a=b; Path=/"))


GOOD |= {
    "good-cookie": _good_cookie,
    "good": _good,
    "good-gzip": _good_gzip,
    "good-gzip-members": _good_gzip_members,
    "good-zstd": _good_zstd,
    "good-chunked": _good_chunked,
}
