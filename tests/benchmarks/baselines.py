"""Apps to measure against, as somebody would write them who knows Textual but not its Line API.

    python tests/benchmarks/baselines.py label | table | screens

``label`` is a bare app; ``table`` the same matrix as a DataTable. The key ``n`` changes the label,
recolours the table, or in ``screens`` pushes a screen with a label. Nothing is slow on purpose:
each app imports only what it needs, and the table's texts and styles are made once.
"""

import sys
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

COUNTRIES = 200


class LabelApp(App[None]):
    """A bare app: one label, and a key that changes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "count", "Count")]
    count = 0

    def compose(self) -> ComposeResult:
        """The label."""
        from textual.widgets import Label

        yield Label("ready-0")

    def action_count(self) -> None:
        """Change the label."""
        from textual.widgets import Label

        self.count += 1
        self.query_one(Label).update(f"ready-{self.count}")


class TableApp(App[None]):
    """Rows ``R000`` on, and a key that colours every cell anew."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "recolour", "Recolour")]
    month = 0

    def compose(self) -> ComposeResult:
        """The table."""
        from rich.style import Style
        from rich.text import Text
        from textual.widgets import DataTable

        self.texts = [
            Text(f"{v:+4d}", Style.parse(f"on rgb({120 + 12 * v},90,{120 - 12 * v})"))
            for v in range(-10, 11)
        ]
        self.table: DataTable[Any] = DataTable(fixed_columns=1)
        yield self.table

    def on_mount(self) -> None:
        """Fill it."""
        self.table.add_columns("ready", *(f"C{i:03}" for i in range(COUNTRIES)))
        for row in range(COUNTRIES):
            self.table.add_row(f"R{row:03}", *(self._cell(row, i) for i in range(COUNTRIES)))
        self.table.focus()

    def _cell(self, row: int, column: int) -> object:
        # As varied as real scores, and another in each cell every month.
        return self.texts[(row * 7919 + column * 104729 + self.month * 31) % 1009 % 21]

    def action_recolour(self) -> None:
        """Another month: every cell changes, and so does what the corner cell says."""
        from textual.coordinate import Coordinate

        self.month += 1
        for row in range(COUNTRIES):
            for column in range(COUNTRIES):
                self.table.update_cell_at(Coordinate(row, column + 1), self._cell(row, column))
        self.table.update_cell_at(Coordinate(0, 0), f"M{self.month:03}")


class ScreensApp(LabelApp):
    """A bare app that pushes a screen with one label, as somebody would open a view."""

    def action_count(self) -> None:
        """Push a screen."""
        from textual.screen import Screen
        from textual.widgets import Label

        class Pushed(Screen[None]):
            BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.pop_screen")]

            def compose(self) -> ComposeResult:
                yield Label("pushed")

        self.push_screen(Pushed())


if __name__ == "__main__":
    {"label": LabelApp, "table": TableApp, "screens": ScreensApp}[sys.argv[1]]().run()
