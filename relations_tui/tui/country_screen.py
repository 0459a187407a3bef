"""The country view: every partner ranked, a small map, what moved, and the country's events."""

from collections.abc import Iterable

from msgspec.structs import replace
from textual.containers import Vertical
from textual.widget import Widget

from relations_tui.errors import RelationsError, UsageError
from relations_tui.model.country import Pair
from relations_tui.model.event import Event
from relations_tui.model.user import View
from relations_tui.query.order import REGIONS
from relations_tui.query.partners import RANKINGS, Partner, Partners, Ranking
from relations_tui.query.world import World
from relations_tui.report.country import (
    PARTNER_HEAD,
    CountryReport,
    country_report,
    events_of,
    partner_cells,
)
from relations_tui.tui import aside, hints
from relations_tui.tui.aside import Job
from relations_tui.tui.country_side import Entry, SideList, about, events, moved
from relations_tui.tui.listing import Listing
from relations_tui.tui.map_screen import atlas_for
from relations_tui.tui.partner_list import PartnerList, Standing
from relations_tui.tui.prompt import Prompt
from relations_tui.tui.view_screen import ViewScreen
from relations_tui.tui.world_map import Picture, WorldMap

PATIENCE = 0.06
"""Seconds before the events are read: the first frame is on its way to the terminal by then."""
MAP_WIDTH, MAP_LINES = 110, 32
"""Columns and lines of the terminal from which there is a map."""

Told = tuple[Event, ...]


