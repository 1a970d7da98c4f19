"""The rules of docs/rules.md for one person, in exact fractions: they explain, and check the set operations."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluations.models import AppraisalSource, SignalOutcome
from evaluations.scoring import mean, percent
from training.models import RuleKind

SEVERE = 3
RECENT_OF_A_DROP = 2


@dataclass(frozen=True)
class PeriodScore:
    """The two sums of one competency in one period from one source."""

    period: str
    starts_on: datetime.date
    ends_on: datetime.date
    closed_on: datetime.date | None
    source: str
    points_sum: Decimal
    max_sum: Decimal

    @property
    def percent(self) -> Fraction:
        return percent(self.points_sum, self.max_sum)


@dataclass(frozen=True)
class Reading:
    """What a rule compared, and the periods it was made from, newest first."""

    value: Fraction
    periods: tuple[PeriodScore, ...]


def usable_sources(sources: Iterable[str]) -> list[str]:
    """The rule's sources in order. What people say of themselves never counts."""
    return [source for source in sources if source != AppraisalSource.SELF]


def most_periods(kind: str, periods: int) -> int:
    """How many scored periods a rule reads at most."""
    return 1 if kind == RuleKind.PERCENT_OF_MAX else periods


def least_periods(kind: str, min_periods: int) -> int:
    """How many scored periods a rule needs; a drop needs one before the recent two."""
    if kind == RuleKind.PERCENT_OF_MAX:
        return 1
    return max(min_periods, RECENT_OF_A_DROP + 1) if kind == RuleKind.DROP else min_periods


def scored_periods(
    scores: Iterable[PeriodScore], *, sources: Sequence[str], as_of: datetime.date, lookback_days: int
) -> list[PeriodScore]:
    """The periods that count, newest first, each with the score of the first source that has one."""
    first_day = as_of - datetime.timedelta(days=lookback_days)
    order = {source: rank for rank, source in enumerate(usable_sources(sources))}
    best: dict[str, PeriodScore] = {}
    for score in sorted(scores, key=lambda score: order.get(score.source, len(order))):
        closed = score.closed_on is not None and score.closed_on <= as_of
        if closed and score.ends_on >= first_day and score.source in order:
            best.setdefault(score.period, score)
    return sorted(best.values(), key=lambda score: (score.ends_on, score.starts_on, score.period), reverse=True)


def compared_value(kind: str, percents: Sequence[Fraction]) -> Fraction:
    """What is compared with the threshold, from percents newest first.

    The mean; for a drop the mean of the newest two less the mean of those before.
    """
    if kind == RuleKind.DROP:
        return mean(percents[:RECENT_OF_A_DROP]) - mean(percents[RECENT_OF_A_DROP:])
    return mean(percents)


def falls_short(kind: str, value: Fraction, threshold: Decimal) -> bool:
    """A drop hits at the threshold too; a mean or a percent only below it."""
    return value <= Fraction(threshold) if kind == RuleKind.DROP else value < Fraction(threshold)


def read_scores(kind: str, scored: Sequence[PeriodScore], *, periods: int, min_periods: int) -> Reading | None:
    """What a rule on scores makes of the scored periods (newest first); None where there are too few."""
    used = tuple(scored[: most_periods(kind, periods)])
    if len(used) < least_periods(kind, min_periods):
        return None
    return Reading(compared_value(kind, [score.percent for score in used]), used)


@dataclass(frozen=True)
class Report:
    """A citizen's report about the person."""

    category: str
    reported_on: datetime.date
    severity: int
    outcome: str
    outcome_on: datetime.date | None


def counted_reports(
    reports: Iterable[Report], *, categories: Sequence[str], as_of: datetime.date, lookback_days: int
) -> list[Report]:
    """Substantiated reports of these categories in the window, decided by then. Both its first and last day count."""
    first_day = as_of - datetime.timedelta(days=lookback_days)
    return [
        report
        for report in reports
        if report.category in categories
        and report.outcome in SignalOutcome.substantiated()
        and first_day <= report.reported_on <= as_of
        and report.outcome_on is not None
        and report.outcome_on <= as_of
    ]


def complaints_hit(counted: Sequence[Report], threshold: Decimal) -> bool:
    """Enough reports, or a single severe one."""
    return bool(counted) and (len(counted) >= threshold or any(report.severity >= SEVERE for report in counted))


@dataclass(frozen=True)
class InspectionLine:
    """How many breaches of one item an inspection found with the person."""

    item: str
    inspected_on: datetime.date
    count: int


def repeated_items(
    lines: Iterable[InspectionLine],
    *,
    items: Sequence[str],
    threshold: Decimal,
    as_of: datetime.date,
    lookback_days: int,
) -> set[str]:
    """Items of the rule whose findings in the window add up to the threshold, repaired or not."""
    first_day = as_of - datetime.timedelta(days=lookback_days)
    totals = Counter()
    for line in lines:
        if line.item in items and first_day <= line.inspected_on <= as_of:
            totals[line.item] += line.count
    return {item for item, total in totals.items() if total and total >= threshold}
