"""What counts of joint votes alone say of Cohen's kappa.

Kappa (Cohen 1960; for votes Häge 2011, "Choice or Circumstance? Adjusting Measures of Foreign
Policy Similarity for Chance Agreement", Political Analysis 19(3)) takes off the agreement that
chance gives, for which it wants to know how often each state voted yes, abstained, and no. Counts
of joint, same and opposed votes do not say that; but they leave it no more than a range.
"""

from itertools import product

Votes = tuple[int, int, int]
"""How often yes, abstain and no."""


def kappa_bounds(votes: int, same: int, opposed: int) -> tuple[float, float]:
    """The least and the greatest kappa of any two voters with these counts; both are reached.

    Of all tables of votes with this many on the diagonal (alike) and in the corners (yes against
    no), kappa falls as chance agreement rises, so that the extremes of the one are those of the
    other. Chance agreement is least where one state's share of each vote differs most from the
    other's: for any diagonal it is concave along every edge of what the rest may be, so that only
    its corners count, and for any rest convex in the diagonal, which is filled step by step. It
    is greatest with all agreement on one kind of vote, and the rest split evenly.

    Raises:
        ValueError: if the counts do not fit together, or if all is alike: kappa may be undefined.
    """
    half = votes - same - opposed
    if votes <= 0 or min(same, opposed, half) < 0:
        raise ValueError(f"votes do not fit together: {votes=} {same=} {opposed=}")
    if same == votes:
        raise ValueError("kappa may be undefined where all votes are alike")
    seen, square = same / votes, votes**2
    most, least = _most(same, opposed, half) / square, _least(same, opposed, half) / square
    return (seen - most) / (1 - most), (seen - least) / (1 - least)


def _least(same: int, opposed: int, half: int) -> int:
    """The least sum of products of both states' counts."""
    rests = [
        ((opposed + half, 0, 0), (0, half, opposed)),  # yes against abstention
        ((opposed, half, 0), (half, 0, opposed)),  # abstention against yes
        ((opposed, half, 0), (0, 0, opposed + half)),  # abstention against no
        ((opposed, 0, half), (0, half, opposed)),  # no against abstention
    ]
    return min(_filled(row, column, same) for row, column in rests)


def _filled(row: Votes, column: Votes, same: int) -> int:
    """The least sum of products when votes alike are added to both, one at a time."""
    alike = [0, 0, 0]
    for _ in range(same):
        cost = [2 * d + r + c for d, r, c in zip(alike, row, column, strict=True)]
        alike[cost.index(min(cost))] += 1
    return _products(row, column, (alike[0], alike[1], alike[2]))


def _most(same: int, opposed: int, half: int) -> int:
    """The greatest sum of products of both states' counts."""
    best = 0
    for place, corner, split, side in product(range(3), _middle(opposed), _middle(half), range(2)):
        row, column = [corner, 0, opposed - corner], [opposed - corner, 0, corner]
        end = 2 * side  # half agreement: abstentions against yes, or against no
        row[end] += split
        row[1] += half - split
        column[1] += split
        column[end] += half - split
        alike = [0, 0, 0]
        alike[place] = same
        best = max(
            best,
            _products(
                (row[0], row[1], row[2]),
                (column[0], column[1], column[2]),
                (alike[0], alike[1], alike[2]),
            ),
        )
    return best


def _middle(count: int) -> set[int]:
    return {count // 2, (count + 1) // 2}


def _products(row: Votes, column: Votes, alike: Votes) -> int:
    return sum((r + d) * (c + d) for r, c, d in zip(row, column, alike, strict=True))
