"""Whole situations for pages and journeys: a course with its quiz, and somebody whose scores lead to it."""

import datetime
from decimal import Decimal

from django.utils import timezone

from evaluations.actions import reach, scores
from evaluations.models import Criterion
from people.models import User
from tests.factories.courses import CourseFactory, LessonFactory
from tests.factories.evaluations import (
    AppraisalFactory,
    CompetencyFactory,
    CriterionFactory,
    FrameworkFactory,
    PeriodFactory,
    ScoreFactory,
)
from tests.factories.people import PostingFactory, UnitFactory, UserFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory
from tests.factories.training import RuleFactory
from training.actions import runs
from training.models import Assignment, RunTrigger

DAYS_OF_A_PERIOD = 91


def build_course(lessons: int = 2, questions: int = 2, english: bool = True, **course):
    """A published course of some lessons and a quiz at its end, in Vietnamese and English."""
    course = CourseFactory(title_en="Greeting citizens" if english else "", **course)
    for number in range(1, lessons + 1):
        LessonFactory(parent=course, title_en=f"Lesson {number}" if english else "")
    if questions:
        asked = [QuestionFactory() for _ in range(questions)]
        QuizFactory(parent=course, questions=asked, title_en="Final quiz" if english else "")
    course.refresh_from_db()
    return course


def build_person(**person) -> User:
    """Somebody in a post at a counter, with a line manager."""
    manager = UserFactory(full_name="Phạm Thu Hà")
    person = UserFactory(**{"full_name": "Nguyễn Thị An", **person})
    PostingFactory(user=person, unit=UnitFactory(), manager=manager)
    return person


def build_low_scores(person: User, periods: int = 3, lines: int = 2, points: str = "12") -> None:
    """Final scores of the newest closed periods: `points` of 20 on every line about communication."""
    competency = CompetencyFactory(code="communication", name_vi="Giao tiếp", name_en="Communication")
    framework = FrameworkFactory()
    for number in range(lines):
        CriterionFactory(framework=framework, code=f"II.{number + 1}", weights={competency: "0.5"})
    reach.rebuild_reach()
    for back in range(periods):
        _score_period(person, framework, back, Decimal(points))
    scores.recount()


def _score_period(person: User, framework, back: int, points: Decimal) -> None:
    ends_on = timezone.localdate() - datetime.timedelta(days=30 + back * DAYS_OF_A_PERIOD)
    starts_on = ends_on - datetime.timedelta(days=DAYS_OF_A_PERIOD - 1)
    period = PeriodFactory(code=f"K{back}", starts_on=starts_on, ends_on=ends_on)
    appraisal = AppraisalFactory(person=person, framework=framework, period=period)
    for criterion in Criterion.objects.filter(framework=framework):
        ScoreFactory(appraisal=appraisal, criterion=criterion, points=points)


def build_assignment(person: User, course, **scored) -> Assignment:
    """What a rule assigns to somebody with low scores, by a real run of the rules."""
    build_low_scores(person, **scored)
    RuleFactory(code="R-COMM", current__course=course)
    runs.apply_rules(as_of=timezone.localdate(), trigger=RunTrigger.MANUAL)
    return Assignment.objects.get(learner=person, course=course)
