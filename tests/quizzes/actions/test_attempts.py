from decimal import Decimal

import pytest

from courses.errors import StepLocked, StepNotInCourse, StepNotPublished
from courses.models import Certificate, StepCompletion
from quizzes.actions import attempts
from quizzes.errors import (
    AttemptClosed,
    AttemptOfAnother,
    AttemptsUsedUp,
    NoQuestions,
    OneOptionOnly,
    OptionNotInQuestion,
    QuestionNotInAttempt,
)
from quizzes.models import Attempt, AttemptState, SavedAnswer
from quizzes.signals import attempt_graded
from tests.factories.courses import CourseFactory, EnrolmentFactory, LessonFactory, translate
from tests.factories.people import UserFactory
from tests.factories.quizzes import ACCEPTABLE, BEST, HARMFUL, WEAK, QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    return QuizFactory(questions=[QuestionFactory(), QuestionFactory()])


@pytest.fixture
def enrolment(quiz):
    return EnrolmentFactory(course=quiz.course)


def started(enrolment, quiz):
    return attempts.start(enrolment=enrolment, quiz=quiz)


def key(item, percent):
    """The key of the (first) option worth so much."""
    return next(option["key"] for option in item.content["options"] if Decimal(option["percent"]) == percent)


def answers(attempt, *percents):
    return {item.pk: [key(item, percent)] for item, percent in zip(attempt.items.all(), percents, strict=False)}


def handed_in(attempt, *percents):
    return attempts.submit(attempt=attempt, answers=answers(attempt, *percents), by=attempt.enrolment.learner)


# start


def test_start_freezes_the_questions_as_they_are(enrolment, quiz):
    attempt = started(enrolment, quiz)
    assert (attempt.number, attempt.state, attempt.max_mark, attempt.pass_percent) == (1, AttemptState.OPEN, 2, 50)
    assert attempt.revision == quiz.live_revision
    question = quiz.slots.first().question
    question.text = "Đã sửa"
    question.save_revision().publish()
    item = attempt.items.first()
    assert item.version.question == question
    assert item.content["text"]["vi"] != "Đã sửa"
    assert sorted(option["key"] for option in item.content["options"]) == sorted(
        option["key"] for option in item.version.content["options"]
    )


def test_start_again_goes_on_with_the_open_attempt(enrolment, quiz):
    assert started(enrolment, quiz) == started(enrolment, quiz)
    assert Attempt.objects.get().items.count() == 2


def test_start_in_a_translation_is_an_attempt_at_the_source():
    course = CourseFactory(title_en="Course")
    quiz = QuizFactory(parent=course)
    attempt = started(EnrolmentFactory(course=course), translate(quiz, title="Quiz"))
    assert (attempt.quiz, attempt.items.count()) == (quiz, 1)


def test_start_is_refused_when_the_attempts_are_used_up(quiz, enrolment):
    for _ in range(3):
        handed_in(started(enrolment, quiz), WEAK, WEAK)
    with pytest.raises(AttemptsUsedUp, match="3"):
        started(enrolment, quiz)
    assert Attempt.objects.count() == 3


def test_attempts_are_counted_in_each_run_of_the_course_anew():
    quiz = QuizFactory(attempts_allowed=1)
    before = EnrolmentFactory(course=quiz.course, completed=True)
    handed_in(started(before, quiz), BEST)
    again = EnrolmentFactory(course=quiz.course, learner=before.learner, run=2)
    assert started(again, quiz).number == 1


def test_zero_allows_as_many_attempts_as_one_likes():
    quiz = QuizFactory(attempts_allowed=0)
    enrolment = EnrolmentFactory(course=quiz.course)
    for _ in range(4):
        handed_in(started(enrolment, quiz), WEAK)
    assert started(enrolment, quiz).number == 5


def test_passed_quiz_may_be_taken_again_and_the_highest_result_counts(enrolment, quiz):
    handed_in(started(enrolment, quiz), BEST, BEST)
    handed_in(started(enrolment, quiz), WEAK, WEAK)
    best = Attempt.objects.filter(enrolment=enrolment).best_first().first()
    assert (best.number, best.mark, best.passed) == (1, 2, True)
    assert StepCompletion.objects.filter(step=quiz).count() == 1


def test_start_is_refused_while_lessons_are_missing():
    lesson = LessonFactory(title="Bốn xin")
    quiz = QuizFactory(parent=lesson.course)
    with pytest.raises(StepLocked, match="Bốn xin"):
        started(EnrolmentFactory(course=lesson.course), quiz)


def test_start_is_refused_for_what_cannot_be_taken(enrolment, quiz):
    with pytest.raises(StepNotInCourse):
        started(EnrolmentFactory(), quiz)
    with pytest.raises(NoQuestions):
        started(enrolment, QuizFactory(parent=quiz.course, questions=[]))
    quiz.unpublish()
    with pytest.raises(StepNotPublished):
        started(enrolment, quiz)
    assert not Attempt.objects.exists()


# save


def test_save_appends_what_changed(enrolment, quiz):
    attempt = started(enrolment, quiz)
    first, second = attempt.items.all()
    attempts.save(attempt=attempt, answers={first.pk: [key(first, WEAK)], second.pk: []})
    attempts.save(attempt=attempt, answers={first.pk: [key(first, WEAK)]})
    attempts.save(attempt=attempt, answers={first.pk: [key(first, BEST)]})
    attempts.save(attempt=attempt, answers={first.pk: []})
    assert [(answer.item, answer.sequence, answer.response) for answer in SavedAnswer.objects.all()] == [
        (first, 1, [key(first, WEAK)]),
        (first, 2, [key(first, BEST)]),
        (first, 3, []),
    ]


