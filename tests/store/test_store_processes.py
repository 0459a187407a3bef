"""Real processes: killed, two at once, out of space, without the right to write."""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from relations_tui.errors import StoreReadOnly
from relations_tui.store import manifest, recovery
from relations_tui.store.folder import Folder
from relations_tui.store.open import open_store
from relations_tui.store.storage import Database
from tests.store import kill_many, worlds

NOBODY = 65534
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="wants to mount, or become another user")


def python(code: str, *args: object) -> "subprocess.Popen[str]":
    """A child that runs ``code`` with these arguments, talking through pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run(code: str, *args: object) -> str:
    """What the child says; it must succeed."""
    child = python(code, *args)
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 0, out
    return out


def state(path: Path) -> dict[str, bytes]:
    """Every file of a store but the lock."""
    found = {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()}
    found.pop("lock", None)
    return found


def test_killed_at_random_moments_it_loses_nothing(tmp_path: Path) -> None:
    tally = kill_many.run(40, tmp_path / "store", seed=7, longest=0.25)
    assert tally.kills == 40
    assert tally.writes > 200, "too few writes to mean anything"
    assert tally.generations > 50, "journal and generations were both meant to be hit"


WRITER = """
    import sys
    from relations_tui.store.storage import Database
    db = Database(sys.argv[1])
    who = sys.argv[2]
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(60):
        with db.transaction() as transaction:
            count = len(db.table("log"))
            db.table("log").insert({"who": who, "n": n, "count": count})
            transaction.structural = n % 7 == 0
    print("done")