class CountryScreen(ViewScreen):
    """One country and its partners."""

    VIEW = "country"
    DEFAULT_CSS = """
    CountryScreen #view { layout: horizontal; }
    CountryScreen #partners { width: 1fr; height: 1fr; }
    CountryScreen #side { width: 40; margin-left: 2; height: 1fr; }
    CountryScreen #map { height: 12; display: none; }
    CountryScreen.-map #map { display: block; }
    CountryScreen.-map #side { width: 48; }
    CountryScreen.-map.-generous #side { width: 45%; }
    CountryScreen.-map.-generous #map { height: 18; }
    CountryScreen.-narrow #side { width: 100%; margin-left: 0; display: none; }
    CountryScreen.-narrow.-aside #side { display: block; }
    CountryScreen.-narrow.-aside #partners { display: none; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.about_country = view.country or view.row
        options = view.options
        self.among = view.filter if view.filter in REGIONS else ""
        """The region that the partners are of; "" is the world."""
        self.ranking: Ranking = next((r for r in RANKINGS if r == options.get("by")), "score")
        """What the partners are ranked by."""
        self.is_back = options.get("way") == "back"
        """Whether scores are from the partners to the country, where the layer is directed."""
        self.ranked: list[Partner] = []
        """The partners, those without data last."""
        self._partners: Partners | None = None
        self._at_first = options.get("partner", "")
        self._entries: list[Entry] = []
        self._events: tuple[Told, Told] | None = None
        """What people put on record, and the newest of all; None before they are read."""
        self._reading: tuple[World, bool] | None = None
        """Of what world, with covid bans or without, they are or are being read."""

    # --- where one is -----------------------------------------------------------------------------

    @property
    def crumb(self) -> str:
        """Its name."""
        country = self.world.countries.get(self.about_country)
        return country.name if country else self.about_country

    @property
    def view(self) -> View:
        """With the cursor where it is."""
        pair = self.pair
        return replace(super().view, country=self.about_country, row=pair.a, column=pair.b)

    @property
    def filter_line(self) -> str:
        """The region."""
        return self.among

    @property
    def options(self) -> dict[str, str]:
        """The partner under the cursor; order and direction, where they are not the usual ones."""
        found = {"partner": self.partner} if self.partner else {}
        found |= {} if self.ranking == "score" else {"by": self.ranking}
        return found | ({"way": "back"} if self.is_back else {})

    @property
    def partner(self) -> str:
        """The partner under the cursor; "" if there is none."""
        if not self.is_mounted:
            return self._at_first
        if self._is_aside and self._entry is not None and self._entry.partner:
            return self._entry.partner
        cursor = self._list.cursor
        return self.ranked[cursor].iso3 if cursor < len(self.ranked) else ""

    @property
    def pair(self) -> Pair:
        """The country and the partner under the cursor, in the direction shown."""
        there = self.partner or self.about_country
        pair = Pair(self.about_country, there)
        return pair.swapped if self._shows_back else pair

    @property
    def country(self) -> str:
        """The country that the view is about."""
        return self.about_country

    @property
    def _list(self) -> PartnerList:
        return self.query_one(PartnerList)

    @property
    def _side(self) -> Listing:
        return self.query_one("#entries", Listing)

    @property
    def _is_aside(self) -> bool:
        return self._side.has_focus

    @property
    def _entry(self) -> Entry | None:
        cursor = self._side.cursor
        return self._entries[cursor] if cursor < len(self._entries) else None

    # --- drawing ----------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """Partners on the left; map, movers and events on the right."""
        # Classes that a size brings, before there is anything that would be laid out twice.
        self.set_class(self._has_map, "-map")
        width = self.app.size.width
        self.add_class([name for least, name in self.HORIZONTAL_BREAKPOINTS if least <= width][-1])
        yield PartnerList(id="partners")
        with Vertical(id="side"):
            yield WorldMap(id="map")
            yield SideList(id="entries")

    def draw(self) -> None:
        """Rank the partners by layer and date."""
        looking, known = self.looking, self.world.countries
        if self.about_country not in known:
            self.about_country = next(iter(known))
        partners = self._partners = Partners(self.world, looking.layer, self.about_country)
        # The cursor goes with its partner through layers and time, unless it is at the top.
        cursor = self._list.cursor
        under = self._at_first or (self.ranked[cursor].iso3 if self.ranked and cursor else "")
        among = self.world.order("name", self.among, looking.at)
        self.ranked = partners.ranked(looking.at, among, self.ranking, back=self.is_back)
        codes = [one.iso3 for one in self.ranked]
        standing = Standing(
            partners, looking.at, self.ranked, self.ranking, self.among, self._shows_back
        )
        self._list.rank(standing, codes.index(under) if under in codes else 0)
        self._at_first = ""
        self.set_class(self._has_map, "-map")
        self._draw_map()
        self._draw_side()

    @property
    def _has_map(self) -> bool:
        return self.app.size.width >= MAP_WIDTH and self.app.size.height >= MAP_LINES

    def _draw_map(self) -> None:
        if not self._has_map or self._partners is None:
            return
        looking = self.looking
        states = frozenset(self.world.order("name", "", looking.at))
        scores = self._partners.scores(looking.at, back=self._shows_back)
        picture = Picture(scores, self.about_country, states)
        self.query_one(WorldMap).show(atlas_for(self), picture, self.partner)

    @property
    def _shows_back(self) -> bool:
        return self.is_back and self.looking.layer.directed

    # --- the side ---------------------------------------------------------------------------------

    def _draw_side(self) -> None:
        """Movers at once; the events, which take longer to read, after the first frame."""
        wanted = (self.world, self.looking.covid)
        if self._reading != wanted:
            self._reading, self._events = wanted, None
            self.set_timer(PATIENCE, self._read_events)
        self._show_side()

    def _read_events(self) -> None:
        """In a thread: some countries have ten thousands of events."""
        world, iso3, covid = self.world, self.about_country, self.looking.covid

        def work(job: Job) -> None:
            try:
                found = events_of(world, iso3, covid=covid)
            except RelationsError as error:
                job.hand_over(self.say, str(error), wrong=True)
            else:
                job.hand_over(self._have_events, *found)

        aside.begin(self, work, "events")

    def _have_events(self, told: Told, newest: Told) -> None:
        self._events = told, newest
        self._show_side()

    def _show_side(self) -> None:
        partners, at = self._partners, self.looking.at
        assert partners is not None
        among = self.world.order("name", "", at) if self.among else None
        ranked = self.ranked if among is None else partners.ranked(at, among, back=self.is_back)
        entries = moved(self.world, ranked, partners.change_from(at))
        if self._events is not None:
            entries += events(self.world, self.about_country, *self._events)
        entries += about(self.world, self.about_country)
        self._entries = entries
        self._side.show(
            len(entries), lambda index, width: entries[index].line(width), empty="nothing to tell"
        )

    # --- keys -------------------------------------------------------------------------------------

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """The map's cursor goes along."""
        if event.listing is self._list and self._has_map:
            self.query_one(WorldMap).point(self.partner)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Enter: the pair, or the event in the explorer."""
        entry = self._entry if event.listing is self._side else None
        if entry is not None and entry.event:
            self.open_event(f"country:{self.about_country}", entry.event)
        elif entry is None or entry.partner:
            self.action_open("pair")

    def on_world_map_pointed(self, event: WorldMap.Pointed) -> None:
        """A click on the map goes to that partner."""
        self._go(event.iso3)

    def action_open(self, screen: str) -> None:
        """As everywhere; the key of this view opens that of the partner under the cursor."""
        if screen == "country" and self.partner:
            self.app.open_view(
                replace(
                    self.view,
                    country=self.partner,
                    row=self.partner,
                    column=self.about_country,
                    options={},
                )
            )
        else:
            super().action_open(screen)

    def action_region(self, by: int) -> None:
        """Partners of the next region only."""
        names = ("", *REGIONS)
        self.among = names[(names.index(self.among) + by) % len(names)]
        self.arrived()

    def action_ranking(self) -> None:
        """The next order."""
        self.ranking = RANKINGS[(RANKINGS.index(self.ranking) + 1) % len(RANKINGS)]
        self.arrived()

    def action_swap(self) -> None:
        """The other direction, where there are two."""
        if not self.looking.layer.directed:
            self.say(f"{self.looking.layer.title} has no direction: both ways are one")
            return
        self.is_back = not self.is_back
        self.arrived()

    def action_side(self, to: int) -> None:
        """The keys to movers and events, or back to the partners."""
        self.set_class(to > 0, "-aside")
        self.set_focus(self._side if to > 0 else self._list)

    async def action_jump(self) -> None:
        """Ask for a partner."""
        await self.ask(Prompt("jump", "go to", self._hint))

    def _hint(self, text: str) -> str:
        return hints.countries(self.world, text, "a partner by name, code or capital")

    def answered(self, purpose: str, text: str) -> None:
        """Go to the partner."""
        if purpose == "jump":
            self._go(hints.country(self.world, text).iso3)
        else:
            super().answered(purpose, text)

    def _go(self, iso3: str) -> None:
        codes = [one.iso3 for one in self.ranked]
        if iso3 not in codes:
            where = self.among or "the world"
            name = self.world.countries[iso3].name
            raise UsageError(f"{name} is not among the partners in {where}")
        self.action_side(-1)
        self._list.action_move(codes.index(iso3) - self._list.cursor)

    # --- taking away ------------------------------------------------------------------------------

    def report(self) -> CountryReport:
        """The headless twin: ``relations country``."""
        looking = self.looking
        return country_report(
            self.world, self.about_country, looking.layer, looking.at,
            region=self.among, by=self.ranking,
        )  # fmt: skip

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a partner."""
        return PARTNER_HEAD, partner_cells(self.report())
