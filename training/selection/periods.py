"""Which periods a rule on scores reads: those that count, each with the first source that has a score, newest first."""

import datetime

from django.db.models import QuerySet

from evaluations.models import CompetencyScore, Period
from training.models import RuleVersion
from training.rules import most_periods, usable_sources
from training.selection.sql import Sql, compose

NEWEST_FIRST = ("-ends_on", "-starts_on", "-code")
USED_PERIODS = """
SELECT owner_id, period_id, source, points_sum, max_sum, place FROM (
    SELECT who.owner_id, score.period_id, score.source, score.points_sum, score.max_sum,
        DENSE_RANK() OVER (PARTITION BY who.owner_id ORDER BY counted.age) AS place,
        ROW_NUMBER() OVER (PARTITION BY who.owner_id, counted.age ORDER BY {rank}) AS choice
    FROM ({who}) AS who
    JOIN {scores} score ON score.person_id = who.person_id
    JOIN ({counted}) AS counted ON counted.id = score.period_id
    WHERE score.competency_id = {competency} AND score.source IN ({sources})
) AS ranked WHERE choice = 1 AND place <= {most}
"""


def first_day(version: RuleVersion, as_of: datetime.date) -> datetime.date:
    return as_of - datetime.timedelta(days=version.lookback_days)


def counted_periods(version: RuleVersion, as_of: datetime.date) -> QuerySet[Period]:
    """Closed by then and not ended before the look-back, newest first."""
    return Period.objects.filter(closed_on__lte=as_of, ends_on__gte=first_day(version, as_of)).order_by(*NEWEST_FIRST)


def used_periods(version: RuleVersion, as_of: datetime.date, *, who: Sql) -> Sql:
    """SELECT owner_id, period_id, source, points_sum, max_sum, place of what the rule reads; place 1 is the newest.

    `who`: a SELECT of owner_id and person_id, one row for each for whom it is read.
    """
    sources = usable_sources(version.sources)
    return compose(
        USED_PERIODS,
        rank=_rank(sources),
        scores=CompetencyScore,
        who=who,
        counted=_by_age(version, as_of),
        competency=version.competency_id,
        sources=sources or [""],
        most=most_periods(version.kind, version.periods),
    )


def _rank(sources: list[str]) -> Sql:
    """The place of a score's source in the rule's order."""
    places = " ".join(f"WHEN %s THEN {place}" for place, _ in enumerate(sources))
    return Sql(f"CASE score.source {places} END" if sources else "NULL", tuple(sources))


def _by_age(version: RuleVersion, as_of: datetime.date) -> Sql:
    return compose(
        "SELECT id, ROW_NUMBER() OVER (ORDER BY ends_on DESC, starts_on DESC, code DESC) AS age "
        "FROM ({counted}) AS closed",
        counted=counted_periods(version, as_of).values("id", "ends_on", "starts_on", "code"),
    )
