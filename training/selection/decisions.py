"""What follows for each person a rule hits, in the order of docs/rules.md: the first reason that applies."""

import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from courses.models import Enrolment, TrainingRecord, TrainingResult
from people.models import User
from training.models import Assignment, AssignmentState, RuleVersion, SkipReason
from training.selection.hits import hits
from training.selection.sql import Sql, compose, execute

MOST_OPEN = 2
ASSIGN = "assign"
TABLE = Sql("rule_decision")

# The same rule may have assigned the course already: it is still open, so the person is answered and not mentioned.
DECISIONS = """
SELECT hit.learner_id, hit.percent, CASE
    WHEN same.learner_id IS NOT NULL THEN {open_assignment}
    WHEN trained.learner_id IS NOT NULL THEN {cooldown}
    WHEN released.learner_id IS NOT NULL THEN {waived}
    WHEN busy.open >= {most_open} THEN {max_open}
    ELSE {assign}
END AS outcome
FROM ({hits}) AS hit
LEFT JOIN ({same_course}) AS same ON same.learner_id = hit.learner_id
LEFT JOIN ({trained_elsewhere} UNION {completed_here}) AS trained ON trained.learner_id = hit.learner_id
LEFT JOIN (SELECT DISTINCT learner_id FROM ({released}) AS every_release) AS released
    ON released.learner_id = hit.learner_id
LEFT JOIN (SELECT learner_id, COUNT(*) AS open FROM ({all_open}) AS open_ones GROUP BY learner_id) AS busy
    ON busy.learner_id = hit.learner_id
WHERE same.rule_id IS NULL OR same.rule_id <> {rule}
"""


@dataclass(frozen=True)
class Decision:
    """outcome: ASSIGN or a SkipReason; percent: the compared value, None where events were counted."""

    learner_id: int
    percent: Decimal | None
    outcome: str


@contextlib.contextmanager
def decided(version: RuleVersion, as_of: datetime.date, people: QuerySet[User] | None = None) -> Iterator[Sql]:
    """A table of learner_id, percent, outcome for the time of the block, which must lie in a transaction."""
    decisions = _decisions(version, as_of, people)
    execute(compose("CREATE TEMPORARY TABLE {table} AS {decisions}", table=TABLE, decisions=decisions))
    yield TABLE
    execute(compose("DROP TABLE {table}", table=TABLE))


def preview(version: RuleVersion, as_of: datetime.date, people: QuerySet[User] | None = None) -> list[Decision]:
    """Who (of these people) would be assigned or skipped now; nothing is written. The version need not be saved."""
    statement = _decisions(version, as_of, people)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement.text} ORDER BY 1", statement.params)
        return [
            Decision(learner, None if percent is None else Decimal(str(percent)).quantize(Decimal("0.01")), outcome)
            for learner, percent, outcome in cursor.fetchall()
        ]


def _decisions(version: RuleVersion, as_of: datetime.date, people: QuerySet[User] | None) -> Sql:
    return compose(
        DECISIONS,
        open_assignment=_constant(SkipReason.OPEN_ASSIGNMENT),
        cooldown=_constant(SkipReason.COOLDOWN),
        waived=_constant(SkipReason.WAIVED),
        max_open=_constant(SkipReason.MAX_OPEN),
        assign=_constant(ASSIGN),
        most_open=MOST_OPEN,
        rule=version.rule_id or 0,
        hits=hits(version, as_of, User.objects.all() if people is None else people),
        same_course=Assignment.objects.open()
        .filter(course=version.course_id)
        .values("learner_id", rule_id=F("rule_version__rule")),
        trained_elsewhere=_trained_elsewhere(version, as_of),
        completed_here=_completed_here(version, as_of),
        released=_released(version, as_of),
        all_open=Assignment.objects.open().values("learner_id"),
    )


def _constant(value: str) -> Sql:
    """A word of ours, not a parameter: PostgreSQL cannot tell the type of one in a CASE."""
    return Sql(f"'{value}'")


def _trained_elsewhere(version: RuleVersion, as_of: datetime.date) -> QuerySet:
    return TrainingRecord.objects.filter(
        course_code=version.course.code,
        result=TrainingResult.COMPLETED,
        ended_on__range=(as_of - datetime.timedelta(days=version.cooldown_days), as_of),
    ).values(learner_id=F("person"))


def _completed_here(version: RuleVersion, as_of: datetime.date) -> QuerySet:
    return Enrolment.objects.filter(
        course=version.course_id, completed_at__range=_cooldown_moments(version, as_of)
    ).values("learner_id")


def _released(version: RuleVersion, as_of: datetime.date) -> QuerySet:
    return Assignment.objects.filter(
        course=version.course_id, state=AssignmentState.WAIVED, closed_at__range=_cooldown_moments(version, as_of)
    ).values("learner_id")


def _cooldown_moments(version: RuleVersion, as_of: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """From the start of the first day of the cool-down to the end of as_of."""
    zone = timezone.get_current_timezone()
    first_day = as_of - datetime.timedelta(days=version.cooldown_days)
    return (
        datetime.datetime.combine(first_day, datetime.time.min, zone),
        datetime.datetime.combine(as_of, datetime.time.max, zone),
    )
