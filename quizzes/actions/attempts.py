"""Attempts: begun, saved answer by answer, marked exactly once."""

import secrets
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from courses import reading
from courses.actions import enrolments
from courses.errors import StepLocked, StepNotInCourse, StepNotPublished
from courses.models import Enrolment
from courses.signals import announce
from people.models import User
from quizzes import grading
from quizzes.errors import (
    AttemptClosed,
    AttemptOfAnother,
    AttemptsUsedUp,
    NoQuestions,
    OneOptionOnly,
    OptionNotInQuestion,
    QuestionNotInAttempt,
)
from quizzes.models import Attempt, AttemptItem, AttemptState, QuestionVersion, QuizPage, SavedAnswer
from quizzes.signals import attempt_graded

Answers = Mapping[int, Collection[str]]


@transaction.atomic
def start(*, enrolment: Enrolment, quiz: QuizPage) -> Attempt:
    """The open attempt of this run at the quiz, or a new one with the newest questions, frozen as they are shown.

    A passed quiz may be taken again while attempts are left; the highest result counts.
    Raises StepNotInCourse, StepNotPublished, StepLocked, AttemptsUsedUp or NoQuestions.
    """
    source = quiz.source
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("course").get(pk=enrolment.pk)
    attempts = Attempt.objects.filter(enrolment=enrolment, quiz=source)
    if running := attempts.open().first():
        return running
    _refuse_unless_open_to(enrolment, source)
    made = attempts.count()
    if source.attempts_allowed and made >= source.attempts_allowed:
        raise AttemptsUsedUp(allowed=source.attempts_allowed, quiz=quiz.title)
    versions = QuestionVersion.objects.asked_in(source)
    if not versions:
        raise NoQuestions(quiz=quiz.title)
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        quiz=source,
        revision=source.live_revision,
        number=made + 1,
        pass_percent=source.pass_percent,
        max_mark=sum(Decimal(version.content["mark"]) for version in versions),
        started_at=timezone.now(),
    )
    shuffle = secrets.SystemRandom()
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt, position=position, version=version, content=grading.freeze(version.content, shuffle)
        )
        for position, version in enumerate(versions, start=1)
    )
    return attempt


@transaction.atomic
def save(*, attempt: Attempt, answers: Answers, flagged: Collection[int] | None = None) -> Attempt:
    """Append the answers that differ from the ones saved last: {primary key of the item: keys of chosen options}.

    An empty list takes an answer back; items that are not named keep theirs. `flagged`, if given, are the items to
    look at again. All of it is saved or nothing.
    Raises AttemptClosed, QuestionNotInAttempt, OptionNotInQuestion or OneOptionOnly.
    """
    attempt = _locked(attempt)
    if attempt.state != AttemptState.OPEN:
        raise AttemptClosed
    items = {item.pk: item for item in attempt.items.all()}
    _append(items, answers)
    if flagged is not None:
        _flag(items, flagged)
    return attempt


@transaction.atomic
def submit(*, attempt: Attempt, answers: Answers, by: User) -> Attempt:
    """Save the last answers and mark the attempt from what was saved; once.

    Handing in again returns the marked attempt as it is. What counts is what was shown, whatever became of the page
    or the questions meanwhile. Passing completes the step in the same transaction.
    Raises AttemptOfAnother, QuestionNotInAttempt, OptionNotInQuestion or OneOptionOnly.
    """
    attempt = _locked(attempt)
    if attempt.enrolment.learner_id != by.pk:
        raise AttemptOfAnother
    if attempt.state != AttemptState.OPEN:
        return attempt
    items = {item.pk: item for item in attempt.items.all()}
    _append(items, answers)
    _grade(attempt, list(items.values()))
    if attempt.passed:
        enrolments.credit_step(enrolment=attempt.enrolment, step=attempt.quiz, revision=attempt.revision)
    announce(attempt_graded, attempt_id=attempt.pk)
    return attempt


def _refuse_unless_open_to(enrolment: Enrolment, quiz: QuizPage) -> None:
    if not quiz.is_child_of(enrolment.course):
        raise StepNotInCourse(step=quiz.title, course=enrolment.course.title)
    if not quiz.live:
        raise StepNotPublished(step=quiz.title)
    entry = reading.progress_in(enrolment.course, enrolment).at(quiz.pk)
    if entry.is_locked:
        raise StepLocked(step=entry.step.title, missing=", ".join(step.title for step in entry.missing))


def _locked(attempt: Attempt) -> Attempt:
    """The attempt's row, held until commit: of two requests the second waits and sees what the first one did."""
    return (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("enrolment", "quiz", "revision")
        .get(pk=attempt.pk)
    )


def _append(items: Mapping[int, AttemptItem], answers: Answers) -> None:
    for pk, chosen in answers.items():
        _refuse_unless_possible(items, pk, chosen)
    newest = {answer.item_id: answer for answer in SavedAnswer.objects.newest_of(items)}
    now = timezone.now()
    SavedAnswer.objects.bulk_create(
        SavedAnswer(
            item_id=pk,
            sequence=newest[pk].sequence + 1 if pk in newest else 1,
            response=sorted(set(chosen)),
            given_at=now,
        )
        for pk, chosen in answers.items()
        if sorted(set(chosen)) != (newest[pk].response if pk in newest else [])
    )


def _refuse_unless_possible(items: Mapping[int, AttemptItem], pk: int, chosen: Collection[str]) -> None:
    item = items.get(pk)
    if item is None:
        raise QuestionNotInAttempt(question=pk)
    if not set(chosen) <= {option["key"] for option in item.content["options"]}:
        raise OptionNotInQuestion(question=item.position)
    if item.content["kind"] == grading.SINGLE and len(set(chosen)) > 1:
        raise OneOptionOnly(question=item.position)


def _flag(items: Mapping[int, AttemptItem], flagged: Collection[int]) -> None:
    for pk in flagged:
        if pk not in items:
            raise QuestionNotInAttempt(question=pk)
    for item in items.values():
        item.flagged = item.pk in flagged
    AttemptItem.objects.bulk_update(items.values(), ["flagged"])


def _grade(attempt: Attempt, items: list[AttemptItem]) -> None:
    chosen = {answer.item_id: answer.response for answer in SavedAnswer.objects.newest_of(item.pk for item in items)}
    marks = {item.pk: grading.mark(item.content, chosen.get(item.pk, [])) for item in items}
    for item in items:
        item.mark = grading.shown(marks[item.pk])
    AttemptItem.objects.bulk_update(items, ["mark"])
    mark = grading.total(marks.values())
    attempt.state = AttemptState.GRADED
    attempt.graded_at = timezone.now()
    attempt.mark = grading.shown(mark)
    attempt.passed = grading.is_passed(mark, attempt.max_mark, attempt.pass_percent)
    attempt.save(update_fields=["state", "graded_at", "mark", "passed"])
