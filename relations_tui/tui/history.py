"""Where one was, as in a browser: back and forth among views."""

from relations_tui.model.user import View

LONGEST = 200


class History:
    """Views in the order they were visited, and the place among them."""

    def __init__(self) -> None:
        self._views: list[View] = []
        self._here = -1

    def visit(self, view: View) -> None:
        """One is somewhere else now: what lay ahead is forgotten."""
        if 0 <= self._here < len(self._views) and self._views[self._here] == view:
            return
        del self._views[self._here + 1 :]
        self._views.append(view)
        del self._views[:-LONGEST]
        self._here = len(self._views) - 1

    def leave(self, view: View) -> None:
        """One is about to go elsewhere: the present place is kept as it looks now."""
        if self._here < 0:
            self.visit(view)
        else:
            self._views[self._here] = view

    def go(self, by: int) -> View | None:
        """The view that many places back (negative) or forth; None if there is none."""
        to = self._here + by
        if not 0 <= to < len(self._views):
            return None
        self._here = to
        return self._views[to]
