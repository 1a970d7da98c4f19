"""Marking. Values in, values out; fractions, so that nothing is rounded before it is compared.

The scale of the house (2 best, 1 acceptable, 0 weak, -1 harmful of 2) is written as percents of a question's mark:
100, 50, 0 and -50.

- An item is worth its mark times the sum of the shares of what was chosen. Nothing chosen is worth 0.
- Single choice: the share of the one chosen option, which may be below 0.
- Multiple response: the sum of the shares, but never below 0 nor above the mark, so that ticking everything
  gains nothing and a wrong tick costs no more than the item.
- The attempt is worth the sum of its items, but never below 0. It is passed when
  100 * mark >= pass_percent * most marks, compared exactly; reaching the pass mark is passing.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any

SINGLE, MULTIPLE = "single", "multiple"
PERCENT_PLACES = 5
LARGEST_DENOMINATOR = 20
CENT = Decimal("0.01")

Content = Mapping[str, Any]


def share(percent: Decimal | str | int) -> Fraction:
    """The share of the mark that a percent stands for; 33.33333 is the third it was meant to be, not 33333/100000.

    A percent with all five places that is the rounded value of a fraction with a denominator of at most 20
    (thirds, sixths, sevenths, …) counts as that fraction; every other percent counts as written.
    """
    written = Fraction(Decimal(percent)) / 100
    meant = written.limit_denominator(LARGEST_DENOMINATOR)
    rounding = Fraction(1, 2 * 100 * 10**PERCENT_PLACES)
    return meant if abs(meant - written) <= rounding else written


def mark(content: Content, chosen: Iterable[str]) -> Fraction:
    """The mark of an item for the keys of the chosen options, in the unit of `content["mark"]`.

    Raises KeyError for a key that is no option of the item, ValueError for two answers to a single choice.
    """
    shares = {option["key"]: share(option["percent"]) for option in content["options"]}
    chosen = set(chosen)
    if content["kind"] == SINGLE and len(chosen) > 1:
        raise ValueError("A single choice takes one answer.")
    total = sum((shares[key] for key in chosen), Fraction(0))
    if content["kind"] == MULTIPLE:
        total = min(max(total, Fraction(0)), Fraction(1))
    return Fraction(Decimal(content["mark"])) * total


def total(marks: Iterable[Fraction]) -> Fraction:
    """The mark of an attempt: the sum of its items, but not below 0."""
    return max(sum(marks, Fraction(0)), Fraction(0))


def is_passed(mark: Fraction, max_mark: Decimal, pass_percent: Decimal) -> bool:
    """Whether the pass mark is reached, exactly."""
    return 100 * mark >= Fraction(pass_percent) * Fraction(max_mark)


def shown(mark: Fraction) -> Decimal:
    """A mark with two decimals, rounded down, so that a mark below the pass mark is never shown as reaching it."""
    exact = Decimal(mark.numerator) / Decimal(mark.denominator)
    return exact.quantize(CENT, rounding=ROUND_FLOOR)


def freeze(content: Content, shuffle: random.Random) -> dict[str, Any]:
    """A question version as it is put to one learner: the same content, its options in an order of their own."""
    options: Sequence = shuffle.sample(content["options"], k=len(content["options"]))
    return {**content, "options": list(options)}
