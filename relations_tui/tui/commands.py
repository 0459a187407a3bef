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
    views: tuple[str, ...] = ()
    """The views that have it, ``matrix`` or those of ``tui.views``; () is all."""

    def is_for(self, view: str) -> bool:
        """Whether a view has it."""
        return not self.views or view in self.views

    @property
    def binding(self) -> Binding:
        """The command as a Textual binding."""
        return Binding(
            self.keys, self.action, self.title, show=False, tooltip=self.help, id=self.id,
            priority=self.asks,
        )  # fmt: skip


MATRIX = ("matrix",)
LENSES = ("suppliers", "triads", "balance", "blocs", "methods", "projects", "alerts")
FOCUSED = ("matrix", "compare", "movers", "triads", "blocs", "methods")
LISTS = ("country", "map", "events", "compare", "movers", "stars", "explain", "story", *LENSES)
SCORED = (
    "matrix", "pair", "country", "map", "compare", "movers", "stars", "events", "story", *LENSES,
)  # fmt: skip
DATED = (
    "matrix", "pair", "explain", "country", "map", "compare", "movers", "stars", "events", *LENSES,
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    Command("jump", "slash", "/", "Jump to a country or pair",
            "Type a name, code or capital; two of them jump to a pair: aze irn",
            "screen.jump", "Move", "jump", asks=True, views=("matrix", "map", "country")),
    Command("swap", "x", "x", "Swap row and column",
            "Look at the pair from the other side",
            "screen.swap", "Move",
            views=("matrix", "pair", "explain", "map", "country", "compare")),
    Command("layer.next", "tab", "tab", "Next layer",
            "News events, UN votes, UN alignment, armed conflict, visa openness",
            "screen.layer(1)", "Layer", "layer"),
    Command("layer.previous", "shift+tab", "shift+tab", "Previous layer",
            "The layers in reverse", "screen.layer(-1)", "Layer"),
    *(Command(f"layer.{i}", str(i), str(i), f"Layer {i}",
              "Straight to a layer by its number", f"screen.layer_number({i})", "Layer")
      for i in range(1, 7)),
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
            "screen.play", "Time", views=DATED),
    Command("order", "o", "o", "Next order",
            "By activity, region, name, blocs, or likeness of the rows",
            "screen.order", "Countries", views=MATRIX),
    Command("focus", "f", "f", "Focus on a region or a set",
            "A region, a subregion, or names with commas: aze, arm, irn, tur, rus",
            "screen.choose_focus", "Countries", "focus", asks=True,
            views=FOCUSED),
    Command("focus.world", "w", "w", "The whole world",
            "All sovereign states", "screen.world", "Countries", views=FOCUSED),
    Command("pair", "enter", "enter", "Pair view",
            "The trend in large, all layers, every event, before and after a date",
            "screen.open('pair')", "Views", "pair", views=("matrix", "map")),
    Command("pair.here", "p", "p", "Pair view",
            "The pair under the cursor: trend, layers, events",
            "screen.open('pair')", "Views", views=LISTS),
    Command("explain", "e", "e", "Why this score",
            "Every contribution to the number, and what the half-life does",
            "screen.open('explain')", "Views", "why", views=SCORED),
    Command("country", "c", "c", "Country view",
            "All partners of the country ranked, its movers, its events",
            "screen.open('country')", "Views", "country"),
    Command("map", "m", "m", "World map",
            "The world as this country gets on with it",
            "screen.open('map')", "Views", "map"),
    Command("events", "a", "a", "All events",
            "Every event, filtered by a line: text, pair:, kind:, status:, since: ...",
            "screen.open('events')", "Views", "events"),
    Command("compare", "d", "d", "Compare",
            "Two dates, two layers, or both directions",
            "screen.open('compare')", "Views"),
    Command("movers", "M", "M", "Movers",
            "The largest changes over a window, and what made them",
            "screen.open('movers')", "Views"),
    Command("suppliers", "W", "W", "Suppliers of arms",
            "Who arms the country, who says so, how dependent that makes it, and who minds",
            "screen.open('suppliers')", "Lenses"),
    Command("triads", "D", "D", "Triads",
            "Who is caught between friends that are foes, and what would balance it",
            "screen.open('triads')", "Lenses"),
    Command("balance", "N", "N", "Balance of the whole",
            "How balanced the world and its regions are, over time",
            "screen.open('balance')", "Lenses"),
    Command("blocs", "C", "C", "Blocs",
            "Who stands together, who moved, who bridges",
            "screen.open('blocs')", "Lenses"),
    Command("methods", "Q", "Q", "Methods side by side",
            "The pair by every published method, and where in the world they disagree",
            "screen.open('methods')", "Lenses"),
    Command("projects", "P", "P", "Projects",
            "Undertakings of several states: how their members get on, the weakest link",
            "screen.open('projects')", "Lenses"),
    Command("story", "A", "A", "Azerbaijan 2016",
            "A guided view: who arms Azerbaijan, and who minds",
            "screen.open('story')", "Views"),
    Command("story.back", "left,h", "left", "Page back",
            "The page before", "screen.turn(-1)", "Story", "page", views=("story",)),
    Command("story.on", "right,l,space", "right", "Page on",
            "The next page", "screen.turn(1)", "Story", views=("story",)),
    *(Command(f"map.{name}", keys, name, f"Country to the {name}" if dx else f"Country {name}",
              "The nearest one in that direction", f"screen.wander({dx}, {dy})", "Map",
              "move" if name == "left" else "", views=("map",))
      for name, keys, dx, dy in (("left", "left,h", -1, 0), ("right", "right,l", 1, 0),
                                 ("up", "up,k", 0, 1), ("down", "down,j", 0, -1))),
    Command("map.zoom.in", "plus,equals_sign", "+", "Closer",
            "Half as much of the world, around the cursor", "screen.zoom(1)", "Map", "zoom",
            views=("map",)),
    Command("map.zoom.out", "minus", "-", "Further off",
            "Twice as much of the world", "screen.zoom(-1)", "Map", views=("map",)),
    Command("map.home", "home,g", "home", "To the middle of things",
            "The cursor back to the country that the map is of", "screen.home", "Map",
            views=("map",)),
    Command("region", "f", "f", "Next region",
            "Partners of one region only; after the last the world", "screen.region(1)",
            "Country", "region", views=("country",)),
    Command("region.previous", "F", "F", "Previous region",
            "The regions in reverse", "screen.region(-1)", "Country", views=("country",)),
    Command("ranking", "o", "o", "Next order",
            "By score, by change over a year, by name", "screen.ranking", "Country", "order",
            views=("country",)),
    Command("side.on", "right,l", "right", "To movers and events",
            "What moved most, the country's events, facts and projects", "screen.side(1)",
            "Country", "movers, events", views=("country",)),
    Command("side.back", "left,h", "left", "To the partners",
            "Back to the ranking", "screen.side(-1)", "Country", views=("country",)),
    Command("zoom.in", "plus,equals_sign", "+", "Zoom in",
            "All years, five, one: around the date looked at",
            "screen.zoom(1)", "Chart", views=("pair",)),
    Command("zoom.out", "minus", "-", "Zoom out",
            "A longer span", "screen.zoom(-1)", "Chart", "zoom", views=("pair",)),
    Command("pan.back", "shift+left,H", "H", "Pan back",
            "A quarter of the span back", "screen.pan(-1)", "Chart", views=("pair",)),
    Command("pan.on", "shift+right,L", "L", "Pan on",
            "A quarter of the span on", "screen.pan(1)", "Chart", views=("pair",)),
    Command("walk.back", "left,h", "left", "Walk back",
            "The cursor on the line: a period back", "screen.step(-1)", "Chart",
            views=("pair", "explain")),
    Command("walk.on", "right,l", "right", "Walk on",
            "A period on", "screen.step(1)", "Chart", views=("pair", "explain")),
    Command("range", "r", "r", "Choose the span",
            "Two dates: 2013 2019", "screen.choose_range", "Chart", asks=True, views=("pair",)),
    Command("before.after", "b", "b", "Before and after",
            "The mean before and after the date under the cursor, and what chance alone gives",
            "screen.before_after", "Chart", "before/after", views=("pair",)),
    Command("before.after.at", "B", "B", "Before and after a date",
            "Type a date, or a word of a marker", "screen.choose_break", "Chart",
            asks=True, views=("pair",)),
    Command("half.life.longer", "plus,equals_sign", "+", "Longer half-life",
            "Older events count for more", "screen.half_life(1)", "Why", views=("explain",)),
    Command("half.life.shorter", "minus", "-", "Shorter half-life",
            "Only the latest events count", "screen.half_life(-1)", "Why", "half-life",
            views=("explain",)),
    Command("filter", "slash", "/", "Filter",
            "By words, pair:, country:, kind:, status:, since:, value: and more; tab completes",
            "screen.choose_filter", "Events", "filter", asks=True, views=("events",)),
    Command("filter.less", "backspace", "backspace", "Take a filter away",
            "The last one; a click takes any", "screen.remove_filter", "Events", "less",
            views=("events",)),
    Command("filter.none", "delete", "delete", "Take all filters away",
            "All events", "screen.clear_filters", "Events", views=("events",)),
    Command("filter.pair", "f", "f", "Only this pair",
            "Events of the pair under the cursor; again, of all", "screen.only_pair", "Events",
            views=("events",)),
    Command("sort", "o", "o", "Next order",
            "Newest, oldest, largest magnitude, most reported, best grade first",
            "screen.sort(1)", "Events", "sort", views=("events",)),
    Command("sort.previous", "O", "O", "Previous order",
            "The orders in reverse", "screen.sort(-1)", "Events", views=("events",)),
    Command("when", "w", "w", "To its month in the matrix",
            "The matrix at the date and the pair of the event", "screen.when", "Events", "when",
            views=("events",)),
    Command("open.url", "u", "u", "Open the link",
            "The article or record of the event in a browser", "screen.open_url", "Events", "link",
            views=("events",)),
    Command("events.covid", "v", "v", "Covid travel bans on or off",
            "Leave out visa changes to and from a covid ban, or show them",
            "screen.covid", "Events", views=("events",)),
    Command("window.longer", "plus,equals_sign", "+", "Longer window",
            "Changes over more months", "screen.window(1)", "Movers", views=("movers",)),
    Command("window.shorter", "minus", "-", "Shorter window",
            "Changes over fewer months", "screen.window(-1)", "Movers", "window",
            views=("movers",)),
    Command("movers.ranking", "o", "o", "Next order",
            "By size, or by how unusual the change is for the pair (robust z-score)",
            "screen.ranking", "Movers", "by size, by z", views=("movers",)),
    Command("suppliers.longer", "plus,equals_sign", "+", "More years",
            "Shares over a longer window", "screen.window(1)", "Suppliers", views=("suppliers",)),
    Command("suppliers.shorter", "minus", "-", "Fewer years",
            "Shares over a shorter window", "screen.window(-1)", "Suppliers", "years",
            views=("suppliers",)),
    Command("blocs.list", "o", "o", "Next list",
            "All blocs, those that moved within a year, the bridges", "screen.list", "Blocs",
            "blocs, moves, bridges", views=("blocs",)),
    Command("blocs.finer", "plus,equals_sign", "+", "More blocs",
            "A higher resolution: smaller blocs", "screen.resolution(1)", "Blocs",
            views=("blocs",)),
    Command("blocs.coarser", "minus", "-", "Fewer blocs",
            "A lower resolution: larger blocs", "screen.resolution(-1)", "Blocs", "fewer, more",
            views=("blocs",)),
    Command("blocs.matrix", "v", "v", "The matrix by blocs",
            "The matrix in the order of the blocs", "screen.in_matrix", "Blocs", "matrix",
            views=("blocs",)),
    Command("methods.kind", "o", "o", "The pair or the world",
            "One pair by every method, or the pairs on which methods disagree most",
            "screen.kind(1)", "Methods", "pair, world", views=("methods",)),
    Command("projects.members", "f", "f", "Matrix of the members",
            "The matrix on the members of the project, the cursor on the weakest link",
            "screen.members", "Projects", "members", views=("projects",)),
    Command("triads.scope", "o", "o", "Whose triads",
            "Of the country, of the pair, of all", "screen.scope", "Triads",
            "country, pair, all", views=("triads",)),
    Command("triads.thin", "r", "r", "Thin evidence too",
            "Also triads with a pair that rests on little, or not", "screen.thin", "Triads",
            "thin too", views=("triads",)),
    Command("band.wider", "plus,equals_sign", "+", "Wider neutral band",
            "Fewer pairs have a sign", "screen.band(1)", "Triads", views=("triads", "balance")),
    Command("band.narrower", "minus", "-", "Narrower neutral band",
            "More pairs have a sign", "screen.band(-1)", "Triads", "band",
            views=("triads", "balance")),
    Command("compare.kind", "o", "o", "What is compared",
            "Two dates, two layers, both directions", "screen.kind(1)", "Compare",
            "dates, layers, ways", views=("compare",)),
    Command("compare.other.on", "plus,equals_sign", "+", "Other side on",
            "A later first date, or the next other layer", "screen.other(1)", "Compare",
            views=("compare",)),
    Command("compare.other.back", "minus", "-", "Other side back",
            "An earlier first date, or the previous other layer", "screen.other(-1)", "Compare",
            "other side", views=("compare",)),
    Command("compare.choose", "r", "r", "Choose both sides",
            "Two dates, 2019-12 2023-01; or the other layer", "screen.choose_sides", "Compare",
            "choose", asks=True, views=("compare",)),
    Command("compare.matrix", "v", "v", "Matrix or list",
            "The keys go to the other one; where there is no room it takes its place",
            "screen.switch", "Compare", "matrix", views=("compare",)),
    Command("history.back", "left_square_bracket", "[", "Back in history",
            "The view looked at before", "screen.history(-1)", "Views"),
    Command("history.on", "right_square_bracket", "]", "Forth in history",
            "The view one went back from", "screen.history(1)", "Views"),
    Command("back", "escape", "esc", "Back",
            "Out of a page, a prompt or a view", "screen.back", "Views"),
    Command("star", "s", "s", "Star",
            "Keep an eye on the pair or the country; again to let it go",
            "screen.star", "Yours"),
    Command("alerts", "exclamation_mark", "!", "Alerts",
            "What stands by your rules, and how to write one",
            "screen.open('alerts')", "Yours"),
    Command("stars", "S", "S", "Stars, notes and saved views",
            "The watchlist: how what you starred stands now",
            "screen.open('stars')", "Yours"),
    Command("stars.remove", "x", "x", "Remove",
            "The star, or at the second time the note or the view, under the cursor",
            "screen.remove", "Yours", "remove", views=("stars",)),
    Command("stars.rename", "R", "R", "Rename",
            "Give the saved view under the cursor another name",
            "screen.rename", "Yours", "rename", asks=True, views=("stars",)),
    Command("note", "n", "n", "Note",
            "A note of your own on the pair, the country or the event",
            "screen.note", "Yours", asks=True),
    Command("view.save", "V", "V", "Save the view",
            "Under a name: layer, date, order, focus and filters",
            "screen.save_view", "Yours", asks=True),
    Command("copy", "y", "y", "Copy what is under the cursor",
            "In words, to the clipboard", "screen.copy", "Take away"),
    Command("copy.view", "Y", "Y", "Copy the view as text",
            "All of the screen, to the clipboard", "screen.copy_view", "Take away"),
    Command("export", "E", "E", "Export the view",
            "To a file: .svg, .csv, .json or .txt", "screen.export", "Take away", asks=True),
    Command("read.out", "z", "z", "Read out",
            "What is under the cursor in sentences, for a screen reader",
            "screen.read_out", "Take away"),
    Command("covid", "v", "v", "Covid travel bans on or off",
            "Show or leave out visa changes to and from a covid ban",
            "screen.covid", "Pair", views=("matrix", "pair", "country")),
    Command("refresh", "r", "r", "Refresh from all feeds",
            "Bring the store up to date; the data stay on screen meanwhile",
            "screen.refresh_feeds", "Data", "refresh", views=MATRIX),
    Command("refresh.cancel", "X", "X", "Cancel the refresh",
            "The store stays as it was", "screen.cancel_refresh", "Data", views=MATRIX),
    Command("feeds", "R", "R", "Feeds",
            "How each feed fared, and when it is due; again to close",
            "screen.feeds", "Data", views=MATRIX),
    Command("theme", "t", "t", "Next theme",
            "Dark, light, the terminal's own colours", "app.next_theme", "App"),
    Command("theme.preview", "T", "T", "Themes",
            "Each theme as it looks, before you choose it", "app.preview_themes", "App"),
    Command("palette", "colon,ctrl+p", ":", "Command palette",
            "Find any command, country or pair", "app.command_palette", "App"),
    Command("help", "question_mark,f1", "?", "Help",
            "All keys, what the cells and glyphs say", "app.help", "App", "help"),
    Command("quit", "q,ctrl+q", "q", "Quit",
            "The view is remembered", "app.quit", "App"),
)  # fmt: skip
"""In the order of the help screen. At most eight have a place in the footer."""

