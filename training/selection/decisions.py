"""What follows for each person a rule hits, in the order of docs/rules.md: the first reason that applies."""

import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from courses.models import Enrolment, TrainingRecord, TrainingResult
from training.models import Assignment, AssignmentState, RuleVersion, SkipReason
from training.selection.hits import hits
from training.selection.sql import Sql, compose

MOST_OPEN = 2
ASSIGN = "assign"
ANSWERED = "answered"  # the same rule has assigned the course already, and it is still open
TABLE = Sql("rule_decision")


@dataclass(frozen=True)
class Decision:
    """outcome: ASSIGN or a SkipReason; percent: the compared value, None where events were counted."""

    learner_id: int
    percent: Decimal | None
    outcome: str


@contextlib.contextmanager
def decided(version: RuleVersion, as_of: datetime.date) -> Iterator[Sql]:
    """A table of learner_id, percent, outcome for the time of the block, which must lie in a transaction."""
    execute(compose("CREATE TEMPORARY TABLE {table} AS {decisions}", table=TABLE, decisions=_decisions(version, as_of)))
    yield TABLE
    execute(compose("DROP TABLE {table}", table=TABLE))


def preview(version: RuleVersion, as_of: datetime.date) -> list[Decision]:
    """Who would be assigned or skipped now, by person; nothing is written. The version need not be saved."""
    with transaction.atomic(), decided(version, as_of) as table, connection.cursor() as cursor:
        statement = compose("SELECT learner_id, percent, outcome FROM {table} ORDER BY learner_id", table=table)
        cursor.execute(statement.text, statement.params)
        return [
            Decision(learner, None if percent is None else Decimal(str(percent)).quantize(Decimal("0.01")), outcome)
            for learner, percent, outcome in cursor.fetchall()
        ]


def execute(statement: Sql) -> int:
    """Run a statement; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return cursor.rowcount


def _decisions(version: RuleVersion, as_of: datetime.date) -> Sql:
    opened = Assignment.objects.open()
    of_course = Assignment.objects.filter(course_id=version.course_id)
    return compose(
        "SELECT learner_id, percent, outcome FROM (SELECT hit.learner_id, hit.percent, CASE "
        "WHEN hit.learner_id IN ({answered}) THEN {is_answered} "
        "WHEN hit.learner_id IN ({open}) THEN {is_open} "
        "WHEN hit.learner_id IN ({trained}) OR hit.learner_id IN ({completed}) THEN {is_cooling} "
        "WHEN hit.learner_id IN ({waived}) THEN {is_waived} "
        f"WHEN COALESCE(busy.open, 0) >= {MOST_OPEN} THEN {{is_max}} "
        "ELSE {assign} END AS outcome FROM ({hits}) AS hit "
        "LEFT JOIN (SELECT learner_id, COUNT(*) AS open FROM {assignments} WHERE state = {state} GROUP BY learner_id) "
        "AS busy ON busy.learner_id = hit.learner_id) AS all_decisions WHERE outcome <> {is_answered}",
        answered=opened.filter(course_id=version.course_id, rule_version__rule_id=version.rule_id).values("learner_id"),
        open=opened.filter(course_id=version.course_id).values("learner_id"),
        trained=_trained(version, as_of),
        completed=_completed(version, as_of),
        waived=of_course.filter(state=AssignmentState.WAIVED, closed_at__range=_window(version, as_of)).values(
            "learner_id"
        ),
        is_answered=_text(ANSWERED),
        is_open=_text(SkipReason.OPEN_ASSIGNMENT),
        is_cooling=_text(SkipReason.COOLDOWN),
        is_waived=_text(SkipReason.WAIVED),
        is_max=_text(SkipReason.MAX_OPEN),
        assign=_text(ASSIGN),
        assignments=Assignment,
        state=AssignmentState.OPEN.value,
        hits=hits(version, as_of),
    )


def _text(value: str) -> Sql:
    """A constant of ours, not a parameter: PostgreSQL cannot tell the type of one in a CASE."""
    return Sql(f"'{value}'")


def _trained(version: RuleVersion, as_of: datetime.date):
    return TrainingRecord.objects.filter(
        course_code=version.course.code,
        result=TrainingResult.COMPLETED,
        ended_on__range=(as_of - datetime.timedelta(days=version.cooldown_days), as_of),
    ).values("person_id")


def _completed(version: RuleVersion, as_of: datetime.date):
    return Enrolment.objects.filter(course_id=version.course_id, completed_at__range=_window(version, as_of)).values(
        "learner_id"
    )


def _window(version: RuleVersion, as_of: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """The cool-down as moments: from the start of its first day to the end of as_of."""
    zone = timezone.get_current_timezone()
    first = as_of - datetime.timedelta(days=version.cooldown_days)
    return (
        datetime.datetime.combine(first, datetime.time.min, zone),
        datetime.datetime.combine(as_of, datetime.time.max, zone),
    )