"""


def test_two_writers_take_turns_and_both_are_heard(tmp_path: Path) -> None:
    children = [python(WRITER, tmp_path / "store", who) for who in "ab"]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        assert child.communicate(timeout=60)[0] == "done\n"
    log = Database(tmp_path / "store").table("log").all()
    for who in "ab":
        assert [doc["n"] for doc in log if doc["who"] == who] == list(range(60))
    # Each saw everything that was there before it: no write was based on an old state.
    assert [doc["count"] for doc in log] == list(range(120))
    assert [doc.doc_id for doc in log] == list(range(1, 121))


FULL = """
    import resource, sys
    from relations_tui.errors import StoreFull
    from relations_tui.store.storage import Database
    db = Database(sys.argv[1])
    if len(sys.argv) > 2:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    def big():
        with db.transaction():
            db.table("fits").insert({"x": "y" * 10_000})
            db.table("big").insert_multiple({"x": "y" * 1000} for _ in range(3000))
    for write in (
        big,
        lambda: db.table("small").insert({"x": "y" * 30_000}),
    ):
        try:
            write()
            print("written")
        except StoreFull as error:
            print("full:", error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    assert db.table("big").all() == []
    print(len(db.table("user.scraps")))
"""


def test_a_file_size_limit_leaves_the_old_state(store: Path) -> None:
    before = state(store)
    big, small, notes = run(FULL, store, 20_000).splitlines()
    assert big.startswith("full: no space left")
    assert small.startswith("full: no space left")
    assert notes == "2"
    assert state(store) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(path)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("can't mount here")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


@root_only
def test_a_full_disk_leaves_the_old_state_and_the_next_write_works(small_disk: Path) -> None:
    store = small_disk / "store"
    worlds.write_store(store)
    Database(store)
    before = state(store)
    big, *_ = run(FULL, store).splitlines()
    assert big.startswith("full: no space left")
    after = state(store)
    assert {name: after[name] for name in before if "journal" not in name} == {
        name: data for name, data in before.items() if "journal" not in name
    }
    assert not [name for name in after if name.endswith(".tmp")]
    Database(store).table("t").insert({"n": 1})
    assert Database(store).table("t").all() == [{"n": 1}]


READ_ONLY = """
    import os, sys
    from relations_tui.errors import StoreReadOnly
    from relations_tui.model.country import Pair
    from relations_tui.store.open import open_store
    if len(sys.argv) > 2:  # from here on, not even the standard library can be read
        os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
    store = open_store(sys.argv[1])
    print(store.read_only, len(store.notices), "read-only" in store.notices[0])
    print(len(store.source.countries()), len(store.source.pair_events(Pair("IRN", "AZE"))))
    try:
        store.user.toggle_star("AZE", "2025-01-01")
    except StoreReadOnly as error:
        print("refused:", error)
"""


@root_only
def test_a_folder_of_someone_else_is_read_only(store: Path) -> None:
    for folder in (store, *store.parents):
        if folder == Path(tempfile.gettempdir()):
            break
        folder.chmod(0o755)
    before = state(store)
    first, second, third = run(READ_ONLY, store, NOBODY).splitlines()
    assert (first, second) == ("True 1 True", "4 3")
    assert third.startswith("refused:")
    assert state(store) == before


@root_only
def test_a_read_only_file_system_is_read_only(small_disk: Path) -> None:
    worlds.write_store(small_disk / "store")
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    subprocess.run(remount, check=True)
    first, second, third = run(READ_ONLY, small_disk / "store").splitlines()
    assert (first, second) == ("True 1 True", "4 3")
    assert third.startswith("refused:")
    with pytest.raises(StoreReadOnly):
        open_store(small_disk / "new", bundle=worlds.write_bundle(small_disk.parent / "b"))


@root_only
def test_damage_in_a_read_only_store_is_worked_around(small_disk: Path) -> None:
    store = small_disk / "store"
    worlds.write_store(store)
    (store / manifest.NAME).write_bytes(b"")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    folder = Folder(store)
    assert folder.read_only
    assert folder.snapshot.count("user.scraps") == 2
    assert len(folder.notices) == 2


SEED = """
    import os, sys
    from pathlib import Path
    from relations_tui.store.open import open_store
    def progress(done, total):
        print(done, total, flush=True)
        if done == stop:
            sys.stdin.readline()
    stop = int(sys.argv[3])
    store = open_store(sys.argv[1], bundle=Path(sys.argv[2]), progress=progress)
    print("created", store.created, len(store.source.countries()), flush=True)
"""


@pytest.mark.parametrize("stop", [1, 5, 11])
def test_seeding_that_was_killed_starts_over(tmp_path: Path, bundle: Path, stop: int) -> None:
    store = tmp_path / "store"
    child = python(SEED, store, bundle, stop)
    assert child.stdout is not None
    for line in child.stdout:
        if int(line.split()[0]) == stop:
            break
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert (store / recovery.SEEDING).exists()
    assert not (store / manifest.NAME).exists()
    opened = open_store(store, bundle=bundle)
    assert (opened.created, opened.notices) == (True, [])
    assert len(opened.source.all_events()) == len(worlds.EVENTS)
    assert not (store / recovery.SEEDING).exists()


CREATE = """
    import sys
    from pathlib import Path
    from relations_tui.store import seed
    print("trying", flush=True)
    print("created", seed.create(Path(sys.argv[1]), Path(sys.argv[2])))
"""


def test_of_two_that_seed_at_once_one_makes_the_store(tmp_path: Path, bundle: Path) -> None:
    store = tmp_path / "store"
    first = python(SEED, store, bundle, 3)
    assert first.stdout is not None
    while first.stdout.readline().split()[0] != "3":
        pass
    second = python(CREATE, store, bundle)
    assert second.stdout is not None
    assert second.stdout.readline() == "trying\n"
    assert first.stdin is not None
    first.stdin.write("go on\n")
    first.stdin.flush()
    out = [child.communicate(timeout=60)[0].splitlines()[-1] for child in (first, second)]
    assert out == ["created True 4", "created False"]
    assert Folder(store).snapshot.manifest.generation == 1


IMPORTS = """
    import sys
    from pathlib import Path
    from relations_tui.store.open import open_store
    store = open_store(sys.argv[1])
    store.source.layers(), store.source.frame("events", "2024-05"), store.user.load_view()
    print([name for name in ("tinydb", "filelock", "asyncio", "concurrent") if name in sys.modules])
"""


def test_the_first_screen_imports_no_more_than_it_needs(store: Path) -> None:
    assert run(IMPORTS, store) == "[]\n"
