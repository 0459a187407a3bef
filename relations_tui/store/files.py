"""Files written whole or not at all, and what the operating system says, put into our words."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from relations_tui.errors import StoreCorrupt, StoreError, StoreFull, StoreReadOnly

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn an ``OSError`` of writing into the error the user can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull(
                f"no space left to write the store in {folder}; nothing of this change was kept, "
                "everything before it was: free some space and try again"
            ) from error
        if error.errno in _READ_ONLY:
            raise StoreReadOnly(
                f"the store in {folder} can't be written here; nothing was changed: "
                "use --store to name another folder"
            ) from error
        raise StoreError(
            f"can't write the store in {folder}: {error}; everything before this change was kept"
        ) from error


def read(path: Path | str) -> bytes:
    """The content of a file, in as few system calls as will do.

    Raises:
        StoreCorrupt: if it can't be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        left = os.fstat(handle).st_size
        first = os.read(handle, left) if left else b""
        if len(first) == left:
            return first
        parts = [first]
        while more := os.read(handle, 1 << 24):
            parts.append(more)
        return b"".join(parts)
    except OSError as error:
        raise _unreadable(path, error) from error
    finally:
        os.close(handle)


def read_at(path: Path | str, offset: int, length: int) -> bytes:
    """A range of a file; shorter than asked for if the file is.

    Raises:
        StoreCorrupt: if it can't be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            return os.pread(handle, length, offset)
        finally:
            os.close(handle)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path | str, error: OSError) -> StoreCorrupt:
    missing = error.errno == errno.ENOENT
    return StoreCorrupt(f"{path} {'is missing' if missing else f'can not be read: {error}'}")


def write_all(handle: int, data: bytes) -> None:
    """Write every byte: a disk that fills up accepts a part first."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(folder: Path, name: str, data: bytes) -> None:
    """A durable file in place of what had its name; the name itself wants :func:`sync_folder`."""
    temporary = f"{folder}/{name}.tmp"
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        Path(temporary).replace(folder / name)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files that may be there."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def set_aside(folder: Path, names: Iterable[str]) -> list[str]:
    """Move files into ``aside/``, under a free name; returns those that were there."""
    moved: list[str] = []
    aside = folder / "aside"
    for name in names:
        source = folder / name
        if not source.exists():
            continue
        aside.mkdir(exist_ok=True)
        target, n = aside / name, 1
        while target.exists():
            n += 1
            target = aside / f"{name}.{n}"
        source.replace(target)
        moved.append(name)
    return moved
