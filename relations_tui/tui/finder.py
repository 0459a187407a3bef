"""What the palette finds beside commands: countries and pairs."""

from functools import partial

from msgspec.structs import replace
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from relations_tui.model.country import Pair
from relations_tui.tui.app import RelationsApp
from relations_tui.tui.commands import COMMANDS, Command
from relations_tui.tui.keymap import shown

MAX_COUNTRIES = 8


class Finder(Provider):
    """Commands of the registry, countries by any of their names, and pairs."""

    @property
    def _app(self) -> RelationsApp:
        app = self.app
        assert isinstance(app, RelationsApp)
        return app

    async def _run(self, command: Command) -> None:
        """Do it in the view in front; what only the matrix can do, there."""
        app = self._app
        if not command.action.startswith("app.") and not command.is_for(app.top.view.screen):
            if not command.is_for("matrix"):
                app.top.say(f"{command.title}: not in this view")
                return
            app.restore(replace(app.top.view, screen="matrix"))
        await app.run_action(command.action, app.top)

    def _go_to(self, pair: Pair) -> None:
        app = self._app
        app.restore(replace(app.top.view, screen="matrix"))
        app.main.go_to(pair)

    def _go_to_country(self, iso3: str) -> None:
        app = self._app
        app.restore(replace(app.top.view, screen="matrix"))
        app.main.go_to_country(iso3)

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for command in COMMANDS:
            run = partial(self._run, command)
            key = shown(command, self._app.session.keys)
            yield DiscoveryHit(f"{command.title}  ({key})", run, help=command.help)

    async def search(self, query: str) -> Hits:
        """Commands, then the pair or the countries that the query names."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            if (score := matcher.match(command.title)) > 0:
                run = partial(self._run, command)
                yield Hit(score, matcher.highlight(command.title), run, help=command.help)
        world = self._app.looking.world
        pair = world.named(query)
        if len(pair) == 2:
            a, b = pair
            yield Hit(
                2.0, Content(f"{a.name} – {b.name}"), partial(self._go_to, Pair(a.iso3, b.iso3)),
                help="Jump to the pair",
            )  # fmt: skip
            return
        for rank, country in enumerate(world.search(query)[:MAX_COUNTRIES]):
            yield Hit(
                1.0 - rank / 100, Content(f"{country.iso3}  {country.name}"),
                partial(self._go_to_country, country.iso3), help="Jump to the country",
            )  # fmt: skip
