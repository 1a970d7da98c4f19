"""A quiz is a step of a course."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page

from courses.models import StepPage


class QuizPage(StepPage):
    """Questions from the bank, a pass mark, a number of attempts."""

    kind = "quiz"
    waits_for_lessons = True

    pass_percent = models.DecimalField(
        _("pass mark in percent"),
        max_digits=5,
        decimal_places=2,
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Reaching it is passing."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=3, help_text=_("0: as many as one likes.")
    )

    content_panels = [
        *Page.content_panels,
        *StepPage.step_panels,
        FieldPanel("pass_percent"),
        FieldPanel("attempts_allowed"),
        InlinePanel("slots", label=_("Question"), heading=_("Questions")),
    ]
    is_creatable = True
    parent_page_types = ["courses.CoursePage"]
    template = "quizzes/quiz.html"

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")


class QuizSlot(Orderable):
    """A place in a quiz; holds the newest published version of its question."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="slots")
    question = models.ForeignKey("quizzes.Question", models.PROTECT, related_name="slots", verbose_name=_("question"))

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(name="slot_question_once", fields=["quiz", "question"])]

    def __str__(self):
        return f"{self.sort_order}: {self.question}"
