"""The one registry of commands: bindings, palette, footer and help all come from here."""

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can do, and every way to it."""

    id: str
    keys: str
    """Keys as Textual names them, joined by commas; the first is shown."""
    shown: str
    """The key as a person reads it."""
    title: str
    help: str
    action: str
    group: str
    footer: str = ""
    """A word for the footer; "" keeps it out."""
    asks: bool = False
    """Opens a prompt: the keys that come right behind belong to it, not to the matrix."""

    @property
    def binding(self) -> Binding:
        """The command as a Textual binding."""
        return Binding(
            self.keys, self.action, self.title, show=False, tooltip=self.help, id=self.id,
            priority=self.asks,
        )  # fmt: skip


COMMANDS: tuple[Command, ...] = (
    Command("jump", "slash", "/", "Jump to a country or pair",
            "Type a name, code or capital; two of them jump to a pair: aze irn",
            "screen.jump", "Move", "jump", asks=True),
    Command("swap", "x", "x", "Swap row and column",
            "Look at the pair from the other side",
            "screen.swap", "Move"),
    Command("layer.next", "tab", "tab", "Next layer",
            "News events, UN votes, UN alignment, armed conflict, visa openness",
            "screen.layer(1)", "Layer", "layer"),
    Command("layer.previous", "shift+tab", "shift+tab", "Previous layer",
            "The layers in reverse", "screen.layer(-1)", "Layer"),
    *(Command(f"layer.{i}", str(i), str(i), f"Layer {i}",
              "Straight to a layer by its number", f"screen.layer_number({i})", "Layer")
      for i in range(1, 6)),
    Command("about", "i", "i", "About this layer",
            "What it measures, from what, how, on what terms, and what is wrong with it",
            "screen.about", "Layer"),
    Command("month.back", "comma", ",", "Month back",
            "One period back; periods without data are stepped over",
            "screen.step(-1)", "Time", "month"),
    Command("month.on", "full_stop", ".", "Month on",
            "One period on", "screen.step(1)", "Time"),
    Command("year.back", "less_than_sign", "<", "Year back",
            "Twelve months back", "screen.step(-12)", "Time", "year"),
    Command("year.on", "greater_than_sign", ">", "Year on",
            "Twelve months on", "screen.step(12)", "Time"),
    Command("oldest", "left_curly_bracket", "{", "First date",
            "The layer's first period", "screen.oldest", "Time"),
    Command("newest", "right_curly_bracket", "}", "Newest date",
            "The layer's newest period", "screen.newest", "Time"),
    Command("play", "space", "space", "Play or pause",
            "Let time run, ten months a second; from the newest date it starts over",
            "screen.play", "Time"),
    Command("order", "o", "o", "Next order",
            "By activity, by region, by name", "screen.order", "Countries"),
    Command("focus", "f", "f", "Focus on a region or a set",
            "A region, a subregion, or names with commas: aze, arm, irn, tur, rus",
            "screen.choose_focus", "Countries", "focus", asks=True),
    Command("focus.world", "w", "w", "The whole world",
            "All sovereign states", "screen.world", "Countries"),
    Command("panel", "enter", "enter", "Panel in full",
            "Every event of the pair, over the whole screen; again or escape to go back",
            "screen.panel", "Pair", "why"),
    Command("back", "escape", "esc", "Back",
            "Out of a page, a prompt, or the panel in full", "screen.back", "Pair"),
    Command("covid", "v", "v", "Covid travel bans on or off",
            "Show or leave out visa changes to and from a covid ban",
            "screen.covid", "Pair"),
    Command("refresh", "r", "r", "Refresh from all feeds",
            "Bring the store up to date; the data stay on screen meanwhile",
            "screen.refresh_feeds", "Data", "refresh"),
    Command("refresh.cancel", "X", "X", "Cancel the refresh",
            "The store stays as it was", "screen.cancel_refresh", "Data"),
    Command("feeds", "R", "R", "Feeds",
            "How each feed fared, and when it is due; again to close",
            "screen.feeds", "Data"),
    Command("theme", "t", "t", "Next theme",
            "Dark, light, the terminal's own colours", "app.next_theme", "App"),
    Command("palette", "colon,ctrl+p", ":", "Command palette",
            "Find any command, country or pair", "app.command_palette", "App"),
    Command("help", "question_mark,f1", "?", "Help",
            "All keys, what the cells and glyphs say", "app.help", "App", "help"),
    Command("quit", "q,ctrl+q", "q", "Quit",
            "The view is remembered", "app.quit", "App"),
)  # fmt: skip
"""In the order of the help screen. At most eight have a place in the footer."""

MOVES: tuple[tuple[str, str], ...] = (
    ("arrows  h j k l", "one cell"),
    ("shift+arrows", "ten cells"),
    ("PgUp PgDn", "a page"),
    ("Home End  g G", "ends of the row, of the column"),
    ("mouse, wheel", "click a cell, scroll (shift: sideways)"),
)
"""The matrix's own keys, as the help screen lists them."""

FOOTER_KEYS = {"month": ", .", "year": "< >"}
"""Footer words that stand for two keys."""


def bindings(*, app: bool) -> list[Binding]:
    """The bindings of the app's commands, or of the main screen's."""
    return [c.binding for c in COMMANDS if c.action.startswith("app.") == app]
