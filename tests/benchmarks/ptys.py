"""A program on a terminal of its own, timed from key to frame."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path
from types import TracebackType

QUIET = 0.004
"""Seconds without output after which a frame has ended."""
PATIENCE = 30.0


class Terminal:
    """A process on a pty of a given size; use as a context manager."""

    def __init__(self, command: list[str], size: tuple[int, int], **environment: str) -> None:
        self.began = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            # Byte code is what users have: without it every start would compile our modules anew.
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ.update(
                TERM="xterm-256color", COLORTERM="truecolor", COLUMNS=str(size[0]),
                LINES=str(size[1]), **environment,
            )  # fmt: skip
            os.execv(command[0], command)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

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
        ready, _, _ = select.select([self._handle], [], [], wait)
        return os.read(self._handle, 1 << 20) if ready else b""

    def until(self, text: bytes) -> float:
        """Seconds from the start of the process until it has written ``text``."""
        seen = b""
        while text not in seen:
            got = self._read(PATIENCE)
            if not got:
                raise TimeoutError(f"{text!r} never came; last: {seen[-200:]!r}")
            seen += got
        return time.perf_counter() - self.began

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing has come for a while."""
        while self._read(quiet):
            pass

    def key(self, keys: bytes, quiet: float = QUIET) -> float:
        """Seconds from a key to the last byte after it that is followed by so much quiet."""
        began = time.perf_counter()
        os.write(self._handle, keys)
        got = self._read(PATIENCE)
        if not got:
            raise TimeoutError(f"no frame after {keys!r}")
        last = time.perf_counter()
        while quiet and self._read(quiet):
            last = time.perf_counter()
        return last - began

    def hold(self, keys: list[bytes], rate: float, seconds: float) -> tuple[float, float]:
        """Press keys in turn at a rate; the share of a core used, and frames a second."""
        before, began = self.cpu(), time.perf_counter()
        frames, pressed, quiet = 0, 0, True
        while (now := time.perf_counter()) - began < seconds:
            if now - began >= pressed / rate:
                os.write(self._handle, keys[pressed % len(keys)])
                pressed += 1
            got = self._read(0.001)
            frames += bool(got) and quiet
            quiet = not got
        elapsed = time.perf_counter() - began
        return (self.cpu() - before) / elapsed, frames / elapsed

    def cpu(self) -> float:
        """Seconds of processor time the process has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
