"""The rules for everybody, in the database, against the rules for one person, in fractions: the same on random data."""

import contextlib
import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.models import (
    AppraisalSource,
    CompetencyScore,
    InspectionItem,
    PeriodKind,
    SignalCategory,
    SignalOutcome,
)
from evaluations.scoring import rounded
from tests.factories.courses import CourseFactory
from tests.factories.evaluations import (
    CitizenSignalFactory,
    CompetencyFactory,
    FindingFactory,
    PeriodFactory,
)
from tests.factories.people import PostingFactory
from tests.factories.training import RuleFactory
from training.actions.runs import apply_rules
from training.models import Assignment, RuleKind, RunTrigger
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
QUARTERS = ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
SOURCES = [AppraisalSource.AUTHORITY, AppraisalSource.MANAGER, AppraisalSource.SELF]
PEOPLE = 3
# each example is taken back, so it leaves the fixtures as it found them
EXAMPLES = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])

days_before = st.integers(-2, 12).map(lambda days: AS_OF - datetime.timedelta(days=days))
# multiples of ten percent of several maxima and a third: means and differences meet the thresholds often
SUMS = [(Decimal(tens * most) / 10, Decimal(most)) for most in (10, 26) for tens in (4, 5, 6, 7, 8, 9)]
sums = st.sampled_from([*SUMS, (Decimal(1), Decimal(3))])


@pytest.fixture
def course(db):
    return CourseFactory()


@pytest.fixture
def people(course):
    return [posting.user for posting in PostingFactory.create_batch(PEOPLE)]


@pytest.fixture
def periods(db):
    """Six closed quarters, a month that ends with one of them, and an open quarter."""
    closed = [PeriodFactory(code=code) for code in QUARTERS]
    month = PeriodFactory(
        code="2026-09",
        kind=PeriodKind.MONTH,
        starts_on=datetime.date(2026, 9, 1),
        ends_on=closed[-1].ends_on,
        closed_on=closed[-1].closed_on,
    )
    return [*closed, month, PeriodFactory(code="2026-Q4", open=True)]


@contextlib.contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def assigned_by(**version) -> dict[int, Assignment]:
    RuleFactory(active=True, **{f"current__{name}": value for name, value in version.items()})
    apply_rules(as_of=AS_OF, trigger=RunTrigger.MANUAL)
    return {assignment.learner_id: assignment for assignment in Assignment.objects.all()}


@st.composite
def score_rules(draw):
    kind = draw(st.sampled_from(RuleKind.from_scores()))
    periods = draw(st.integers(3 if kind == RuleKind.DROP else 1, 5))
    fives = draw(st.integers(-6, 2) if kind == RuleKind.DROP else st.integers(11, 17))
    return {
        "kind": kind,
        "threshold": 5 * fives + draw(st.sampled_from([Decimal(0), Decimal("0.3333")])),
        "periods": periods,
        "min_periods": draw(st.integers(1, periods)),
        "lookback_days": draw(st.sampled_from([31, 32, 400, 488, 600])),
        "sources": [str(source) for source in draw(st.permutations(SOURCES))[: draw(st.integers(1, 3))]],
    }


def everything_of(person: int):
    """For each period and source of a person: nothing, or two sums."""
    keys = [(person, period, source) for period in range(len(QUARTERS) + 2) for source in SOURCES]
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, sums))


scores_of_people = st.tuples(*map(everything_of, range(PEOPLE))).map(
    lambda each: {k: v for d in each for k, v in d.items()}
)


@EXAMPLES
@given(rule=score_rules(), given_scores=scores_of_people)
def test_rules_on_scores(course, people, periods, rule, given_scores):
    with taken_back():
        competency = CompetencyFactory(code="communication")
        rows = [
            CompetencyScore(
                person=people[person], period=periods[period], source=source, competency=competency,
                points_sum=points, max_sum=most,
            )
            for (person, period, source), (points, most) in given_scores.items()
        ]  # fmt: skip
        CompetencyScore.objects.bulk_create(rows)
        found = {
            learner: (assignment.percent, [period.period_code for period in assignment.periods.all()])
            for learner, assignment in assigned_by(competency=competency, course=course, **rule).items()
        }
        readings = {person.pk: _reading(rule, [row for row in rows if row.person == person]) for person in people}
    assert found == {
        person: (rounded(reading.value, 2), [score.period for score in reversed(reading.periods)])
        for person, reading in readings.items()
        if reading and falls_short(rule["kind"], reading.value, rule["threshold"])
    }


def _reading(rule, rows):
    scores = [
        PeriodScore(
            row.period.code, row.period.starts_on, row.period.ends_on, row.period.closed_on, row.source,
            row.points_sum, row.max_sum,
        )
        for row in rows
    ]  # fmt: skip
    scored = scored_periods(scores, sources=rule["sources"], as_of=AS_OF, lookback_days=rule["lookback_days"])
    return read_scores(rule["kind"], scored, periods=rule["periods"], min_periods=rule["min_periods"])


reports = st.builds(
    Report,
    category=st.sampled_from([SignalCategory.ATTITUDE, SignalCategory.DELAY]),
    reported_on=days_before,
    severity=st.integers(1, 3),
    outcome=st.sampled_from(SignalOutcome),
    outcome_on=st.none() | days_before,
)


@EXAMPLES
@given(threshold=st.integers(1, 3), told=st.lists(st.tuples(st.integers(0, PEOPLE - 1), reports), max_size=8))
def test_rules_on_complaints(course, people, threshold, told):
    with taken_back():
        for person, report in told:
            CitizenSignalFactory(person=people[person], **vars(report))
        found = {
            learner: assignment.events_counted.count()
            for learner, assignment in assigned_by(
                kind=RuleKind.COMPLAINTS, threshold=Decimal(threshold), sources=["attitude"], lookback_days=10,
                course=course,
            ).items()
        }  # fmt: skip
    counted = {
        person.pk: counted_reports(
            [report for index, report in told if people[index] == person],
            categories=["attitude"], as_of=AS_OF, lookback_days=10,
        )
        for person in people
    }  # fmt: skip
    assert found == {
        person: len(events) for person, events in counted.items() if complaints_hit(events, Decimal(threshold))
    }


lines = st.builds(
    InspectionLine,
    item=st.sampled_from([InspectionItem.BADGE, InspectionItem.ATTIRE, InspectionItem.COMMUNICATION]),
    inspected_on=days_before,
    count=st.integers(0, 2),
)


@EXAMPLES
@given(threshold=st.integers(1, 3), told=st.lists(st.tuples(st.integers(0, PEOPLE - 1), lines), max_size=8))
def test_rules_on_inspections(course, people, threshold, told):
    items = ["badge", "attire"]
    with taken_back():
        for person, line in told:
            FindingFactory(
                person=people[person], item=line.item, count=line.count, inspection__inspected_on=line.inspected_on
            )
        found = {
            learner: {event.what for event in assignment.events_counted.all()}
            for learner, assignment in assigned_by(
                kind=RuleKind.INSPECTION, threshold=Decimal(threshold), sources=items, lookback_days=10, course=course
            ).items()
        }
    repeated = {
        person.pk: repeated_items(
            [line for index, line in told if people[index] == person],
            items=items, threshold=Decimal(threshold), as_of=AS_OF, lookback_days=10,
        )
        for person in people
    }  # fmt: skip
    assert found == {person: names for person, names in repeated.items() if names}
