"""Small files, replaced whole or not at all."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, durably; a reader sees the old file or the new one.

    A symbolic link stays, its target is replaced. The file keeps its mode; a new one, and folders
    made for it, are the user's alone.

    Raises:
        OSError: if that can't be done; the file is as it was.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = _mode(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with open(handle, "wb") as out:  # noqa: PTH123 (a descriptor has no Path)
            os.fchmod(handle, mode)
            out.write(data)
            out.flush()
            os.fsync(handle)
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    _sync(target.parent)


def _mode(target: Path) -> int:
    try:
        found = target.stat()
    except FileNotFoundError:
        return 0o600
    if not os.access(target, os.W_OK):
        # Replacing it would work, but the user has said that it is not to be changed.
        raise PermissionError(13, "Permission denied")
    return stat.S_IMODE(found.st_mode)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every file system can, and the file is in place already
            os.fsync(handle)
    finally:
        os.close(handle)
