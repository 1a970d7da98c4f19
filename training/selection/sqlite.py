"""Compares fractions exactly on SQLite, whose whole numbers end at 64 bits: it calls back into Python's Fraction."""

import datetime
from fractions import Fraction

from django.db.backends.signals import connection_created
from django.db.models import QuerySet
from django.dispatch import receiver

from evaluations.scoring import percent, rounded
from training.models import RuleVersion
from training.rules import compared_value, falls_short, least_periods
from training.selection.periods import used_periods
from training.selection.sql import Sql, compose

PERCENT_PLACES = 2


def score_hits(version: RuleVersion, as_of: datetime.date, threshold: int, eligible: QuerySet) -> Sql:
    """SELECT learner_id, percent of the eligible (ids) who fall short of the threshold (database units)."""
    who = compose("SELECT id AS owner_id, id AS person_id FROM ({eligible}) AS eligible", eligible=eligible)
    return compose(
        "SELECT owner_id AS learner_id, rounded_percent(value) AS percent FROM ("
        "SELECT owner_id, compared_value({kind}, {least}, place, points_sum, max_sum) AS value "
        "FROM ({used}) AS used GROUP BY owner_id) AS compared WHERE falls_short({kind}, value, {threshold})",
        kind=str(version.kind),
        least=least_periods(version.kind, version.min_periods),
        used=used_periods(version, as_of, who=who),
        threshold=threshold,
    )


class ComparedValue:
    """Aggregate of (kind, least, place, points_sum, max_sum): the fraction a rule compares; NULL for too few places."""

    def __init__(self):
        self.percents: dict[int, Fraction] = {}

    def step(self, kind: str, least: int, place: int, points_sum: int, max_sum: int) -> None:
        self.kind, self.least = kind, least
        self.percents[place] = percent(points_sum, max_sum)

    def finalize(self) -> str | None:
        if len(self.percents) < self.least:
            return None
        return str(compared_value(self.kind, [self.percents[place] for place in sorted(self.percents)]))


def _falls_short(kind: str, value: str | None, threshold: int) -> bool:
    field = RuleVersion._meta.get_field("threshold")
    return value is not None and falls_short(kind, Fraction(value), field.from_units(threshold))


def _rounded_percent(value: str) -> str:
    return str(rounded(Fraction(value), PERCENT_PLACES))


@receiver(connection_created)
def teach_exact_fractions(connection, **kwargs) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_aggregate("compared_value", 5, ComparedValue)
        connection.connection.create_function("falls_short", 3, _falls_short, deterministic=True)
        connection.connection.create_function("rounded_percent", 1, _rounded_percent, deterministic=True)
