"""The store is a TinyDB: what TinyDB's own storages do, it does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB, where
from tinydb.operations import increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from relations_tui.errors import StoreError
from relations_tui.store.storage import Database, FolderStorage, FolderTable

Open = Callable[[Path], TinyDB]


def plain(path: Path) -> TinyDB:
    return TinyDB(path, storage=FolderStorage)


@pytest.fixture(params=[plain, Database], ids=["storage", "database"])
def opened(request: pytest.FixtureRequest) -> Open:
    opener: Open = request.param
    return opener


@pytest.fixture
def db(opened: Open, tmp_path: Path) -> TinyDB:
    return opened(tmp_path / "db")


def test_insert_and_read_back_in_another_instance(db: TinyDB, opened: Open, tmp_path: Path) -> None:
    assert db.insert({"a": 1}) == 1
    assert db.insert_multiple({"key": k} for k in "zxy") == [2, 3, 4]
    assert db.all() == [{"a": 1}, {"key": "z"}, {"key": "x"}, {"key": "y"}]
    assert [doc.doc_id for doc in db] == [1, 2, 3, 4]
    assert opened(tmp_path / "db").all() == db.all()


def test_queries(db: TinyDB) -> None:
    db.insert_multiple({"n": n, "deep": {"list": [n]}} for n in range(5))
    assert db.search(where("n") > 2) == [{"n": n, "deep": {"list": [n]}} for n in (3, 4)]
    assert db.get(where("deep").list.any([2])) == {"n": 2, "deep": {"list": [2]}}
    assert db.get(doc_id=2) == {"n": 1, "deep": {"list": [1]}}
    assert db.get(doc_id=99) is None
    assert [d.doc_id for d in db.get(doc_ids=[1, 3])] == [1, 3]
    assert db.contains(doc_id=5)
    assert not db.contains(where("n") == 5)
    assert db.count(where("n") < 2) == 2
    assert len(db) == 5


def test_update_upsert_remove(db: TinyDB) -> None:
    db.insert_multiple({"n": n} for n in range(4))
    assert db.update({"x": 1}, doc_ids=[2, 99]) == [2]
    assert db.update(increment("n"), where("n") >= 2) == [3, 4]
    assert db.update_multiple([({"y": 1}, where("n") == 0), ({"y": 2}, where("n") == 4)]) == [1, 4]
    assert db.upsert({"n": 0, "z": 1}, where("n") == 0) == [1]
    assert db.upsert({"n": 7}, where("n") == 7) == [5]
    assert db.upsert(Document({"n": 8}, doc_id=5)) == [5]
    assert db.remove(doc_ids=[3, 99]) == [3]
    assert db.remove(where("x").exists()) == [2]
    assert {d.doc_id: dict(d) for d in db} == {
        1: {"n": 0, "y": 1, "z": 1},
        4: {"n": 4, "y": 2},
        5: {"n": 8},
    }


def test_tables_drop_and_truncate(db: TinyDB) -> None:
    db.table("a").insert({"n": 1})
    db.table("b").insert({"n": 2})
    assert db.tables() == {"a", "b"}
    db.table("a").truncate()
    assert (len(db.table("a")), db.tables()) == (0, {"a", "b"})
    assert db.table("a").insert({}) == 1
    db.drop_table("b")
    assert db.tables() == {"a"}
    assert db.table("b").all() == []
    db.drop_table("not there")
    db.drop_tables()
    assert db.tables() == set()
    assert db.table("c", persist_empty=True).all() == []
    assert db.tables() == {"c"}


def test_documents_with_ids_of_their_own(db: TinyDB) -> None:
    assert db.insert(Document({"n": 1}, doc_id=10)) == 10
    assert db.insert({"n": 2}) == 11
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({"n": 3}, doc_id=10))
    assert db.insert_multiple([Document({}, doc_id=20), Document({}, doc_id=5)]) == [20, 5]
    assert db.insert({}) == 21


def test_what_is_not_a_document_is_refused_and_nothing_changes(db: TinyDB) -> None:
    db.insert({"n": 1})
    bad: Any = [1]
    with pytest.raises(ValueError, match="Mapping"):
        db.insert(bad)
    with pytest.raises(StoreError, match="x"):
        db.insert_multiple([{"n": 2}, {"x": float("nan")}])
    assert db.all() == [{"n": 1}]


def test_a_changed_result_changes_nothing_in_the_store(db: TinyDB) -> None:
    db.insert({"list": [1]})
    found = db.get(doc_id=1)
    assert isinstance(found, Document)
    found["list"].append(2)
    assert db.get(doc_id=1) == {"list": [1]}


def test_closing_and_with(opened: Open, tmp_path: Path) -> None:
    with opened(tmp_path / "db") as db:
        db.insert({"n": 1})
    with opened(tmp_path / "db") as db:
        assert len(db) == 1


def test_two_databases_see_each_other_and_lose_nothing(tmp_path: Path) -> None:
    one, two = Database(tmp_path), Database(tmp_path)
    for n in range(5):
        one.insert({"n": n})
        assert two.search(where("n") >= 0) == one.all()
        two.insert({"n": n + 100})
    assert [d.doc_id for d in one.all()] == list(range(1, 11))


def test_plain_tinydb_does_not_overwrite_what_another_wrote_meanwhile(tmp_path: Path) -> None:
    one, two = plain(tmp_path), plain(tmp_path)
    one.insert({"n": 1})
    stale = one.storage.read()
    assert stale is not None
    two.table("other").insert({"n": 2})
    two.update({"n": 5}, doc_ids=[1])
    stale["_default"]["9"] = {"n": 9}
    one.storage.write(stale)
    assert one.all() == [{"n": 5}, {"n": 9}]
    assert one.table("other").all() == [{"n": 2}]
    stale = one.storage.read()
    assert stale is not None
    two.update({"n": 6}, doc_ids=[1])
    stale["_default"]["1"] = {"n": 7}
    with pytest.raises(StoreError, match="another process"):
        one.storage.write(stale)
    assert two.get(doc_id=1) == {"n": 6}


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    db = Database(tmp_path)
    db.insert({"n": 1})
    db.table("b").insert({"n": 1})

    def half() -> None:
        with db.transaction():
            db.insert({"n": 2})
            db.table("b").truncate()
            assert db.search(where("n") > 0) == [{"n": 1}, {"n": 2}]
            db.drop_table("c")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert db.search(where("n") > 0) == db.all() == db.table("b").all() == [{"n": 1}]
    with db.transaction():
        assert [db.insert({"n": n}) for n in (2, 3)] == [2, 3]
        db.table("b").upsert({"n": 9}, where("n") == 1)
    assert len(Database(tmp_path)) == 3
    assert Database(tmp_path).table("b").all() == [{"n": 9}]


def test_a_group_is_read_without_the_others(tmp_path: Path) -> None:
    db = Database(tmp_path)
    db.insert_multiple({"key": "ab"[n % 2], "n": n} for n in range(6))
    table = db.table(db.default_table_name)
    assert isinstance(table, FolderTable)
    assert [(d.doc_id, d["n"]) for d in table.group("b")] == [(2, 1), (4, 3), (6, 5)]
    assert table.group("c") == []


documents = st.dictionaries(
    st.sampled_from(["key", "a", "é"]),
    st.sampled_from(["x", "y", "AZE-IRN"])
    | st.integers(-3, 3)
    | st.none()
    | st.lists(st.booleans()),
    max_size=3,
)
tables = st.sampled_from(["_default", "events.AZE"])


class Machine(RuleBasedStateMachine):
    """Does everything to our store, TinyDB on our storage, and TinyDB in memory."""

    count = 0
    base: Path

    @initialize()
    def start(self) -> None:
        type(self).count += 1
        self.path = self.base / str(type(self).count)
        self.ours = Database(self.path / "ours")
        self.plain = plain(self.path / "plain")
        self.model = TinyDB(storage=MemoryStorage)

    def all(self, name: str) -> list[Any]:
        return [db.table(name) for db in (self.ours, self.plain, self.model)]

    @rule(name=tables, docs=st.lists(documents, max_size=4))
    def insert(self, name: str, docs: list[dict[str, Any]]) -> None:
        ours, *others = self.all(name)
        ids = ours.insert_multiple(docs)
        for other in others:
            # The same ids: TinyDB uses some again that we do not.
            other.insert_multiple(Document(doc, doc_id=i) for i, doc in zip(ids, docs, strict=True))

    @rule(name=tables, fields=documents, wanted=st.sampled_from(["x", "y"]))
    def update(self, name: str, fields: dict[str, Any], wanted: str) -> None:
        assert same([t.update(fields, where("key") == wanted) for t in self.all(name)])

    @rule(name=tables, fields=documents, ids=st.lists(st.integers(1, 20), max_size=12, unique=True))
    def update_ids(self, name: str, fields: dict[str, Any], ids: list[int]) -> None:
        assert same([t.update(fields, doc_ids=ids) for t in self.all(name)])

    @rule(name=tables, doc=documents, doc_id=st.integers(1, 30))
    def upsert(self, name: str, doc: dict[str, Any], doc_id: int) -> None:
        assert same([t.upsert(Document(doc, doc_id=doc_id)) for t in self.all(name)])

    @rule(name=tables, ids=st.lists(st.integers(1, 20), max_size=12, unique=True))
    def remove(self, name: str, ids: list[int]) -> None:
        assert same([t.remove(doc_ids=ids) for t in self.all(name)])

    @rule(name=tables)
    def remove_some(self, name: str) -> None:
        assert same([t.remove(where("a").exists()) for t in self.all(name)])

    @rule(name=tables)
    def truncate(self, name: str) -> None:
        for table in self.all(name):
            table.truncate()

    @rule(name=tables)
    def drop(self, name: str) -> None:
        for db in (self.ours, self.plain, self.model):
            db.drop_table(name)

    @rule()
    def fold(self) -> None:
        with self.ours.transaction() as transaction:
            transaction.structural = True

    @rule()
    def reopen(self) -> None:
        self.ours = Database(self.path / "ours")
        self.plain = plain(self.path / "plain")

    @invariant()
    def agree(self) -> None:
        if not hasattr(self, "model"):
            return
        for name in ("_default", "events.AZE"):
            found = [{d.doc_id: dict(d) for d in table} for table in self.all(name)]
            assert same(found)
            assert same([len(table) for table in self.all(name)])
        for db in (self.ours, self.plain):
            full = {name for name in db.tables() if len(db.table(name))}
            assert full == {name for name in self.model.tables() if len(self.model.table(name))}


def same(results: list[Any]) -> bool:
    """Whether all results are equal; ids of one call in any order."""
    plain = [sorted(r) if isinstance(r, list) else r for r in results]
    return all(result == plain[0] for result in plain)


def test_agrees_with_tinydb_in_memory_whatever_is_done(tmp_path: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    class Here(Machine):
        base = tmp_path

    run_state_machine_as_test(
        Here, settings=settings(max_examples=25, stateful_step_count=20, deadline=None)
    )
