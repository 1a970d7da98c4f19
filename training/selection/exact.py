"""Exact fractions inside a statement: whole numbers on PostgreSQL, Python's Fraction on SQLite.

The compared value is a mean of fractions points_sum / max_sum, or a difference of two such means. Nothing is divided
before it is compared: PostgreSQL multiplies across in `numeric`; SQLite, whose integers end at 64 bits, calls back.
"""

from fractions import Fraction

from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from evaluations.scoring import mean, rounded
from training.models import RuleKind
from training.models.rules import THRESHOLD_PLACES
from training.rules import RECENT_OF_A_DROP, compared_value

UNIT = 10**THRESHOLD_PLACES


def dialect():
    return PostgreSQL if connection.vendor == "postgresql" else SQLite


class PostgreSQL:
    """`numerator` and `denominator` are columns of whole numbers; value = 100 × numerator / denominator."""

    @classmethod
    def columns(cls, kind: str, most: int) -> str:
        places = range(1, most + 1)
        sums = ", ".join(
            f"COALESCE(MAX(points_sum) FILTER (WHERE place = {n}), 0)::numeric AS p{n}, "
            f"COALESCE(MAX(max_sum) FILTER (WHERE place = {n}), 1)::numeric AS m{n}"
            for n in places
        )
        return f"COUNT(*) AS used, {sums}"

    @classmethod
    def value(cls, kind: str, most: int) -> str:
        """The two columns, from those of `columns`."""
        places = list(range(1, most + 1))
        if kind != RuleKind.DROP:
            above, below = cls._sum_of(places)
            return f"{above} AS numerator, {below} * used AS denominator"
        recent, recent_below = cls._sum_of(places[:RECENT_OF_A_DROP])
        before, before_below = cls._sum_of(places[RECENT_OF_A_DROP:])
        others = f"(used - {RECENT_OF_A_DROP})"
        return (
            f"{recent} * {before_below} * {others} - {before} * {recent_below} * {RECENT_OF_A_DROP} AS numerator, "
            f"{recent_below} * {before_below} * {others} * {RECENT_OF_A_DROP} AS denominator"
        )

    @staticmethod
    def _sum_of(places: list[int]) -> tuple[str, str]:
        """Numerator and denominator of p1/m1 + p2/m2 + …"""
        terms = [" * ".join([f"p{n}", *(f"m{other}" for other in places if other != n)]) for n in places]
        return f"({' + '.join(terms)})", f"({' * '.join(f'm{n}' for n in places)})"

    @staticmethod
    def hit(kind: str) -> str:
        """True where the value falls short of the threshold, which is one parameter, in database units."""
        return f"numerator * {100 * UNIT} {'<=' if kind == RuleKind.DROP else '<'} %s * denominator"

    @staticmethod
    def percent() -> str:
        """Two decimals, half-even; PostgreSQL's own round() goes away from zero."""
        hundredths, rest = "div(abs(numerator) * 10000, denominator)", "mod(abs(numerator) * 10000, denominator)"
        up = f"2 * {rest} > denominator OR (2 * {rest} = denominator AND mod({hundredths}, 2) = 1)"
        return f"round(sign(numerator) * ({hundredths} + CASE WHEN {up} THEN 1 ELSE 0 END) / 100, 2)"


class SQLite:
    """`exact` is a column of text: the fraction as Python writes it."""

    @staticmethod
    def columns(kind: str, most: int) -> str:
        return f"COUNT(*) AS used, exact_value('{kind}', place, points_sum, max_sum) AS exact"

    @staticmethod
    def value(kind: str, most: int) -> str:
        return "exact"

    @staticmethod
    def hit(kind: str) -> str:
        return f"exact_order(exact, %s) {'<=' if kind == RuleKind.DROP else '<'} 0"

    @staticmethod
    def percent() -> str:
        return "exact_rounded(exact)"


class ExactValue:
    """SQLite aggregate: what a rule compares, from (kind, place, points_sum, max_sum) of each period."""

    def __init__(self):
        self.kind, self.percents = "", {}

    def step(self, kind: str, place: int, points_sum: int, max_sum: int) -> None:
        self.kind, self.percents[place] = kind, 100 * Fraction(points_sum, max_sum)

    def finalize(self) -> str | None:
        ordered = [self.percents[place] for place in sorted(self.percents)]
        if self.kind == RuleKind.DROP and len(ordered) <= RECENT_OF_A_DROP:
            return str(mean(ordered))
        return str(compared_value(self.kind, ordered))


def exact_order(value: str, threshold_units: int) -> int:
    """-1, 0 or 1: how the value stands to the threshold."""
    difference = Fraction(value) - Fraction(threshold_units, UNIT)
    return (difference > 0) - (difference < 0)


def exact_rounded(value: str) -> str:
    return str(rounded(Fraction(value), 2))


@receiver(connection_created)
def give_sqlite_exact_fractions(connection, **kwargs) -> None:
    if connection.vendor != "sqlite":
        return
    connection.connection.create_aggregate("exact_value", 4, ExactValue)
    connection.connection.create_function("exact_order", 2, exact_order, deterministic=True)
    connection.connection.create_function("exact_rounded", 1, exact_rounded, deterministic=True)