ASKING = frozenset(c.action.removeprefix("screen.") for c in COMMANDS if c.asks)
"""Actions that open a prompt."""

Moves = tuple[tuple[str, tuple[str, ...], str], ...]
"""Keys as they usually are, the ids of their bindings, and where they lead."""

MOVES: Moves = (
    ("arrows  h j k l", ("matrix.up", "matrix.down", "matrix.left", "matrix.right"), "one cell"),
    ("shift+arrows", ("matrix.up.far", "matrix.down.far", "matrix.left.far", "matrix.right.far"),
     "ten cells"),
    ("PgUp PgDn", ("matrix.page.up", "matrix.page.down"), "a page"),
    ("Home End  g G", ("matrix.row.start", "matrix.row.end", "matrix.top", "matrix.bottom"),
     "ends of the row, of the column"),
    ("mouse, wheel", (), "click a cell, scroll (shift: sideways)"),
)  # fmt: skip
"""The matrix's own keys, as the help screen lists them."""

LIST_MOVES: Moves = (
    ("up down  j k", ("list.up", "list.down"), "a row"),
    ("PgUp PgDn  K J", ("list.page.up", "list.page.down"), "a page"),
    ("Home End  g G", ("list.top", "list.bottom"), "to the top, to the end"),
    ("enter", ("list.choose",), "open the row"),
    ("mouse, wheel", (), "click a row, double click opens it"),
)
"""The keys of every list, as the help screen lists them."""

