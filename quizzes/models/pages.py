"""A quiz is a step of a course."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page

from courses.models import StepPage
from courses.numbers import shortest
from courses.widgets import ShortNumberInput


class QuizPage(StepPage):
    """Questions from the bank, a pass mark, a number of attempts."""

    kind = "quiz"
    waits_for_lessons = True

    pass_percent = models.DecimalField(
        _("pass mark in percent"),
        max_digits=5,
        decimal_places=2,
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Reaching it is passing."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=3, help_text=_("0: as many as one likes.")
    )

    content_panels = [
        *Page.content_panels,
        *StepPage.step_panels,
        FieldPanel("pass_percent", widget=ShortNumberInput),
        FieldPanel("attempts_allowed"),
        InlinePanel(
            "slots",
            label=_("Question"),
            heading=_("Questions"),
            help_text=_("In a translation leave this empty: learners are asked the questions of the source language."),
        ),
    ]
    is_creatable = True
    parent_page_types = ["courses.CoursePage"]
    template = "quizzes/quiz.html"

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    @property
    def what_passes(self) -> str:
        return gettext("%(percent)s%% of the marks") % {"percent": number_format(shortest(self.pass_percent))}

    def get_context(self, request, *args, **kwargs):
        from quizzes import presenters  # they read the models of this package

        intro = presenters.intro(self, request)
        return {**super().get_context(request, *args, **kwargs), "quiz": intro, "lesson": intro.lesson}


class QuizSlot(Orderable):
    """A place in a quiz; holds the newest published version of its question."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="slots")
    question = models.ForeignKey("quizzes.Question", models.PROTECT, related_name="slots", verbose_name=_("question"))

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(name="slot_question_once", fields=["quiz", "question"])]

    def __str__(self):
        return f"{self.sort_order}: {self.question}"
