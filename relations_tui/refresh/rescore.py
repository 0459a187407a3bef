"""Scores after records came in: of the pairs that were touched, and only of those.

A period that is new to a layer is scored for every pair that has evidence by then, so that the
matrix at any date says what the trends say.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from relations_tui.model.country import Pair
from relations_tui.model.layer import NO_DATA, Layer
from relations_tui.model.series import BalanceSeries, PositionSeries, Series
from relations_tui.refresh.outcome import Moved
from relations_tui.scoring import balance, score_series
from relations_tui.scoring.periods import periods_of
from relations_tui.store.folder import Folder
from relations_tui.store.merge import Sums
from relations_tui.store.source import StoreSource, decoder
from relations_tui.store.view import Transaction
from relations_tui.store.write import put_frames, put_layer, put_series


def put_sums(change: Transaction, layer: str, sums: Mapping[str, Sums]) -> None:
    """Store the monthly sums of events as the strands of their pairs.

    The history is not made of events, and stays.
    """
    own = [
        old
        for old in change.read_groups(f"series.{layer}", sums, decoder(Series)).values()
        if isinstance(old, BalanceSeries) and not old.via
    ]
    known = {old.key for old in own}
    histories = {
        old.key: old.strands[balance.HISTORY] for old in own if balance.HISTORY in old.strands
    }
    series = []
    for key, collections in sums.items():
        strands = {balance.HISTORY: histories[key]} if key in histories else {}
        for name, months in collections.items():
            if months:
                strands[name] = balance.strand({when: (c, k) for when, (c, k) in months.items()})
        if strands or key in known:
            series.append(BalanceSeries(key, strands))
    put_series(change, layer, series)


def rescore(change: Transaction, folder: Folder, layer: Layer, keys: Iterable[str]) -> list[Moved]:
    """Compute the scores of some series of a layer anew; returns what moved.

    Args:
        change: the open transaction on ``folder``.
        folder: the store.
        layer: one of its layers.
        keys: of the series that changed: pairs, or countries in a layer of positions.
    """
    source = StoreSource(folder)
    touched = sorted(set(keys))
    series = source.series_of(layer.id, set(touched))
    own: set[str] = set()
    for found in series.values():
        own |= periods_of(found, layer)
    added = own - set(layer.periods)
    if added:
        layer = replace(layer, periods=tuple(sorted({*layer.periods, *added})))
        put_layer(change, layer)
    columns = _columns(source, layer, series, touched)
    others: dict[str, list[int]] = {}
    if added and (layer.method == "balance" or layer.hold):
        others = _others(source, layer, set(columns), max(added))
    return _put(change, source, layer, columns, others, added)


def _columns(
    source: StoreSource, layer: Layer, series: Mapping[str, Series], touched: Iterable[str]
) -> dict[str, list[int]]:
    """The scores of the touched pairs by period, ``NO_DATA`` where there is none."""
    found: dict[str, list[int]] = {}
    if layer.method == "distance":
        everyone = source.all_series(layer.id)
        positions = [one for one in everyone if isinstance(one, PositionSeries)]
        wanted = set(touched)
        for i, a in enumerate(positions):
            for b in positions[i + 1 :]:
                if a.key in wanted or b.key in wanted:
                    pair = Pair.sorted(a.key, b.key)
                    found[f"{pair.a}-{pair.b}"] = _scores((a, b), layer, pair)
        gone = wanted - {one.key for one in positions}
        for key in source.pairs(layer.id) if gone else ():
            if not gone.isdisjoint(key.split("-")):
                found[key] = [NO_DATA] * len(layer.periods)
        return found
    for key in touched:
        pair = Pair(key[:3], key[4:])
        both = (pair, pair.swapped) if layer.method == "travel" else (pair,)
        one = series.get(key)
        for way in both:
            empty = [NO_DATA] * len(layer.periods)
            found[f"{way.a}-{way.b}"] = empty if one is None else _scores(one, layer, way)
    return found


def _scores(found: score_series.Found, layer: Layer, pair: Pair) -> list[int]:
    return [
        NO_DATA if point.score is None else round(point.score * 100)
        for point in score_series.trend(found, layer, pair)
    ]


def _others(
    source: StoreSource, layer: Layer, scored: set[str], until: str
) -> dict[str, list[int]]:
    """The scores of all other pairs that have evidence by the last period that is new."""
    found = {}
    for one in source.all_series(layer.id):
        pair = Pair(one.key[:3], one.key[4:])
        if one.key in scored or min(periods_of(one, layer), default="9") > until:
            continue
        for way in (pair, pair.swapped) if layer.method == "travel" else (pair,):
            found[f"{way.a}-{way.b}"] = _scores(one, layer, way)
    return found


def _put(
    change: Transaction,
    source: StoreSource,
    layer: Layer,
    columns: Mapping[str, list[int]],
    others: Mapping[str, list[int]],
    added: set[str],
) -> list[Moved]:
    pairs = list(source.pairs(layer.id))
    places = {pair: i for i, pair in enumerate(pairs)}
    for pair, column in {**columns, **others}.items():
        if pair not in places and any(score != NO_DATA for score in column):
            places[pair] = len(pairs)
            pairs.append(pair)
    known = source.pairs(layer.id)
    grown = len(pairs) > len(known)
    frames: dict[str, Sequence[int]] = {}
    moves: dict[str, Moved] = {}
    for i, period in enumerate(layer.periods):
        old = source.frame(layer.id, period)
        scores: list[int] = [] if old is None else old.scores[:-1].tolist()
        scores.extend([NO_DATA] * (len(pairs) - len(scores)))
        before = scores[:]
        for pair, column in columns.items():
            at = places.get(pair)
            if at is not None and scores[at] != column[i]:
                move = Moved(layer.id, pair, period, _points(scores[at]), _points(column[i]))
                if pair not in moves or move.size > moves[pair].size:
                    moves[pair] = move
                scores[at] = column[i]
        for pair, column in others.items() if period in added else ():
            if pair in places:
                scores[places[pair]] = column[i]
        if old is None or scores != before:
            frames[period] = scores
    if frames or grown:
        index = pairs if grown or not known else None
        put_frames(change, layer.id, index, frames)
    return list(moves.values())


def _points(score: int) -> float | None:
    return None if score == NO_DATA else score / 100
