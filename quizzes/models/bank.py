"""The question bank. A published question leaves an immutable version; attempts use versions only."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField
from wagtailmarkdown.fields import MarkdownField

from courses.markdown import render
from courses.widgets import ShortNumberInput
from quizzes.question_form import QuestionForm

WORDS_IN_A_LIST = 12


class QuestionCategory(models.Model):
    """A shelf of the bank; questions of a course lie on a shelf with its code."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("question category")
        verbose_name_plural = _("question categories")

    def __str__(self):
        return self.name


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple response")


class QuestionQuerySet(models.QuerySet):
    def in_source_language(self):
        """The questions that quizzes ask and versions belong to; the others are their translations."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)

    def live(self):
        return self.filter(live=True)


class Question(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, ClusterableModel):
    """A question in one language; its translations share the translation key, and so do its options."""

    code = models.CharField(_("code"), max_length=80, db_index=True, help_text=_("Stable name, for example gt01-q01."))
    category = models.ForeignKey(QuestionCategory, models.PROTECT, related_name="questions", verbose_name=_("category"))
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind, default=QuestionKind.SINGLE)
    text = MarkdownField(_("question"))
    mark = models.DecimalField(_("mark"), max_digits=6, decimal_places=2, default=1)
    feedback = MarkdownField(_("general feedback"), blank=True)

    objects = QuestionQuerySet.as_manager()

    base_form_class = QuestionForm
    # the name by which quizzes and files know a question is the same in every language
    override_translatable_fields = [SynchronizedField("code")]
    panels = [
        FieldPanel("code"),
        FieldPanel("category"),
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldPanel("mark", widget=ShortNumberInput),
        InlinePanel("options", label=_("Option"), heading=_("Options"), min_num=2),
        FieldPanel("feedback"),
    ]
    search_fields = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.FilterField("category_id"),
        index.FilterField("locale_id"),
        index.FilterField("translation_key"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["code"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        permissions = [("publish_question", "Can publish question")]
        constraints = [
            models.UniqueConstraint(name="question_code_once_per_language", fields=["code", "locale"]),
            models.CheckConstraint(name="question_mark_above_zero", condition=models.Q(mark__gt=0)),
        ]

    def __str__(self):
        return f"{self.code}: {self.opening}"

    @property
    def opening(self) -> str:
        """The first words of the question, for lists."""
        return Truncator(self.text).words(WORDS_IN_A_LIST)

    def get_preview_template(self, request, mode_name):
        return "quizzes/question_preview.html"

    def get_preview_context(self, request, mode_name):
        return {
            **super().get_preview_context(request, mode_name),
            "text": render(self.text),
            "feedback": render(self.feedback),
        }


class QuestionOption(TranslatableMixin, Orderable):
    """An answer to choose, worth a share of the mark; a negative share is allowed."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.TextField(_("text"))
    percent = models.DecimalField(
        _("percent of the mark"),
        max_digits=8,
        decimal_places=5,
        default=0,
        help_text=_("100 for the best, may be below 0."),
    )
    feedback = models.TextField(_("feedback"), blank=True)

    panels = [FieldPanel("text"), FieldPanel("percent", widget=ShortNumberInput), FieldPanel("feedback")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                name="option_percent_in_range", condition=models.Q(percent__gte=-100, percent__lte=100)
            )
        ]

    def __str__(self):
        return self.text[:80]


class QuestionVersionQuerySet(models.QuerySet):
    def newest(self):
        """Of each question the version published last."""
        last = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number").values("number")[:1]
        return self.filter(number=Subquery(last))

    def asked_in(self, quiz) -> list["QuestionVersion"]:
        """What a quiz asks now: in the order of its slots the newest versions of questions that are published."""
        slots = quiz.slots.model.objects.filter(quiz=quiz, question__live=True).order_by("sort_order", "pk")
        order = {question: place for place, question in enumerate(slots.values_list("question_id", flat=True))}
        return sorted(self.newest().filter(question__in=order), key=lambda version: order[version.question_id])

    def marks_asked_in(self, quiz) -> list[Decimal]:
        """The marks of the questions a quiz asks now, in any order. One query."""
        asked = self.newest().filter(question__slots__quiz=quiz, question__live=True)
        return [Decimal(mark) for mark in asked.values_list("content__mark", flat=True)]


class QuestionVersion(models.Model):
    """A question as published, in all its languages. Written once, never changed.

    content: {"kind", "mark": "2", "text": {lang: markdown}, "feedback": {lang: markdown},
              "options": [{"key", "percent": "50", "text": {lang: …}, "feedback": {lang: …}}, …]}
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "-number"]
        constraints = [models.UniqueConstraint(name="question_version_once", fields=["question", "number"])]

    def __str__(self):
        return f"{self.question.code} v{self.number}"
