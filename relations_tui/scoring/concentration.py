"""How concentrated a set of shares is."""

from collections.abc import Sequence


def hhi(shares: Sequence[float]) -> float:
    """The Herfindahl-Hirschman index of shares that sum to at most 1: 1/n (even) to 1 (one).

    Raises:
        ValueError: if a share is negative or they sum to more than 1.
    """
    if any(share < 0 for share in shares) or sum(shares) > 1 + 1e-9:
        raise ValueError("shares must be 0 or more and sum to at most 1")
    return sum(share * share for share in shares)


def hhi_bounds(shares: Sequence[float], unlisted: float) -> tuple[float, float]:
    """Lowest and highest HHI when a part of the whole is unknown.

    Lowest: the unknown part is spread over countless suppliers. Highest: it is all one supplier's.
    """
    return hhi(shares), hhi([*shares, unlisted])


def effective_number(index: float) -> float:
    """How many equal shares would be as concentrated: 1/HHI.

    Raises:
        ValueError: unless the index is positive.
    """
    if index <= 0:
        raise ValueError(f"no effective number of an HHI of {index}")
    return 1 / index


def effective_bounds(shares: Sequence[float], unlisted: float) -> tuple[float, float]:
    """Lowest and highest effective number of suppliers when a part of the whole is unknown.

    Raises:
        ValueError: if nothing is known, or the shares are none.
    """
    low, high = hhi_bounds(shares, unlisted)
    return effective_number(high), effective_number(low)