FOOTER_KEYS = {
    "move": "arrows",
    "page": "left right",
    "month": ", .",
    "year": "< >",
    "zoom": "+ -",
    "window": "+ -",
    "other side": "+ -",
    "half-life": "+ -",
}
"""Footer words that stand for two keys."""
FOOTER_ONLY = {
    "matrix": ("jump", "layer", "month", "year", "focus", "pair", "why", "help"),
    "pair": ("zoom", "before/after", "why", "layer", "month", "events", "help"),
    "explain": ("half-life", "layer", "month", "help"),
    "compare": (
        "dates, layers, ways",
        "other side",
        "choose",
        "matrix",
        "focus",
        "layer",
        "month",
        "help",
    ),
    "movers": ("window", "by size, by z", "focus", "why", "layer", "month", "help"),
    "projects": ("members", "why", "country", "layer", "month", "help"),
    "methods": ("pair, world", "focus", "why", "layer", "month", "help"),
    "story": ("page", "why", "country", "map", "help"),
    "stars": ("remove", "rename", "why", "country", "layer", "month", "help"),
    "map": ("move", "zoom", "pair", "country", "why", "layer", "month", "help"),
    "events": ("filter", "less", "sort", "link", "when", "why", "help"),
    "country": ("movers, events", "region", "order", "map", "why", "layer", "month", "help"),
}
"""What the footer of a view has, at most eight; of a view not named: its own, and a few more."""
FOOTER_MORE = ("why", "layer", "month", "help")


def by_id(id_: str) -> Command:
    """The command by that id; raises StopIteration if there is none."""
    return next(command for command in COMMANDS if command.id == id_)


def of_view(view: str) -> list[Command]:
    """The commands that a view has."""
    return [command for command in COMMANDS if command.is_for(view)]


def footer(view: str) -> list[Command]:
    """The commands that the footer of a view names, help last."""
    words = FOOTER_ONLY.get(view)
    found = [command for command in of_view(view) if command.footer]
    if words is not None:
        return sorted(
            (command for command in found if command.footer in words),
            key=lambda command: words.index(command.footer),
        )
    own = [command for command in found if command.views and view in command.views]
    own = [command for command in own if command.footer not in FOOTER_MORE]
    more = [command for command in found if command.footer in FOOTER_MORE]
    return [*own[: 8 - len(more)], *more]


def bindings(view: str) -> list[Binding]:
    """The bindings of a view's own screen."""
    return [command.binding for command in of_view(view) if not command.action.startswith("app.")]


def app_bindings() -> list[Binding]:
    """The bindings of the app, the same everywhere."""
    return [command.binding for command in COMMANDS if command.action.startswith("app.")]
