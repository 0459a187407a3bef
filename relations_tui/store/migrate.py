"""Upgrades of the schema, step by step in one commit; the old generation stays as a backup."""

from collections.abc import Callable

from relations_tui.errors import StoreError
from relations_tui.store.tablefile import SCHEMA
from relations_tui.store.view import Transaction

MIGRATIONS: dict[int, Callable[[Transaction], None]] = {}
"""By the schema version it starts from: a change of the tables that leads to the next version."""


def migrate(transaction: Transaction, schema: int) -> None:
    """Bring the tables from an older schema to this program's, all in one transaction.

    Raises:
        StoreError: if there is no way from there.
    """
    for version in range(schema, SCHEMA):
        step = MIGRATIONS.get(version)
        if step is None:
            raise StoreError(
                f"the store has schema {schema}, and this version of relations has no upgrade from "
                f"{version}; it was not touched: upgrade with an older version first"
            )
        step(transaction)
    transaction.structural = True
