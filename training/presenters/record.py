"""What a person has learned: courses here, training elsewhere, hours by year, and what was assigned."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from courses import reading
from courses.models import Certificate, CoursePage, Enrolment, TrainingRecord, TrainingResult
from people.models import User
from training.models import Assignment


@dataclass(frozen=True)
class Completed:
    """A completed run; its certificate is worded as on the day it was earned."""

    run: Enrolment
    course: CoursePage
    url: str

    @property
    def certificate(self) -> Certificate | None:
        return getattr(self.run, "certificate", None)


@dataclass(frozen=True)
class Assigned:
    assignment: Assignment
    course: CoursePage


@dataclass(frozen=True)
class Record:
    """hours: by year, the newest first."""

    completed: list[Completed]
    earlier: list[TrainingRecord]
    assigned: list[Assigned]
    hours: list[tuple[int, Decimal]]


def record_of(person: User) -> Record:
    """Everything on one page, in as many queries for a hundred courses as for one."""
    runs = Enrolment.objects.completed().filter(learner=person).select_related("course__locale", "certificate")
    runs = list(runs.order_by("-completed_at"))
    assignments = list(
        Assignment.objects.filter(learner=person).select_related("course__locale").order_by("-assigned_on", "-pk")
    )
    shown = reading.shown_pages({one.course_id: one.course for one in [*runs, *assignments]}.values())
    earlier = list(TrainingRecord.objects.filter(person=person))
    return Record(
        completed=[Completed(run, shown[run.course_id], run.course.address) for run in runs],
        earlier=earlier,
        assigned=[Assigned(one, shown[one.course_id]) for one in assignments],
        hours=_hours_by_year(runs, earlier),
    )


def _hours_by_year(runs: list[Enrolment], earlier: list[TrainingRecord]) -> list[tuple[int, Decimal]]:
    hours: dict[int, Decimal] = defaultdict(Decimal)
    for run in runs:
        if hasattr(run, "certificate"):
            hours[timezone.localdate(run.completed_at).year] += run.certificate.hours
    for taken in earlier:
        if taken.result == TrainingResult.COMPLETED and taken.hours:
            hours[taken.ended_on.year] += taken.hours
    return sorted(hours.items(), reverse=True)
