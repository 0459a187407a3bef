"""Writes to a store, telling each write on stdout once it returned, until it is killed.

Run as ``kill_child.py STORE SEED COUNT``. Write ``n`` puts ``n`` into a document of its own and
into the counters of two tables, in one transaction; now and then a table grows, shrinks or goes.
"""

import os
import random
import sys

from tinydb.table import Document

from relations_tui.store.storage import Database


def main(path: str, seed: int, count: int) -> None:
    """Write until done or killed."""
    rng = random.Random(seed)
    db = Database(path)
    log = db.table("log")
    first = max((doc.doc_id for doc in log), default=0) + 1
    for n in range(first, first + count):
        with db.transaction() as transaction:
            # Of the documents that any write made, all stay: that is what the parent counts.
            log.insert(Document({"n": n, "key": f"g{n % 7}"}, n))
            for name in ("left", "right"):
                db.table(name).upsert(Document({"n": n}, 1))
            bulk = db.table("bulk")
            kind = rng.random()
            if kind < 0.25:
                bulk.insert_multiple(
                    {"key": f"k{i % 50}", "n": n, "x": "y" * 400} for i in range(300)
                )
            elif kind < 0.35:
                bulk.truncate()
            elif kind < 0.45:
                bulk.remove(lambda doc: doc["key"] < "k3")
            elif kind < 0.5:
                db.drop_table("bulk")
            elif kind < 0.6:
                transaction.structural = True  # a generation for a small change
        os.write(1, b"%d\n" % n)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
