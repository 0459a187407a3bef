"""Undertakings of several states: how their members get on, and the weakest link."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.widget import Widget

from relations_tui.errors import RelationsError
from relations_tui.model.country import Pair
from relations_tui.model.event import Event, Project
from relations_tui.model.period import month_text, period_at
from relations_tui.model.user import View
from relations_tui.query import timeline
from relations_tui.query.projects import Standing, events_among, markers_among, standing
from relations_tui.query.world import World
from relations_tui.report import wording
from relations_tui.tui import aside, project_lines
from relations_tui.tui.aside import Job
from relations_tui.tui.drawing import Drawing
from relations_tui.tui.lines import Line, fit, indented
from relations_tui.tui.listing import Listing
from relations_tui.tui.view_screen import ViewScreen

if TYPE_CHECKING:
    from relations_tui.query.project_course import Course, Reign

LISTED = 5
"""Rows of the list at most; it scrolls."""
CHART = 7
"""Lines that a chart wants at least."""
TALL = 30
TOLD = 40
"""Columns that the weakest link wants beside the matrix."""
SPREAD = 64
"""Columns that it has at most: the matrix stands close by."""
MOST = 28
"""Lines of the chart at most."""


Asked = tuple[World, str, str]
"""Of what a course is: the world, the layer, and the project's id."""


