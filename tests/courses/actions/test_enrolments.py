import pytest

from courses.actions import enrolments
from courses.errors import CourseNotPublished, StepNeedsResult, StepNotInCourse, StepNotPublished
from courses.models import Certificate, Enrolment, StepCompletion
from courses.signals import course_completed, enrolment_started
from courses.tasks import sweep_runs
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, translate
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """The facts announced while a test runs, in order."""
    facts = []

    def hear(signal, sender, **kwargs):
        name = "started" if signal is enrolment_started else "completed"
        facts.append((name, kwargs["enrolment_id"]))

    for signal in (enrolment_started, course_completed):
        signal.connect(hear)
    yield facts
    for signal in (enrolment_started, course_completed):
        signal.disconnect(hear)


def test_enrol_starts_the_first_run_and_returns_it_again(heard, django_capture_on_commit_callbacks):
    learner, course = UserFactory(), CourseFactory()
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrolments.enrol(learner=learner, course=course)
        assert enrolments.enrol(learner=learner, course=course) == enrolment
    assert enrolment.run == 1
    assert heard == [("started", enrolment.pk)]


def test_enrol_in_a_translation_is_a_run_through_the_source():
    course = CourseFactory()
    english = translate(course, title="Four requests")
    assert enrolments.enrol(learner=UserFactory(), course=english).course == course


def test_enrol_after_completion_is_a_new_run():
    before = EnrolmentFactory(completed=True, run=2)
    assert enrolments.enrol(learner=before.learner, course=before.course).run == 3


def test_enrol_in_an_unpublished_course_is_refused_but_an_open_run_goes_on():
    course = CourseFactory()
    going_on = EnrolmentFactory(course=course)
    course.unpublish()
    with pytest.raises(CourseNotPublished) as refusal:
        enrolments.enrol(learner=UserFactory(), course=course)
    assert course.title in str(refusal.value)
    assert enrolments.enrol(learner=going_on.learner, course=course) == going_on


def test_complete_step_keeps_the_revision_and_is_said_once():
    course = CourseFactory()
    lesson, _other = LessonFactory(parent=course), LessonFactory(parent=course)
    enrolment = EnrolmentFactory(course=course)
    first = enrolments.complete_step(enrolment=enrolment, step=lesson)
    lesson.save_revision().publish()
    assert enrolments.complete_step(enrolment=enrolment, step=lesson) == first
    assert first.revision == lesson.live_revision
    assert StepCompletion.objects.count() == 1
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None


def test_complete_step_in_a_translation_counts_for_the_source():
    course = CourseFactory(title_en="Course")
    lesson = LessonFactory(parent=course)
    english = translate(lesson, title="Lesson")
    completion = enrolments.complete_step(
        enrolment=EnrolmentFactory(course=course), step=english, revision=english.live_revision
    )
    assert (completion.step_id, completion.revision) == (lesson.pk, english.live_revision)


def test_last_required_step_completes_the_course_once(heard, django_capture_on_commit_callbacks):
    course = CourseFactory()
    first, last = LessonFactory(parent=course), LessonFactory(parent=course)
    voluntary = LessonFactory(parent=course, required=False)
    enrolment = EnrolmentFactory(course=course)
    with django_capture_on_commit_callbacks(execute=True):
        for step in (first, last, voluntary, last):
            enrolments.complete_step(enrolment=enrolment, step=step)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert Certificate.objects.filter(enrolment=enrolment).count() == 1
    assert heard == [("completed", enrolment.pk)]
    assert enrolment.step_completions.count() == 3


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (lambda course: LessonFactory(), StepNotInCourse),
        (lambda course: QuizFactory(parent=course), StepNeedsResult),
    ],
)
def test_complete_step_refuses_what_is_not_the_readers_to_complete(step, refusal):
    enrolment = EnrolmentFactory()
    step = step(enrolment.course)
    with pytest.raises(refusal) as error:
        enrolments.complete_step(enrolment=enrolment, step=step)
    assert step.title in str(error.value)
    assert not StepCompletion.objects.exists()


def test_complete_step_refuses_a_step_that_was_withdrawn():
    lesson = LessonFactory()
    enrolment = EnrolmentFactory(course=lesson.course)
    lesson.unpublish()
    with pytest.raises(StepNotPublished):
        enrolments.complete_step(enrolment=enrolment, step=lesson)
    assert Enrolment.objects.open().get() == enrolment


def test_two_last_steps_in_either_order_complete_the_course():
    course = CourseFactory()
    lesson = LessonFactory(parent=course)
    quiz = QuizFactory(parent=course)
    enrolment = EnrolmentFactory(course=course)
    enrolments.credit_step(enrolment=enrolment, step=quiz)
    enrolments.complete_step(enrolment=enrolment, step=lesson)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_credit_counts_for_a_step_that_was_withdrawn_meanwhile():
    course = CourseFactory()
    LessonFactory(parent=course)
    quiz = QuizFactory(parent=course)
    revision = quiz.live_revision
    quiz.unpublish()
    enrolment = EnrolmentFactory(course=course)
    completion = enrolments.credit_step(enrolment=enrolment, step=quiz, revision=revision)
    assert completion.revision == revision
    assert Enrolment.objects.open().get() == enrolment


def test_withdrawn_last_step_completes_the_runs_that_waited_for_it_alone(django_capture_on_commit_callbacks):
    course = CourseFactory()
    first, last = LessonFactory(parent=course), LessonFactory(parent=course)
    waiting, behind = EnrolmentFactory(course=course), EnrolmentFactory(course=course)
    enrolments.complete_step(enrolment=waiting, step=first)
    with django_capture_on_commit_callbacks(execute=True):
        last.unpublish()
    assert [run.pk for run in Enrolment.objects.completed()] == [waiting.pk]
    assert [run.pk for run in Enrolment.objects.open()] == [behind.pk]


def test_sweep_completes_runs_whose_message_was_lost(django_capture_on_commit_callbacks):
    course = CourseFactory()
    first, last = LessonFactory(parent=course), LessonFactory(parent=course)
    waiting = EnrolmentFactory(course=course)
    enrolments.complete_step(enrolment=waiting, step=first)
    last.unpublish()
    with django_capture_on_commit_callbacks(execute=True):
        sweep_runs()
    assert Enrolment.objects.completed().get() == waiting


def test_course_without_steps_is_never_completed():
    course = CourseFactory()
    EnrolmentFactory(course=course)
    assert enrolments.settle_runs(course=course) == 0
