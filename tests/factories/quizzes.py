"""Quizzes and questions as editors would have published them."""

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from quizzes.models import Question, QuestionCategory, QuestionKind, QuestionOption, QuizPage, QuizSlot
from tests.factories.courses import CourseFactory, PageFactory

BEST, ACCEPTABLE, WEAK, HARMFUL = 100, 50, 0, -50


class QuestionCategoryFactory(DjangoModelFactory):
    class Meta:
        model = QuestionCategory
        django_get_or_create = ("name",)

    name = "GT-01"


class QuestionFactory(DjangoModelFactory):
    """A published question with its first version; `percents` are those of its options, in order."""

    class Meta:
        model = Question

    class Params:
        multiple = factory.Trait(kind=QuestionKind.MULTIPLE, percents=[50, 50, -50])

    locale = factory.LazyFunction(lambda: Locale.objects.get_or_create(language_code="vi")[0])
    code = factory.Sequence(lambda n: f"q{n:03}")
    category = factory.SubFactory(QuestionCategoryFactory)
    text = factory.Sequence(lambda n: f"Câu hỏi {n}: anh/chị làm gì?")
    percents = (BEST, ACCEPTABLE, WEAK, HARMFUL)
    draft = False

    @classmethod
    def _create(cls, model_class, *args, percents, draft, **kwargs):
        question = model_class(live=False, **kwargs)
        question.options = [
            QuestionOption(text=f"Phương án {place}", percent=percent, feedback=f"Vì {place}.", sort_order=place)
            for place, percent in enumerate(percents)
        ]
        question.save()
        if not draft:
            question.save_revision().publish()
        question.refresh_from_db()
        return question


class QuizFactory(PageFactory):
    """A published quiz that asks the given questions (one, if none are given)."""

    class Meta:
        model = QuizPage

    parent = factory.SubFactory(CourseFactory)
    title = "Kiểm tra cuối khóa"
    slug = factory.Sequence(lambda n: f"kiem-tra-{n}")
    minutes = 20
    pass_percent = 50
    attempts_allowed = 3
    questions = factory.LazyFunction(lambda: [QuestionFactory()])

    @classmethod
    def _create(cls, model_class, *args, questions, **kwargs):
        slots = [QuizSlot(question=question, sort_order=place) for place, question in enumerate(questions)]
        return super()._create(model_class, *args, slots=slots, **kwargs)
