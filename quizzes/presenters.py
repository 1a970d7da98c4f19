"""What the pages of a quiz show: the way in, the questions as frozen, the result with its reasons."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses import presenters, reading
from courses.markdown import render
from courses.models import Certificate, CoursePage
from quizzes import grading, wording
from quizzes.models import Attempt, AttemptItem, AttemptState, QuestionKind, QuestionVersion, QuizPage, SavedAnswer


@dataclass(frozen=True)
class Intro:
    """What one should know before starting. `left` is None where one may try as often as one likes."""

    lesson: presenters.Lesson
    questions: int
    max_mark: Decimal
    pass_mark: Decimal
    attempts: list[Attempt]
    left: int | None

    @property
    def running(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.state == AttemptState.OPEN), None)

    @property
    def graded(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.state == AttemptState.GRADED]


@dataclass(frozen=True)
class Setting:
    """The quiz and the course an attempt belongs to, in the reader's language."""

    quiz: QuizPage
    course: CoursePage
    course_url: str


@dataclass(frozen=True)
class Option:
    key: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """A question of an attempt. `lead` is its first paragraph, `rest` what follows."""

    pk: int
    number: int
    lead: SafeString
    rest: SafeString
    multiple: bool
    options: list[Option]
    flagged: bool

    @property
    def answered(self) -> bool:
        return any(option.chosen for option in self.options)


@dataclass(frozen=True)
class Sheet:
    """An open attempt: all its questions on one page, with the answers saved so far."""

    attempt: Attempt
    setting: Setting
    questions: list[Question]
    pass_mark: Decimal
    saved_at: datetime.datetime | None

    @cached_property
    def answered(self) -> int:
        return sum(question.answered for question in self.questions)

    @property
    def open(self) -> int:
        return len(self.questions) - self.answered

    @property
    def any_flagged(self) -> bool:
        return any(question.flagged for question in self.questions)


class Verdict(StrEnum):
    BEST = "best"
    PARTLY = "partly"
    WEAK = "weak"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class ReviewedAnswer:
    """A marked question: what was chosen, what would have been best, and why."""

    number: int
    lead: SafeString
    rest: SafeString
    verdict: Verdict
    mark: Decimal
    max_mark: Decimal
    chosen: list[str]
    best: list[str]
    reasons: list[str]
    feedback: SafeString


@dataclass(frozen=True)
class Review:
    """A marked attempt. `left` is None where one may try as often as one likes."""

    attempt: Attempt
    setting: Setting
    answers: list[ReviewedAnswer]
    pass_mark: Decimal
    left: int | None
    certificate: Certificate | None

    @property
    def to_read_again(self) -> list[ReviewedAnswer]:
        """What lost marks, most marks lost first."""
        lost = [answer for answer in self.answers if answer.verdict != Verdict.BEST]
        return sorted(lost, key=lambda answer: (answer.mark - answer.max_mark, answer.number))


def intro(page: QuizPage, request) -> Intro:
    """The way into a quiz."""
    lesson = presenters.lesson(page, request)
    marks = QuestionVersion.objects.marks_asked_in(lesson.source)
    attempts = Attempt.objects.filter(enrolment=lesson.enrolment, quiz=lesson.source) if lesson.enrolment else []
    attempts = list(attempts)
    return Intro(
        lesson=lesson,
        questions=len(marks),
        max_mark=sum(marks, Decimal(0)),
        pass_mark=_pass_mark(sum(marks, Decimal(0)), lesson.source.pass_percent),
        attempts=attempts,
        left=_left(lesson.source, len(attempts)),
    )


def sheet(attempt: Attempt) -> Sheet:
    """The questions of an open attempt."""
    items = list(attempt.items.all())
    saved = {answer.item_id: answer for answer in SavedAnswer.objects.newest_of(item.pk for item in items)}
    chosen = {pk: answer.response for pk, answer in saved.items()}
    return Sheet(
        attempt=attempt,
        setting=_setting(attempt),
        questions=[_question(item, chosen.get(item.pk, [])) for item in items],
        pass_mark=_pass_mark(attempt.max_mark, attempt.pass_percent),
        saved_at=max((answer.given_at for answer in saved.values()), default=None),
    )


def review(attempt: Attempt) -> Review:
    """The result of a marked attempt."""
    items = list(attempt.items.all())
    chosen = {answer.item_id: answer.response for answer in SavedAnswer.objects.newest_of(item.pk for item in items)}
    made = Attempt.objects.filter(enrolment=attempt.enrolment_id, quiz=attempt.quiz_id).count()
    return Review(
        attempt=attempt,
        setting=_setting(attempt),
        answers=[_reviewed(item, chosen.get(item.pk, [])) for item in items],
        pass_mark=_pass_mark(attempt.max_mark, attempt.pass_percent),
        left=_left(attempt.quiz, made),
        certificate=Certificate.objects.filter(enrolment=attempt.enrolment_id).first(),
    )


def _pass_mark(max_mark: Decimal, percent: Decimal) -> Decimal:
    return max_mark * percent / 100


def _left(quiz: QuizPage, made: int) -> int | None:
    return max(quiz.attempts_allowed - made, 0) if quiz.attempts_allowed else None


def _setting(attempt: Attempt) -> Setting:
    course, course_shown = reading.course_of(attempt.quiz, get_language())
    quiz = reading.shown_pages([attempt.quiz])[attempt.quiz.pk]
    return Setting(quiz, course_shown, course.address)


def _question(item: AttemptItem, chosen: list[str]) -> Question:
    content = wording.in_language(item.content, get_language())
    lead, rest = _text(content["text"])
    return Question(
        pk=item.pk,
        number=item.position,
        lead=lead,
        rest=rest,
        multiple=content["kind"] == QuestionKind.MULTIPLE,
        options=[Option(option["key"], option["text"], option["key"] in chosen) for option in content["options"]],
        flagged=item.flagged,
    )


def _reviewed(item: AttemptItem, chosen: list[str]) -> ReviewedAnswer:
    content = wording.in_language(item.content, get_language())
    taken = [option for option in content["options"] if option["key"] in chosen]
    lead, rest = _text(content["text"])
    return ReviewedAnswer(
        number=item.position,
        lead=lead,
        rest=rest,
        verdict=_verdict(item, taken),
        mark=item.mark,
        max_mark=Decimal(content["mark"]),
        chosen=[option["text"] for option in taken],
        best=[option["text"] for option in content["options"] if _belongs_to_best(option, content)],
        reasons=[option["feedback"] for option in taken if option["feedback"]],
        feedback=render(content["feedback"]),
    )


def _verdict(item: AttemptItem, taken: list[dict[str, Any]]) -> Verdict:
    if not taken:
        return Verdict.UNANSWERED
    if item.mark >= Decimal(item.content["mark"]):
        return Verdict.BEST
    return Verdict.PARTLY if item.mark > 0 else Verdict.WEAK


def _belongs_to_best(option: dict[str, Any], content: dict[str, Any]) -> bool:
    shares = [grading.share(other["percent"]) for other in content["options"]]
    own = grading.share(option["percent"])
    return own > 0 if content["kind"] == QuestionKind.MULTIPLE else own == max(shares)


def _text(markdown: str) -> tuple[SafeString, SafeString]:
    """The first paragraph, fit for a legend or heading, and what follows it."""
    lead, _, rest = markdown.strip().partition("\n\n")
    html = render(lead).strip()
    if html.startswith("<p>") and html.count("<p>") == 1:
        html = mark_safe(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S308 - cleaned by render
    return html, render(rest)
