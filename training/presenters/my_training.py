"""What I have to do: one thing first, then the rest; in as many queries for thirty assignments as for one."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from courses import progress, reading
from courses.models import Certificate, CoursePage, Enrolment, StepCompletion, TrainingRecord, TrainingResult
from courses.progress import Progress
from people.models import User
from training import reasons
from training.models import Assignment, AssignmentState
from training.presenters.due import Due, Pressure, due

FINISHED_DAYS = 90


@dataclass(frozen=True)
class Task:
    """A course to take. Without an assignment it was begun by the person's own choice."""

    course: CoursePage
    url: str
    progress: Progress
    run: Enrolment | None
    assignment: Assignment | None = None
    due: Due | None = None
    reason: str = ""

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due.pressure == Pressure.LATE

    @property
    def go_on_url(self) -> str:
        """The next step of a run, else the page of the course."""
        following = self.progress.next
        return following.step.url if self.run and following else self.url


@dataclass(frozen=True)
class Finished:
    """An assignment that is closed."""

    assignment: Assignment
    course: CoursePage
    url: str


@dataclass(frozen=True)
class MyTraining:
    tasks: list[Task]
    begun: list[Task]
    finished: list[Finished]
    hours_this_year: Decimal
    certificates: list[Certificate]

    @property
    def first(self) -> Task | None:
        return self.tasks[0] if self.tasks else None

    @property
    def then(self) -> list[Task]:
        return self.tasks[1:]

    @property
    def late(self) -> int:
        return sum(task.is_late for task in self.tasks)

    @property
    def minutes_left(self) -> int:
        return sum(task.progress.minutes_left for task in self.tasks)


def my_training(person: User, today: datetime.date) -> MyTraining:
    """The start page of a person on a day."""
    since = today - datetime.timedelta(days=FINISHED_DAYS)
    closed_lately = ~Q(state=AssignmentState.OPEN) & Q(closed_at__date__gte=since)
    related = ("course__locale", "enrolment", "rule_version__rule", "rule_version__competency")
    assignments = list(
        Assignment.objects.filter(closed_lately | Q(state=AssignmentState.OPEN), learner=person)
        .select_related(*related)
        .order_by("due_on", "pk")
    )
    runs = {
        run.course_id: run for run in Enrolment.objects.open().filter(learner=person).select_related("course__locale")
    }
    courses = {one.course_id: one.course for one in [*assignments, *runs.values()]}
    shown = reading.shown_pages(courses.values())
    standing = _standing(courses.values(), runs)
    open_ones = [one for one in assignments if one.state == AssignmentState.OPEN]
    assigned = {one.course_id for one in open_ones}

    def task(course: CoursePage, assignment: Assignment | None = None) -> Task:
        return Task(
            course=shown[course.pk],
            url=course.address,
            progress=standing[course.pk],
            run=runs.get(course.pk),
            assignment=assignment,
            due=due(assignment.due_on, today) if assignment else None,
            reason=reasons.short(assignment) if assignment else "",
        )

    certificates = list(Certificate.objects.filter(enrolment__learner=person).order_by("-issued_at"))
    return MyTraining(
        tasks=[task(one.course, one) for one in open_ones],
        begun=[task(run.course) for run in runs.values() if run.course_id not in assigned],
        finished=[
            Finished(one, shown[one.course_id], one.course.address)
            for one in sorted(assignments, key=lambda one: one.closed_at or one.created_at, reverse=True)
            if one.state != AssignmentState.OPEN
        ],
        hours_this_year=_hours_of(today.year, certificates) + _earlier_hours_of(today.year, person),
        certificates=certificates,
    )


def _standing(courses: Iterable[CoursePage], runs: dict[int, Enrolment]) -> dict[int, Progress]:
    """How far each course has come in its open run."""
    steps = reading.steps_of_each(courses)
    done: dict[int, set[int]] = {}
    completions = StepCompletion.objects.filter(enrolment__in=[run.pk for run in runs.values()])
    for course_id, step_id in completions.values_list("enrolment__course_id", "step_id"):
        done.setdefault(course_id, set()).add(step_id)
    return {pk: progress.of(steps[pk], done.get(pk, ())) for pk in steps}


def _hours_of(year: int, certificates: Iterable[Certificate]) -> Decimal:
    return sum((paper.hours for paper in certificates if paper.issued_at.year == year), Decimal(0))


def _earlier_hours_of(year: int, person: User) -> Decimal:
    taken = TrainingRecord.objects.filter(person=person, ended_on__year=year, result=TrainingResult.COMPLETED)
    return taken.aggregate(total=Sum("hours"))["total"] or Decimal(0)