def test_save_keeps_flags(enrolment, quiz):
    attempt = started(enrolment, quiz)
    first, second = attempt.items.all()
    attempts.save(attempt=attempt, answers={}, flagged=[second.pk])
    attempts.save(attempt=attempt, answers={first.pk: [key(first, BEST)]})
    assert [item.flagged for item in attempt.items.all()] == [False, True]
    attempts.save(attempt=attempt, answers={}, flagged=[])
    assert not attempt.items.filter(flagged=True).exists()


def test_foreign_questions_and_options_are_refused_and_nothing_is_written(enrolment, quiz):
    attempt = started(enrolment, quiz)
    first, second = attempt.items.all()
    foreign = started(EnrolmentFactory(course=quiz.course), quiz).items.first()
    good = {first.pk: [key(first, BEST)]}
    for bad, refusal in [
        ({foreign.pk: [key(foreign, BEST)]}, QuestionNotInAttempt),
        ({second.pk: ["nothing"]}, OptionNotInQuestion),
        ({second.pk: [key(first, BEST)]}, OptionNotInQuestion),
        ({second.pk: [key(second, BEST), key(second, WEAK)]}, OneOptionOnly),
    ]:
        for act in (
            lambda bad=bad: attempts.save(attempt=attempt, answers={**good, **bad}),
            lambda bad=bad: attempts.submit(attempt=attempt, answers={**good, **bad}, by=enrolment.learner),
        ):
            with pytest.raises(refusal):
                act()
    with pytest.raises(QuestionNotInAttempt):
        attempts.save(attempt=attempt, answers=good, flagged=[foreign.pk])
    assert not SavedAnswer.objects.exists()
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.OPEN


def test_save_after_handing_in_is_refused(enrolment, quiz):
    attempt = handed_in(started(enrolment, quiz), BEST, BEST)
    with pytest.raises(AttemptClosed):
        attempts.save(attempt=attempt, answers=answers(attempt, WEAK))
    assert SavedAnswer.objects.count() == 2


# submit


def test_submit_marks_from_the_answers_saved_last(enrolment, quiz):
    attempt = started(enrolment, quiz)
    attempts.save(attempt=attempt, answers=answers(attempt, HARMFUL, BEST))
    attempt = handed_in(attempt, ACCEPTABLE)
    attempt.refresh_from_db()
    assert (attempt.mark, attempt.passed, attempt.state) == (Decimal("1.50"), True, AttemptState.GRADED)
    assert [item.mark for item in attempt.items.all()] == [Decimal("0.50"), Decimal("1.00")]


@pytest.mark.parametrize(
    ("percents", "mark", "passed"),
    [
        ((BEST, WEAK), 1, True),
        ((ACCEPTABLE, ACCEPTABLE), 1, True),
        ((BEST, HARMFUL), Decimal("0.5"), False),
        ((HARMFUL, HARMFUL), 0, False),
        ((), 0, False),
    ],
)
def test_pass_mark_is_inclusive_and_the_total_not_below_nothing(enrolment, quiz, percents, mark, passed):
    attempt = handed_in(started(enrolment, quiz), *percents)
    assert (attempt.mark, attempt.passed) == (mark, passed)
    assert StepCompletion.objects.exists() is passed


def test_passing_completes_the_step_and_the_course(enrolment, quiz, django_capture_on_commit_callbacks):
    heard = []

    def hear(**facts):
        heard.append(facts["attempt_id"])

    attempt_graded.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        attempt = handed_in(started(enrolment, quiz), BEST, BEST)
    attempt_graded.disconnect(hear)
    completion = StepCompletion.objects.get()
    assert (completion.step_id, completion.revision) == (quiz.pk, attempt.revision)
    assert Certificate.objects.get().enrolment == enrolment
    assert heard == [attempt.pk]


def test_submit_twice_returns_the_marked_attempt_as_it_is(enrolment, quiz):
    attempt = handed_in(started(enrolment, quiz), WEAK, WEAK)
    again = attempts.submit(attempt=attempt, answers={-1: ["x"]}, by=enrolment.learner)
    assert (again.pk, again.mark, again.graded_at) == (attempt.pk, 0, attempt.graded_at)
    assert SavedAnswer.objects.count() == 2


def test_submit_by_somebody_else_is_refused(enrolment, quiz):
    attempt = started(enrolment, quiz)
    with pytest.raises(AttemptOfAnother):
        attempts.submit(attempt=attempt, answers=answers(attempt, BEST, BEST), by=UserFactory())
    assert not SavedAnswer.objects.exists()


def test_what_was_shown_counts_when_page_and_questions_changed_meanwhile(enrolment, quiz):
    attempt = started(enrolment, quiz)
    question = quiz.slots.first().question
    for option in question.options.all():
        option.percent = 0 if option.percent == 100 else 100
        option.save()
    question.refresh_from_db()
    question.save_revision().publish()
    quiz.pass_percent = 100
    quiz.slots = []
    revision = quiz.save_revision()
    revision.publish()
    quiz.refresh_from_db()
    quiz.unpublish()
    attempt = handed_in(attempt, BEST, WEAK)
    assert (attempt.mark, attempt.passed) == (1, True)
    assert StepCompletion.objects.get().revision == attempt.revision != revision


def test_submit_takes_as_many_queries_for_forty_questions_as_for_two(django_assert_max_num_queries):
    quiz = QuizFactory(questions=[QuestionFactory() for _ in range(40)], pass_percent=100)
    attempt = started(EnrolmentFactory(course=quiz.course), quiz)
    given = answers(attempt, *[ACCEPTABLE] * 40)
    with django_assert_max_num_queries(12):
        assert attempts.submit(attempt=attempt, answers=given, by=attempt.enrolment.learner).mark == 20
