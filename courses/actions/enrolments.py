"""Runs through a course: begun, advanced step by step, completed once."""

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from wagtail.models import Revision

from courses import progress, reading
from courses.actions import certificates
from courses.errors import CourseNotPublished, StepNeedsResult, StepNotInCourse, StepNotPublished
from courses.models import CoursePage, Enrolment, StepCompletion, StepPage
from courses.signals import announce, course_completed, enrolment_started
from people.models import User


def enrol(*, learner: User, course: CoursePage) -> Enrolment:
    """The learner's open run through the course, or a new one if none is open.

    Two tabs may ask at once: the database lets one of them in, and both get its run.
    Raises CourseNotPublished when a new run would be needed and the course is not published.
    """
    source = course.source
    runs = Enrolment.objects.filter(learner=learner, course=source)
    if running := runs.open().first():
        return running
    if not source.live:
        raise CourseNotPublished(course=source.title)
    try:
        with transaction.atomic():
            last = runs.aggregate(last=Max("run"))["last"] or 0
            enrolment = Enrolment.objects.create(
                learner=learner, course=source, run=last + 1, started_at=timezone.now()
            )
            announce(enrolment_started, enrolment_id=enrolment.pk)
            return enrolment
    except IntegrityError:
        return runs.open().get()


@transaction.atomic
def complete_step(*, enrolment: Enrolment, step: StepPage, revision: Revision | None = None) -> StepCompletion:
    """The learner says that a step is done; saying it again changes nothing.

    Raises StepNotInCourse, StepNotPublished, or StepNeedsResult for a step that only its result completes.
    """
    source = step.source
    if not source.specific_class.completed_by_reader:
        raise StepNeedsResult(step=step.title)
    if not source.live:
        raise StepNotPublished(step=step.title)
    return credit_step(enrolment=enrolment, step=source, revision=revision)


@transaction.atomic
def credit_step(*, enrolment: Enrolment, step: StepPage, revision: Revision | None = None) -> StepCompletion:
    """Enter a step as done on the revision that was shown (the live one if none is named), and settle the run.

    For work begun while the step was published; it counts even if the step was withdrawn meanwhile.
    Two steps finished at the same moment wait for each other here: otherwise neither would see the other one done,
    and the run would stay open for ever.
    Raises StepNotInCourse.
    """
    source = step.source
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("course").get(pk=enrolment.pk)
    if not source.is_child_of(enrolment.course):
        raise StepNotInCourse(step=step.title, course=enrolment.course.title)
    completion, _ = StepCompletion.objects.get_or_create(
        enrolment=enrolment,
        step_id=source.pk,
        defaults={"revision": revision or source.live_revision, "completed_at": timezone.now()},
    )
    settle(enrolment=enrolment)
    return completion


@transaction.atomic
def settle(*, enrolment: Enrolment) -> bool:
    """Complete the run if every required published step is done; True for the one call that completed it."""
    steps = reading.steps_of(enrolment.course)
    if not progress.is_complete(steps, set(reading.completed_steps(enrolment))):
        return False
    now = timezone.now()
    if not Enrolment.objects.open().filter(pk=enrolment.pk).update(completed_at=now):
        return False
    enrolment.completed_at = now
    certificates.issue(enrolment=enrolment)
    announce(course_completed, enrolment_id=enrolment.pk)
    return True


def settle_runs(*, course: CoursePage) -> int:
    """Complete the open runs that have nothing left to do since the course was shortened; how many there were."""
    steps = reading.steps_of(course)
    needed = progress.needed(steps)
    done = Count("step_completions", filter=Q(step_completions__step__in=needed))
    ready = Enrolment.objects.open().filter(course=course).annotate(done=done).filter(done=len(needed))
    return sum(settle(enrolment=enrolment) for enrolment in ready) if needed else 0
