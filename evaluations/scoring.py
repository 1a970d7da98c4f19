"""Percents of sums as exact fractions: rounded for the eye, never before a comparison (docs/rules.md, "Scores")."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def percent(points_sum: Decimal, max_sum: Decimal) -> Fraction:
    """100 × Σ w·points / Σ w·max_points. `max_sum` is above zero: without lines there is no score to ask for."""
    return 100 * Fraction(points_sum) / Fraction(max_sum)


def mean(percents: Sequence[Fraction]) -> Fraction:
    """The unweighted mean of at least one percent."""
    return sum(percents, Fraction()) / len(percents)


def rounded(value: Fraction, places: int) -> Decimal:
    """`value` with so many decimals; what lies exactly between two goes to the even one (69.985 → 69.98)."""
    return Decimal(round(value * 10**places)).scaleb(-places)
