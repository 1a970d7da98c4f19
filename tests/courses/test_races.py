"""Two requests at the same moment, each on a connection of its own."""

import threading

import pytest
from django.db import connection, connections

from courses.actions import certificates, enrolments
from courses.models import Certificate, CertificateSeries, Enrolment, StepCompletion
from quizzes.actions import attempts
from quizzes.models import Attempt, AttemptState, SavedAnswer
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads that start together; their results in order. A call that raises fails the test."""
    barrier = threading.Barrier(len(calls))
    results, errors = [None] * len(calls), []

    def run(place, call):
        try:
            barrier.wait(10)
            results[place] = call()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    return results


@pytest.fixture(autouse=True)
def servers_own_connections():
    """A file or a server: an SQLite database in memory would not be shared by threads."""
    assert ":memory:" not in str(connection.settings_dict["NAME"])


def test_two_tabs_enrol_in_one_run():
    learner, course = UserFactory(), CourseFactory()
    first, second = at_once(*[lambda: enrolments.enrol(learner=learner, course=course)] * 2)
    assert first == second == Enrolment.objects.get()


def test_two_last_steps_at_once_complete_the_course_once():
    course = CourseFactory()
    lessons = [LessonFactory(parent=course), LessonFactory(parent=course)]
    enrolment = EnrolmentFactory(course=course)
    at_once(*[lambda step=step: enrolments.complete_step(enrolment=enrolment, step=step) for step in lessons])
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert Certificate.objects.get().enrolment == enrolment


def test_one_step_said_twice_at_once_is_done_once():
    lesson = LessonFactory()
    enrolment = EnrolmentFactory(course=lesson.course)
    first, second = at_once(*[lambda: enrolments.complete_step(enrolment=enrolment, step=lesson)] * 2)
    assert first == second == StepCompletion.objects.get()


def test_certificates_issued_at_once_have_numbers_without_gaps():
    runs = [EnrolmentFactory(completed=True) for _ in range(4)]
    issued = at_once(*[lambda run=run: certificates.issue(enrolment=run) for run in runs])
    assert sorted(int(certificate.number[-6:]) for certificate in issued) == [1, 2, 3, 4]
    assert CertificateSeries.objects.get().last_number == 4


def test_two_tabs_start_one_attempt():
    quiz = QuizFactory()
    enrolment = EnrolmentFactory(course=quiz.course)
    first, second = at_once(*[lambda: attempts.start(enrolment=enrolment, quiz=quiz)] * 2)
    assert first == second == Attempt.objects.get()
    assert first.items.count() == 1


def test_attempt_handed_in_twice_at_once_is_marked_once():
    quiz = QuizFactory()
    enrolment = EnrolmentFactory(course=quiz.course)
    attempt = attempts.start(enrolment=enrolment, quiz=quiz)
    item = attempt.items.get()
    best, weak = ([option["key"]] for option in sorted(item.content["options"], key=lambda o: -float(o["percent"]))[:2])
    first, second = at_once(
        *[
            lambda chosen=chosen: attempts.submit(attempt=attempt, answers={item.pk: chosen}, by=enrolment.learner)
            for chosen in (best, weak)
        ]
    )
    assert (first.state, first.mark, first.graded_at) == (AttemptState.GRADED, second.mark, second.graded_at)
    assert SavedAnswer.objects.count() == 1
    assert Certificate.objects.count() == 1


def test_answers_saved_at_once_are_kept_in_a_row():
    quiz = QuizFactory()
    attempt = attempts.start(enrolment=EnrolmentFactory(course=quiz.course), quiz=quiz)
    item = attempt.items.get()
    keys = [option["key"] for option in item.content["options"]]
    at_once(*[lambda key=key: attempts.save(attempt=attempt, answers={item.pk: [key]}) for key in keys])
    assert sorted(SavedAnswer.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]
