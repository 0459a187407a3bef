"""A world with other projects than the bundle has."""

from collections.abc import Sequence
from typing import Any, cast

from relations_tui.model.event import Project, Status
from relations_tui.query.source import Source
from relations_tui.query.world import World


class WithProjects:
    """A source whose projects are these; all else is another's."""

    def __init__(self, source: Source, projects: Sequence[Project]) -> None:
        self._source, self._projects = source, projects

    def projects(self) -> Sequence[Project]:
        return self._projects

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)


def with_projects(world: World, *projects: Project) -> World:
    """The same data with these projects."""
    return World(cast("Source", WithProjects(world.source, projects)))


def project(
    id_: str, *members: str, since: str = "2018", until: str = "", status: Status = "recorded"
) -> Project:
    """A project."""
    return Project(
        id_, f"The {id_} project", members, since, "what it is", status, "f", "B2", until
    )