class ProjectsScreen(ViewScreen):
    """The projects; of the one under the cursor its members, over time too."""

    VIEW = "projects"
    DEFAULT_CSS = """
    ProjectsScreen #list { height: 2; }
    ProjectsScreen #project { height: 1fr; }
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._wanted = view.options.get("project", "")
        """The project that the cursor begins at."""
        self._cursor = 0
        """The row that is drawn: the list's own may be ahead of what was told of it."""
        self._standings: list[Standing] = []
        self._found: tuple[Course, tuple[Event, ...]] | None = None
        """Scores over time and events of ``_of``."""
        self._of: Asked | None = None

    @property
    def crumb(self) -> str:
        """What it is."""
        return "projects"

    @property
    def options(self) -> dict[str, str]:
        """The project under the cursor."""
        project = self.project
        return {} if project is None else {"project": project.id}

    def compose_body(self) -> Iterable[Widget]:
        """The list; the project under its cursor."""
        yield Listing(head=1, id="list")
        yield Drawing(id="project")

    @property
    def listing(self) -> Listing:
        """The projects."""
        return self.query_one(Listing)

    @property
    def project(self) -> Project | None:
        """The project under the cursor."""
        projects = self.world.projects
        return projects[self._cursor] if self._cursor < len(projects) else None

    @property
    def _standing(self) -> Standing:
        return self._standings[self._cursor]

    @property
    def pair(self) -> Pair:
        """The weakest link of the project under the cursor; where there is none, its first two."""
        if self._cursor >= len(self._standings):
            return super().pair
        weakest, links = self._standing.weakest, self._standing.links
        if weakest is not None:
            return weakest.pair
        return links[0].pair if links else super().pair

    # --- drawing ----------------------------------------------------------------------------------

    def draw(self) -> None:
        """The members at this date at once; how they got on over time when that is known."""
        world, looking = self.world, self.looking
        projects = world.projects
        self._standings = [standing(world, one, looking.layer, looking.at) for one in projects]
        self.listing.styles.height = 1 + max(1, min(len(projects), LISTED))
        self.listing.show(
            len(projects), self._row, head=lambda _y, width: project_lines.columns(width),
            cursor=self._first_cursor(), empty="no project in these data: a feed can bring some",
        )  # fmt: skip
        self._follow()

    def _first_cursor(self) -> int:
        """The project asked for, or one of the pair one comes from; later the cursor stays."""
        if self._wanted == "-":
            return -1
        wanted, self._wanted = self._wanted, "-"
        about = set(super().pair)
        projects = self.world.projects
        found = (i for i, one in enumerate(projects) if one.id == wanted)
        of_pair = (i for i, one in enumerate(projects) if about <= set(one.members))
        return next(found, next(of_pair, 0))

    def _row(self, index: int, width: int) -> Line:
        project = self.world.projects[index]
        return project_lines.row(project, self._standings[index], self.looking.at, width)

    def _follow(self) -> None:
        """Show the project under the cursor; what is not known of it yet is worked out."""
        self._cursor = self.listing.cursor
        project, asked = self.project, self._asked
        if project is not None and asked is not None and self._of != asked:
            self._found, self._of = None, asked
            self._work_out(project, asked)
        self._show()

    @property
    def _asked(self) -> Asked | None:
        project = self.project
        return None if project is None else (self.world, self.looking.layer.id, project.id)

    @property
    def _course(self) -> "Course | None":
        """Scores over time, if they are known."""
        return self._found[0] if self._found is not None and self._of == self._asked else None

    def _work_out(self, project: Project, asked: Asked) -> None:
        world, layer_id, _ = asked

        def work(job: Job) -> None:
            # With numpy, which the first frame can do without.
            from relations_tui.query.project_course import course

            try:
                found = course(world, layer_id, project.members)
                events = tuple(events_among(world, project))
            except RelationsError as error:
                job.hand_over(self.say, str(error), wrong=True)
            else:
                job.hand_over(self._take, asked, found, events)

        aside.begin(self, work, "course")

    def _take(self, asked: Asked, found: "Course", events: tuple[Event, ...]) -> None:
        if self._of == asked:
            self._found = found, events
            self._show()

    def _show(self) -> None:
        project = self.project
        lines = [] if project is None else self._drawn(project)
        rule: Line = [("─" * self.size.width, "faint")]
        height = self.size.height - 2 - self._list_height
        drawing = self.query_one("#project", Drawing)
        drawing.show([rule, *indented(lines)], height=max(1, height))

    @property
    def _list_height(self) -> int:
        return 1 + max(1, min(len(self.world.projects), LISTED))

    def _drawn(self, project: Project) -> list[Line]:
        """Title, weakest link, matrix, chart, and what happened, as far as there is room."""
        width = self.size.width - 2
        room = self.size.height - 3 - self._list_height
        at, layer, now = self.looking.at, self.looking.layer, self._standing
        tall = self.size.height >= TALL
        lines = project_lines.about(project, at, width)
        grid = project_lines.matrix(now, project.members)
        grid_width = max(sum(len(text) for text, _ in line) for line in grid) + 2
        aside_fits = width - grid_width >= TOLD and len(grid) <= room - CHART - len(lines)
        left = min(SPREAD, width - grid_width) if aside_fits else width
        large = project_lines.weakest(
            self.world, layer, now, self._reign(now), left - 2, known=self._course is not None
        )
        if tall:
            lines.append([])
            large = [*large, []]
        lines += project_lines.beside(large, grid, left) if aside_fits else large
        below = self._told(project, width)[: max(0, room - len(lines) - 14)] if tall else []
        height = min(MOST, room - len(lines) - len(below))
        if height >= 4:
            lines += self._chart(project, width, height)
        return [*lines, *below][:room]

    def _reign(self, now: Standing) -> "Reign | None":
        layer, weakest = self.looking.layer, now.weakest
        course = self._course
        if course is None or weakest is None:
            return None
        period = period_at(timeline.nearest(layer, self.looking.at), layer.frequency)
        return course.reign(weakest.pair, period)

    def _chart(self, project: Project, width: int, height: int) -> list[Line]:
        course, looking = self._course, self.looking
        if course is None:
            return [[("over time: being worked out", "faint")]]
        return project_lines.chart(project, course, looking.layer, looking.at, width, height)

    def _told(self, project: Project, width: int) -> list[Line]:
        """The summary, turning points, and what is on record between members by the date."""
        lines: list[Line] = [[], [(fit(project.summary, width), "text")]]
        for marker in markers_among(self.world, project):
            glyph = wording.STATUS_GLYPHS[marker.status]
            countries = " ".join(marker.countries)
            text = f"{marker.date:<10} {countries:<9} {glyph} {marker.title}"
            lines.append([(fit(text, width), "dim")])
        until = month_text(self.looking.at)
        known = () if self._found is None or self._course is None else self._found[1]
        events = [event for event in known if event.date[:7] <= until]
        members = project.members
        return lines + [project_lines.event_line(self.world, one, members, width) for one in events]

    # --- keys -------------------------------------------------------------------------------------

    def on_listing_moved(self, _event: Listing.Moved) -> None:
        """Another project."""
        self._follow()

    def on_listing_chosen(self, _event: Listing.Chosen) -> None:
        """Enter: the weakest link in large."""
        self.action_open("pair")

    def action_open(self, screen: str) -> None:
        """As everywhere, where there are two members to open something of."""
        if self.project is None or not self._standing.links:
            self.say("no two members here")
        else:
            super().action_open(screen)

    def action_members(self) -> None:
        """The matrix of the members, the cursor on the weakest link."""
        project = self.project
        if project is None or not self._standing.links:
            self.say("no two members here")
            return
        pair = self.pair
        focus = ",".join(project.members)
        view = replace(self.looking.view, screen="matrix", focus=focus, row=pair.a, column=pair.b)
        self.app.visit(view)

    # --- taking away ------------------------------------------------------------------------------

    @property
    def under_cursor(self) -> str:
        """The project under the cursor, in sentences."""
        project = self.project
        if project is None:
            return "No project in these data."
        from relations_tui.report.projects import project_report

        looking = self.looking
        report = project_report(self.world, project, looking.layer, looking.at)
        return (
            f"{report.title}, {', '.join(report.names)}, since {report.since}, {report.phase}: "
            f"{report.status} {report.grade}, {report.source}. "
            f"{looking.layer.title} {looking.period}: {report.told}."
        )

    def report(self) -> object:
        """The headless twin: ``relations projects ID``."""
        from relations_tui.report.projects import project_report

        project, looking = self.project, self.looking
        if project is None:
            return []
        return project_report(self.world, project, looking.layer, looking.at)

    def table(self) -> tuple[list[str], list[list[object]]]:
        """A row a period of the project under the cursor."""
        from relations_tui.report.projects import STAGE_HEAD, project_report, stage_cells

        project, looking = self.project, self.looking
        if project is None:
            return STAGE_HEAD, []
        report = project_report(self.world, project, looking.layer, looking.at)
        return STAGE_HEAD, stage_cells(report)
