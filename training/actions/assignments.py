"""Assignments: made by an officer, begun, completed, waived. Every change leaves its event."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from courses.models import CoursePage, Enrolment
from people.models import User
from training.errors import DueDatePassed, NotOpen, ReasonMissing
from training.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    EventKind,
    Origin,
    Reminder,
    ReminderStage,
)


@dataclass(frozen=True)
class Handed:
    """What came of assigning: the new assignments, and the people who have the course to do already."""

    made: list[Assignment]
    held_back: list[User]


@transaction.atomic
def assign(*, learners: Iterable[User], course: CoursePage, due_on: datetime.date, note: str, by: User) -> Handed:
    """Assign the course to each person who does not have it open. Raises ReasonMissing or DueDatePassed."""
    if not note.strip():
        raise ReasonMissing
    if due_on < timezone.localdate():
        raise DueDatePassed
    made, held_back = [], []
    for learner in learners:
        try:
            with transaction.atomic():
                made.append(_assign_one(learner, course.source, due_on, note.strip(), by))
        except IntegrityError:
            held_back.append(learner)
    return Handed(made, held_back)


def _assign_one(learner: User, course: CoursePage, due_on: datetime.date, note: str, by: User) -> Assignment:
    assignment = Assignment.objects.create(
        learner=learner,
        course=course,
        origin=Origin.PERSON,
        assigned_by=by,
        note=note,
        assigned_on=timezone.localdate(),
        due_on=due_on,
    )
    _log(assignment, EventKind.ASSIGNED, by=by)
    Reminder.objects.create(assignment=assignment, stage=ReminderStage.ASSIGNED)
    return assignment


@transaction.atomic
def waive(*, assignment: Assignment, reason: str, by: User) -> Assignment:
    """Release the person from the course. Raises ReasonMissing; NotOpen when it was closed meanwhile."""
    if not reason.strip():
        raise ReasonMissing
    if not _close(assignment, AssignmentState.WAIVED):
        raise NotOpen
    _log(assignment, EventKind.WAIVED, by=by, reason=reason.strip())
    return assignment


@transaction.atomic
def start(*, enrolment: Enrolment) -> None:
    """Tie the open assignment of this learner and course to the run, and note once that it was begun."""
    for assignment in _open_for(enrolment):
        if Assignment.objects.open().filter(pk=assignment.pk, enrolment__isnull=True).update(enrolment=enrolment):
            _log(assignment, EventKind.STARTED, by=enrolment.learner)


@transaction.atomic
def complete(*, enrolment: Enrolment) -> None:
    """Close what this completed run answers: an assignment made before it was completed. Again changes nothing."""
    if enrolment.completed_at is None:
        return
    for assignment in _open_for(enrolment).filter(created_at__lte=enrolment.completed_at):
        if _close(assignment, AssignmentState.COMPLETED, enrolment=enrolment):
            _log(assignment, EventKind.COMPLETED, by=enrolment.learner)


def unanswered_completions() -> list[Enrolment]:
    """Completed runs whose learner still has the course open to do, assigned before it was completed."""
    matching = Assignment.objects.open().filter(
        learner=OuterRef("learner"), course=OuterRef("course"), created_at__lte=OuterRef("completed_at")
    )
    return list(Enrolment.objects.completed().filter(Exists(matching)).select_related("learner"))


def _open_for(enrolment: Enrolment):
    return Assignment.objects.open().filter(learner=enrolment.learner_id, course=enrolment.course_id)


def _close(assignment: Assignment, state: str, **changes: object) -> bool:
    """Compare and set: of two who close it, one does."""
    changes |= {"state": state, "closed_at": timezone.now()}
    closed = Assignment.objects.open().filter(pk=assignment.pk).update(**changes)
    assignment.refresh_from_db()
    return bool(closed)


def _log(assignment: Assignment, kind: str, *, by: User | None, reason: str = "") -> None:
    AssignmentEvent.objects.get_or_create(
        assignment=assignment, kind=kind, defaults={"at": timezone.now(), "by": by, "reason": reason}
    )
