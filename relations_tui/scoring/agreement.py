"""Agreement in UN General Assembly roll calls, and its published rivals.

The layer's score is ``20 * v - 10`` with ``v`` the share of joint votes cast alike, a vote of yes
or no against an abstention counting half (Voeten 2013, "Data and Analyses of Voting in the UN
General Assembly").
"""

from collections import Counter
from collections.abc import Sequence

from relations_tui.model.layer import Layer
from relations_tui.model.score import Contribution, Explanation, Point
from relations_tui.model.series import VoteSeries


def agreement(votes: int, same: int, opposed: int) -> float:
    """The share of agreement, 0..1, of counts of joint, same and opposed votes.

    Raises:
        ValueError: if there is no joint vote, or the counts do not fit together.
    """
    if votes <= 0 or same < 0 or opposed < 0 or same + opposed > votes:
        raise ValueError(f"votes do not fit together: {votes=} {same=} {opposed=}")
    return (same + 0.5 * (votes - same - opposed)) / votes


def counts(series: VoteSeries, year: int) -> tuple[int, int, int] | None:
    """Joint, same and opposed votes of a year; None if there is no joint vote."""
    i = year - series.start
    if not 0 <= i < len(series.votes):
        return None
    votes, same, opposed = series.votes[i], series.same[i], series.opposed[i]
    if not votes or same is None or opposed is None:
        return None
    return votes, same, opposed


def trend(series: VoteSeries, layer: Layer) -> list[Point]:
    """The score in every year of the layer; None below the floor of joint votes."""
    points = []
    for period in layer.periods:
        found = counts(series, int(period))
        known = found is not None and found[0] >= layer.floor
        score = 20 * agreement(*found) - 10 if found and known else None
        points.append(Point(int(period), score, found[0] if found else 0))
    return points


def explain(series: VoteSeries, layer: Layer, year: int) -> Explanation:
    """Take a year's score apart: votes alike, half alike and opposed, from the base of -10."""
    found = counts(series, year)
    if found is None or found[0] < layer.floor:
        joint = found[0] if found else 0
        return Explanation(layer.id, str(year), None, joint, (), "too few joint roll calls")
    votes, same, opposed = found
    half = votes - same - opposed
    date, source = str(year), layer.id
    contributions = (
        Contribution(f"{same} votes alike", 20 * same / votes, date, "recorded", source),
        Contribution(
            f"{half} half alike (one abstained)", 10 * half / votes, date, "recorded", source
        ),
        Contribution(f"{opposed} opposed", 0.0, date, "recorded", source),
        Contribution("base: no agreement at all", -10.0, date, "recorded", source),
    )
    return Explanation(
        layer.id,
        date,
        sum(c.points for c in contributions),
        votes,
        contributions,
        f"20 x ({same} + {half}/2) / {votes} joint roll calls - 10",
    )


def net_agreement(a: Sequence[int], b: Sequence[int]) -> int:
    """Votes cast alike for or against, less those opposed; abstentions (2) count for nothing."""
    return sum((x - 2) * (y - 2) for x, y in zip(a, b, strict=True))


def lijphart(a: Sequence[int], b: Sequence[int]) -> float:
    """Lijphart's (1963) index of agreement for votes coded 1 yes, 2 abstain, 3 no; 0..1."""
    return 1 - sum(abs(x - y) for x, y in zip(a, b, strict=True)) / (2 * len(a))


def s_score(a: Sequence[int], b: Sequence[int]) -> float:
    """Signorino and Ritter's (1999) S on absolute distances, votes coded 1, 2, 3; -1..1."""
    return 2 * lijphart(a, b) - 1


def kappa(a: Sequence[int], b: Sequence[int]) -> float:
    """Cohen's (1960) kappa on nominal votes, after Häge (2011): agreement beyond chance; <= 1.

    Raises:
        ValueError: if chance alone explains everything (both always cast the same one vote).
    """
    n = len(a)
    seen = sum(x == y for x, y in zip(a, b, strict=True)) / n
    left, right = Counter(a), Counter(b)
    chance = sum(left[vote] * right[vote] for vote in left) / n**2
    if chance == 1:
        raise ValueError("kappa is undefined where both always vote alike")
    return (seen - chance) / (1 - chance)
