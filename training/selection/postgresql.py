"""Compares fractions exactly in PostgreSQL: whole numbers of `numeric`, multiplied across, never divided before.

Nothing is sorted: each person's sums are laid out by period, the empty ones fall out, and what is left is read from
the newest on. Any value a rule compares is Σ factor·points/most ÷ divisor of those.
"""

import datetime

from django.db.models import QuerySet

from evaluations.models import CompetencyScore, Period
from training.models import RuleKind, RuleVersion
from training.models.rules import THRESHOLD_PLACES
from training.rules import RECENT_OF_A_DROP, least_periods, most_periods, usable_sources
from training.selection.periods import counted_periods
from training.selection.sql import Sql, compose

UNIT = 10**THRESHOLD_PLACES
# Binary floating point errs by far less than this many percent. It may dismiss who is further from the threshold than
# that; whoever is nearer is compared exactly.
DOUBT = 0.000001


def score_hits(version: RuleVersion, as_of: datetime.date, threshold: int, eligible: QuerySet) -> Sql:
    """SELECT learner_id, percent of the eligible (ids) who fall short of the threshold (database units)."""
    periods = list(counted_periods(version, as_of))
    sources = usable_sources(version.sources)
    least, most = least_periods(version.kind, version.min_periods), most_periods(version.kind, version.periods)
    most = min(most, len(periods))
    if most < least or not sources:
        return Sql("SELECT CAST(NULL AS bigint) AS learner_id, CAST(NULL AS numeric) AS percent WHERE FALSE")
    return compose(
        f"SELECT person_id AS learner_id, {_percent()} AS percent FROM (SELECT person_id, "
        f"{_numerator(version.kind, most)} AS numerator, {_denominator(version.kind, most)} AS denominator "
        "FROM ({laid_out}) AS laid_out WHERE {falls_short}) AS short WHERE person_id IN ({eligible})",
        laid_out=_laid_out(_scored(version, periods, sources), least, most),
        falls_short=_falls_short(version.kind, most, threshold),
        eligible=eligible,
    )


def _scored(version: RuleVersion, periods: list[Period], sources: list[str]) -> Sql:
    """SELECT person_id, points, most: arrays of the sums of each scored period, newest first."""
    return compose(
        "SELECT person_id, array_remove(ARRAY[{points}], NULL) AS points, array_remove(ARRAY[{maxima}], NULL) AS most "
        "FROM {scores} WHERE competency_id = {competency} AND source IN ({sources}) AND period_id IN ({periods}) "
        "GROUP BY person_id",
        points=[_of_first_source("points_sum", period, sources) for period in periods],
        maxima=[_of_first_source("max_sum", period, sources) for period in periods],
        scores=CompetencyScore,
        competency=version.competency_id,
        sources=sources,
        periods=[period.pk for period in periods],
    )


def _laid_out(scored: Sql, least: int, most: int) -> Sql:
    """SELECT person_id, used, p1, m1, p2, m2, …: the sums of the newest `most` scored periods; 0 of 1 where none."""
    sums = ", ".join(
        f"COALESCE(points[{place}], 0) AS p{place}, COALESCE(most[{place}], 1) AS m{place}"
        for place in range(1, most + 1)
    )
    return compose(
        f"SELECT person_id, LEAST(cardinality(points), {most}) AS used, {sums} "
        f"FROM ({{scored}}) AS scored WHERE cardinality(points) >= {least}",
        scored=scored,
    )


def _of_first_source(column: str, period: Period, sources: list[str]) -> Sql:
    cells = [
        compose(
            f"MAX({column}) FILTER (WHERE period_id = {{period}} AND source = {{source}})", period=period.pk, source=s
        )
        for s in sources
    ]
    return compose("COALESCE({cells})", cells=cells)


def _factors(kind: str, most: int) -> list[str]:
    if kind != RuleKind.DROP:
        return ["1"] * most
    recent = [f"(used - {RECENT_OF_A_DROP})"] * RECENT_OF_A_DROP
    return recent + [f"(-{RECENT_OF_A_DROP})"] * (most - RECENT_OF_A_DROP)


def _divisor(kind: str) -> str:
    return f"({RECENT_OF_A_DROP} * (used - {RECENT_OF_A_DROP}))" if kind == RuleKind.DROP else "used"


def _numerator(kind: str, most: int) -> str:
    places = range(1, most + 1)
    return " + ".join(
        " * ".join([f"100 * {factor} * p{place}::numeric", *(f"m{other}" for other in places if other != place)])
        for place, factor in zip(places, _factors(kind, most), strict=True)
    )


def _denominator(kind: str, most: int) -> str:
    return " * ".join([f"{_divisor(kind)}::numeric", *(f"m{place}" for place in range(1, most + 1))])


def _falls_short(kind: str, most: int, threshold: int) -> Sql:
    roughly = " + ".join(
        f"{factor} * (p{place}::float8 / m{place})" for place, factor in enumerate(_factors(kind, most), start=1)
    )
    comparison = "<=" if kind == RuleKind.DROP else "<"
    return compose(
        f"100 * ({roughly}) < ({{threshold}} / {UNIT}.0 + {DOUBT:f})::float8 * {_divisor(kind)} "
        f"AND {UNIT} * ({_numerator(kind, most)}) {comparison} {{threshold}} * ({_denominator(kind, most)})",
        threshold=threshold,
    )


def _percent() -> str:
    """Two decimals, half-even; PostgreSQL's own round() goes away from zero."""
    hundredths, rest = "div(abs(numerator) * 100, denominator)", "mod(abs(numerator) * 100, denominator)"
    up = f"2 * {rest} > denominator OR (2 * {rest} = denominator AND mod({hundredths}, 2) = 1)"
    return f"round(sign(numerator) * ({hundredths} + CASE WHEN {up} THEN 1 ELSE 0 END) / 100, 2)"
