"""The user's alerts, as the app and the command line are given them."""

from collections.abc import Sequence

from msgspec.structs import replace

from relations_tui.config.file import load
from relations_tui.config.path import config_path
from relations_tui.errors import StoreError
from relations_tui.model.alert import Alert
from relations_tui.query.world import World
from relations_tui.report.alerts import AlertsReport, alerts_report
from relations_tui.store.open import Store


class Alerting:
    """Rules from the configuration, stars and what was seen from the store."""

    def __init__(self, store: Store, config: str | None = None) -> None:
        self._store = store
        self.path = config_path(config)

    def report(self, world: World, at: int | None = None, at_text: str = "") -> AlertsReport:
        """What stands now, or would have stood at a date.

        Raises:
            ConfigError: for a mistake in the file.
        """
        user = self._store.user
        stars = [star.target for star in user.stars()]
        rules = load(self.path).alerts
        seen = frozenset(user.state().alerts_seen)
        return alerts_report(world, rules, stars, seen, at=at, at_text=at_text)

    def seen(self, alerts: Sequence[Alert]) -> None:
        """Remember that these were looked at; what no longer stands is forgotten."""
        if self._store.read_only:
            return
        user = self._store.user
        state, keys = user.state(), tuple(sorted(one.key for one in alerts))
        if keys != state.alerts_seen:
            user.set_state(replace(state, alerts_seen=keys))


def told_after_refresh(store: Store, config: str | None = None) -> str:
    """A line on new alerts, for after a refresh; "" if there is none, or no rule."""
    alerting = Alerting(store, config)
    if not alerting.path.exists():
        return ""
    store.refresh()
    try:
        report = alerting.report(World(store.source))
    except StoreError:
        return ""
    if not report.new:
        return ""
    plural = "" if report.new == 1 else "s"
    return f"{report.new} new alert{plural}: relations alerts"
