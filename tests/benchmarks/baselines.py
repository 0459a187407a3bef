"""Apps to measure against: ``python baselines.py label`` or ``table``."""

import random
import sys
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Label

COUNTRIES = 200


class LabelApp(App[None]):
    """A bare app: one label, and a key that changes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "count", "Count")]
    count = 0

    def compose(self) -> ComposeResult:
        """The label."""
        yield Label("ready-0")

    def action_count(self) -> None:
        """Change the label."""
        self.count += 1
        self.query_one(Label).update(f"ready-{self.count}")


class TableApp(App[None]):
    """The same matrix as a DataTable, and a key that colours it anew."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "recolour", "Recolour")]
    month = 0

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(fixed_columns=1)

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("ready", *(f"C{i:03}" for i in range(COUNTRIES)))
        for row in range(COUNTRIES):
            table.add_row(f"C{row:03}", *self._cells(row))
        table.focus()

    def _cells(self, row: int) -> list[Text]:
        rng = random.Random(self.month * COUNTRIES + row)
        values = [rng.randint(-10, 10) for _ in range(COUNTRIES)]
        return [Text(f"{v:+4d}", style=f"on rgb({120 + 12 * v},90,{120 - 12 * v})") for v in values]

    def action_recolour(self) -> None:
        """Another month: every cell changes."""
        self.month += 1
        table = self.query_one(DataTable)
        for row in range(COUNTRIES):
            for column, text in enumerate(self._cells(row), 1):
                table.update_cell_at((row, column), text)  # type: ignore[arg-type]


if __name__ == "__main__":
    {"label": LabelApp, "table": TableApp}[sys.argv[1]]().run()
