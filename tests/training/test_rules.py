import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.models import AppraisalSource, InspectionItem, SignalCategory, SignalOutcome
from training.models import RuleKind
from training.rules import (
    InspectionLine,
    PeriodScore,
    Report,
    complaints_hit,
    counted_reports,
    falls_short,
    read_scores,
    repeated_items,
    scored_periods,
)

AS_OF = datetime.date(2026, 11, 1)
ENDS = {
    "2026-Q3": datetime.date(2026, 9, 30),
    "2026-Q2": datetime.date(2026, 6, 30),
    "2026-Q1": datetime.date(2026, 3, 31),
    "2025-Q4": datetime.date(2025, 12, 31),
    "2025-Q3": datetime.date(2025, 9, 30),
}


def score(period: str, points: str, *, most: str = "100", source=AppraisalSource.AUTHORITY, closed=True) -> PeriodScore:
    ends_on = ENDS[period]
    closed_on = ends_on + datetime.timedelta(days=20) if closed else None
    return PeriodScore(
        period, ends_on - datetime.timedelta(days=90), ends_on, closed_on, source, Decimal(points), Decimal(most)
    )


def newest_first(*scores: PeriodScore, sources=(AppraisalSource.AUTHORITY,), lookback_days: int = 400):
    return scored_periods(scores, sources=sources, as_of=AS_OF, lookback_days=lookback_days)


def codes(scored) -> list[str]:
    return [score.period for score in scored]


def test_an_open_period_does_not_count():
    assert codes(newest_first(score("2026-Q3", "40", closed=False), score("2026-Q2", "80"))) == ["2026-Q2"]


def test_a_period_ending_on_the_last_day_looked_back_to_counts():
    old = score("2025-Q3", "40")
    days = (AS_OF - ENDS["2025-Q3"]).days
    assert codes(newest_first(old, lookback_days=days)) == ["2025-Q3"]
    assert newest_first(old, lookback_days=days - 1) == []


def test_the_first_source_with_a_score_is_taken_period_by_period():
    manager = AppraisalSource.MANAGER
    scored = newest_first(
        score("2026-Q3", "40", source=manager),
        score("2026-Q2", "50", source=manager),
        score("2026-Q2", "80"),
        sources=[AppraisalSource.AUTHORITY, manager],
    )
    assert [(score.period, score.source) for score in scored] == [
        ("2026-Q3", manager),
        ("2026-Q2", AppraisalSource.AUTHORITY),
    ]


def test_what_people_say_of_themselves_never_counts():
    assert newest_first(score("2026-Q3", "40", source=AppraisalSource.SELF), sources=[AppraisalSource.SELF]) == []


def test_a_mean_of_exactly_the_threshold_is_not_below_it():
    scored = newest_first(*(score(code, points, most="26") for code, points in
                            {"2026-Q3": "19.8", "2026-Q2": "18.4", "2026-Q1": "16.4"}.items()))  # fmt: skip
    reading = read_scores(RuleKind.SUSTAINED_LOW, scored, periods=3, min_periods=2)
    assert reading.value == 70
    assert not falls_short(RuleKind.SUSTAINED_LOW, reading.value, Decimal(70))


def test_too_few_periods_give_nothing_to_compare():
    assert read_scores(RuleKind.SUSTAINED_LOW, newest_first(score("2026-Q3", "1")), periods=3, min_periods=2) is None


def test_only_the_newest_period_is_read_for_a_percent():
    scored = newest_first(score("2026-Q3", "90"), score("2026-Q2", "10"))
    reading = read_scores(RuleKind.PERCENT_OF_MAX, scored, periods=1, min_periods=1)
    assert (reading.value, codes(reading.periods)) == (90, ["2026-Q3"])


def test_a_drop_compares_the_newest_two_with_those_before_and_hits_at_the_threshold():
    points = dict(zip(ENDS, ["70", "75", "90", "87", "85"], strict=True))
    scored = newest_first(*(score(code, value) for code, value in points.items()), lookback_days=580)
    reading = read_scores(RuleKind.DROP, scored, periods=6, min_periods=5)
    assert reading.value == Fraction(145, 2) - Fraction(262, 3)
    assert falls_short(RuleKind.DROP, Fraction(-15), Decimal(-15))


def report(**changes) -> Report:
    values = {
        "category": SignalCategory.ATTITUDE,
        "reported_on": AS_OF - datetime.timedelta(days=30),
        "severity": 1,
        "outcome": SignalOutcome.RIGHT,
        "outcome_on": AS_OF - datetime.timedelta(days=3),
    }
    return Report(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"outcome": SignalOutcome.PARTLY_RIGHT}, True),
        ({"outcome": SignalOutcome.WRONG}, False),
        ({"outcome": SignalOutcome.OPEN, "outcome_on": None}, False),
        ({"outcome_on": AS_OF + datetime.timedelta(days=1)}, False),
        ({"category": SignalCategory.DELAY}, False),
        ({"reported_on": AS_OF - datetime.timedelta(days=180)}, True),
        ({"reported_on": AS_OF - datetime.timedelta(days=181)}, False),
        ({"reported_on": AS_OF + datetime.timedelta(days=1)}, False),
    ],
)
def test_which_reports_count(changes, counts):
    found = counted_reports([report(**changes)], categories=[SignalCategory.ATTITUDE], as_of=AS_OF, lookback_days=180)
    assert bool(found) == counts


def test_one_severe_report_or_enough_of_them_hit():
    assert complaints_hit([report(severity=3)], Decimal(2))
    assert complaints_hit([report(), report()], Decimal(2))
    assert not complaints_hit([report(severity=2)], Decimal(2))
    assert not complaints_hit([], Decimal(0))


def test_findings_add_up_item_by_item():
    badge, clothes = InspectionItem.BADGE, InspectionItem.ATTIRE
    lines = [
        InspectionLine(badge, AS_OF, 1),
        InspectionLine(badge, AS_OF - datetime.timedelta(days=180), 1),
        InspectionLine(clothes, AS_OF, 1),
        InspectionLine(InspectionItem.COMMUNICATION, AS_OF, 5),
    ]
    found = repeated_items(lines, items=[badge, clothes], threshold=Decimal(2), as_of=AS_OF, lookback_days=180)
    assert found == {badge}
