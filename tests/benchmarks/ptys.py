"""A program on a terminal of its own, timed from key to frame.

Used by ``app_bench.py``. The terminal says that it understands synchronised output (mode 2026), as
today's terminals do: Textual then marks where each frame begins and ends, and so a frame is exactly
that, not whatever came until some silence.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

SYNC_ASKED, SYNC_YES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
FRAME = re.compile(re.escape(FRAME_BEGINS) + b"(.*?)" + re.escape(FRAME_ENDS), re.DOTALL)
PATIENCE = 30.0
"""Seconds without any output after which the program is taken for dead."""
BREATH = 0.003
"""Seconds without output that end a first frame which came before the sync answer did."""

Change = Callable[[bytes], bool]
"""Whether a frame's bytes have what a key should bring."""


@dataclass(frozen=True)
class Seen:
    """What came of a key: seconds since it was pressed."""

    frame: float
    """To the end of the first frame with the change."""
    last: float
    """To the last byte of all."""
    size: int
    """Bytes of that frame."""


@dataclass(frozen=True)
class Held:
    """What a key held down cost."""

    share: float
    """Of one core."""
    rate: float
    """Frames with the change, a second."""


class Terminal:
    """A process on a pty of a given size; use as a context manager."""

    def __init__(self, command: list[str], size: tuple[int, int], folder: Path, store: str) -> None:
        self._seen = bytearray()
        self.began = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            # The size is there before the program is, as in a real terminal.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.chdir(folder)
            # Byte code is what users have: without it every start would compile our modules anew.
            for name in ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES", "NO_COLOR"):
                os.environ.pop(name, None)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", RELATIONS_STORE=store)
            os.execv(command[0], command)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)

    def _read(self, wait: float) -> bytes:
        ready, _, _ = select.select([self._handle], [], [], max(0.0, wait))
        got = os.read(self._handle, 1 << 20) if ready else b""
        if SYNC_ASKED in got:
            os.write(self._handle, SYNC_YES)
        return got

    def start(self, text: bytes, quiet: float) -> Seen:
        """The first frame with ``text``, counted from before the process began."""
        seen, shown = bytearray(), 0.0
        while text not in seen:
            got = self._read(PATIENCE)
            if not got:
                raise TimeoutError(f"{text!r} never came; last: {bytes(seen[-300:])!r}")
            seen += got
        shown = time.perf_counter()
        begins = seen.rfind(FRAME_BEGINS, 0, seen.find(text))
        while FRAME_ENDS not in seen[max(0, begins) :] and (got := self._read(BREATH)):
            shown, seen = time.perf_counter(), seen + got
        size = len(seen)
        return Seen(shown - self.began, self.settle(quiet, shown) - self.began, size)

    def settle(self, quiet: float, last: float = 0.0) -> float:
        """Read until nothing has come for a while; when the last byte came (``last`` if none)."""
        while self._read(quiet):
            last = time.perf_counter()
        return last

    def press(self, keys: bytes, quiet: float) -> None:
        """Press a key, whatever comes of it."""
        os.write(self._handle, keys)
        self.settle(quiet)

    def key(self, keys: bytes, change: Change, quiet: float) -> Seen:
        """Press a key and wait for its frame, then for silence."""
        seen = bytearray()
        began = time.perf_counter()
        os.write(self._handle, keys)
        while True:
            got = self._read(PATIENCE)
            if not got:
                raise TimeoutError(f"no frame after {keys!r}; last: {bytes(seen[-300:])!r}")
            seen += got
            if FRAME_ENDS in got[-64:] or FRAME_ENDS in seen[-64 - len(got) :]:
                shown = time.perf_counter()
                frames = FRAME.findall(bytes(seen))
                found = next((frame for frame in frames if change(frame)), None)
                if found is not None:
                    break
        return Seen(shown - began, self.settle(quiet, shown) - began, len(found))

    def hold(self, keys: list[bytes], change: Change, rate: float) -> Held:
        """Press keys at a rate until all are pressed: the share of a core, and frames a second."""
        seen = bytearray()
        before, began = self.cpu(), time.perf_counter()
        pressed, ends = 0, began + len(keys) / rate
        while (now := time.perf_counter()) < ends:
            due = began + pressed / rate
            if pressed < len(keys) and now >= due:
                os.write(self._handle, keys[pressed])
                pressed += 1
                continue
            seen += self._read((due if pressed < len(keys) else ends) - now)
        elapsed = time.perf_counter() - began
        share = (self.cpu() - before) / elapsed
        self.settle(0.2)
        frames = sum(change(frame) for frame in FRAME.findall(bytes(seen)))
        return Held(share, frames / elapsed)

    def watch(self, keys: bytes, seconds: float) -> list[float]:
        """Press keys and watch for a while: when each frame was whole, in seconds."""
        seen, ends = bytearray(), list[float]()
        began = time.perf_counter()
        os.write(self._handle, keys)
        while (left := began + seconds - time.perf_counter()) > 0:
            seen += self._read(left)
            now = time.perf_counter() - began
            found = seen.count(FRAME_ENDS)
            if found:
                ends += [now] * found
                del seen[: seen.rfind(FRAME_ENDS) + len(FRAME_ENDS)]
        return ends

    def cpu(self) -> float:
        """Seconds of processor time that the process has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
