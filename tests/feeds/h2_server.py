"""A server of HTTP/2 alone, in the loop of the test, with faults that only HTTP/2 has."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

H2_BODY = b'{"spoken": "h2"}'
"""What every path but those with a fault serves."""


@asynccontextmanager
async def serve_h2(certificate: Path) -> AsyncIterator[str]:
    """Run it with a certificate; yields its address."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    tls.set_alpn_protocols(["h2"])
    async with await asyncio.start_server(_talk, "127.0.0.1", 0, ssl=tls) as server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    spoken = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
    spoken.initiate_connection()
    writer.write(spoken.data_to_send())
    left = False
    with suppress(asyncio.CancelledError):
        while not left and (data := await reader.read(65536)):
            for event in spoken.receive_data(data):
                if isinstance(event, RequestReceived):
                    path = {str(name): str(value) for name, value in event.headers}[":path"]
                    left = path == "/leave"
                    _answer(spoken, event.stream_id, path)
            writer.write(spoken.data_to_send())
    writer.close()


def _answer(spoken: H2Connection, stream: int, path: str) -> None:
    head = [(":status", "200"), ("content-type", "application/json")]
    match path:
        case "/leave":
            spoken.close_connection()
        case "/reset-in-head":
            spoken.reset_stream(stream)
        case "/reset-in-body":
            spoken.send_headers(stream, head)
            spoken.send_data(stream, H2_BODY)
            spoken.reset_stream(stream)
        case "/wrong-length":
            spoken.send_headers(stream, [*head, ("content-length", "1000")])
            spoken.send_data(stream, H2_BODY, end_stream=True)
        case _:
            spoken.send_headers(stream, head)
            spoken.send_data(stream, H2_BODY, end_stream=True)
