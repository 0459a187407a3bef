"""Serves a folder on the loopback, as a static host does; prints its address."""

import os
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Quiet(SimpleHTTPRequestHandler):
    """Files with Last-Modified and 304, nothing on the terminal."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".ndjson": "application/x-ndjson"}  # noqa: RUF012

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=sys.argv[1]))
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    os.nice(5)
    server.serve_forever()
