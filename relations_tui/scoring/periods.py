"""The periods in which a series has something to say."""

from relations_tui.model.layer import Layer
from relations_tui.model.period import month, month_text, period, period_text
from relations_tui.model.series import (
    BalanceSeries,
    ConflictSeries,
    GivenSeries,
    PositionSeries,
    Series,
    TravelSeries,
    VoteSeries,
)


def periods_of(series: Series, layer: Layer) -> set[str]:
    """The periods with data, as the layer writes them."""
    match series:
        case BalanceSeries():
            return {
                month_text(when)
                for strand in series.strands.values()
                for when, (coop, conf) in enumerate(
                    zip(strand.coop, strand.conf, strict=True), month(strand.start)
                )
                if coop or conf
            }
        case VoteSeries():
            return _years(series.start, series.votes)
        case PositionSeries():
            return _years(series.start, series.point)
        case ConflictSeries():
            return {str(one.year) for one in series.years}
        case TravelSeries():
            return {date[:7] for date, _ in (*series.ab, *series.ba)}
        case GivenSeries():
            start = period(series.start, layer.frequency)
            return {
                period_text(when, layer.frequency)
                for when, value in enumerate(series.values, start)
                if value is not None
            }


def _years(start: int, values: tuple[object, ...]) -> set[str]:
    return {str(year) for year, value in enumerate(values, start) if value is not None}
