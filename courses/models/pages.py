"""A course is a page; its steps are its child pages in order. Records point at the page in its source language."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField
from wagtailmarkdown.fields import MarkdownField

from courses.blocks import LessonBlocks
from courses.widgets import ShortNumberInput


class InSourceLanguage:
    """What translations share: the page in the language it was written in, and the one a reader is shown."""

    # every page asks for a sign-in; Wagtail's own restrictions by page would say otherwise without effect
    private_page_options: list[str] = []
    level = 0  # how many parts its address has below the catalogue

    @property
    def address(self) -> str:
        """Where the page is served. Follows from its place in the tree; Wagtail's `get_url` asks the database."""
        slugs = self.url_path.strip("/").split("/")
        below = slugs[len(slugs) - self.level :]
        return reverse("wagtail_serve", args=["".join(f"{slug}/" for slug in below)])

    @cached_property
    def source(self):
        """The page that records point at."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return self
        return (
            type(self)
            .objects.filter(translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE)
            .first()
            or self
        )

    @cached_property
    def shown(self):
        """The page in the reader's language where it is published, else this one."""
        return self.localized


class CatalogPage(InSourceLanguage, Page):
    """The catalogue, and the root of the site."""

    lede = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CoursePage"]
    template = "courses/catalog.html"

    class Meta:
        verbose_name = _("catalogue")

    def get_context(self, request, *args, **kwargs):
        from courses import presenters  # they read the models of this package

        return {**super().get_context(request, *args, **kwargs), "catalog": presenters.catalog(self, request)}


class CoursePage(InSourceLanguage, Page):
    """A course with a stable code, by which rules and files name it."""

    level = 1

    code = models.CharField(_("code"), max_length=40, db_index=True)
    lede = models.TextField(_("what one can do afterwards"), blank=True)
    description = MarkdownField(_("description"), blank=True)
    competencies = models.CharField(
        _("competencies"), max_length=255, blank=True, help_text=_("Codes, separated by commas.")
    )
    hours = models.DecimalField(_("hours on the certificate"), max_digits=5, decimal_places=2, default=1)
    reference = models.CharField(_("source"), max_length=500, blank=True, help_text=_("Legal basis or literature."))

    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("lede"),
        FieldPanel("description"),
        FieldPanel("competencies"),
        FieldPanel("hours", widget=ShortNumberInput),
        FieldPanel("reference"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lede"),
        index.SearchField("code"),
        index.FilterField("code"),
    ]
    parent_page_types = ["courses.CatalogPage"]
    # what rules and files know a course by is the same in every language
    override_translatable_fields = [SynchronizedField("code"), SynchronizedField("competencies")]
    template = "courses/course.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def clean(self):
        super().clean()
        others = CoursePage.objects.filter(code=self.code, locale=self.locale_id and self.locale).exclude(pk=self.pk)
        if self.locale_id and others.exists():
            raise ValidationError({"code": _("Another course already has the code %(code)s.") % {"code": self.code}})

    def get_context(self, request, *args, **kwargs):
        from courses import presenters

        return {**super().get_context(request, *args, **kwargs), "course": presenters.course(self, request)}

    def steps(self):
        """Published steps in order."""
        return StepPage.objects.child_of(self).live().order_by("path")


class StepPage(InSourceLanguage, Page):
    """What lessons, quizzes and later kinds of step have in common.

    kind: short name of the kind; completed_by_reader: done when the reader says so, else by its result;
    waits_for_lessons: opens only when the required lessons before it are done.
    """

    level = 2
    kind = "step"
    completed_by_reader = False
    waits_for_lessons = False

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=8)
    required = models.BooleanField(_("required for completion"), default=True)
    lede = models.TextField(_("introduction"), blank=True)

    step_panels = [FieldPanel("lede"), FieldPanel("minutes"), FieldPanel("required")]
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    is_creatable = False

    @property
    def course(self) -> CoursePage:
        return CoursePage.objects.ancestor_of(self).select_related("locale").get()

    @property
    def what_passes(self) -> str:
        """What has to be reached, in words; empty for a step that one completes by reading it."""
        return ""


class LessonPage(StepPage):
    """Something to read and think about; done when the learner says so."""

    kind = "lesson"
    completed_by_reader = True

    body = StreamField(LessonBlocks(), verbose_name=_("content"), blank=True)
    reference = models.CharField(_("source"), max_length=500, blank=True)

    content_panels = [*Page.content_panels, *StepPage.step_panels, FieldPanel("body"), FieldPanel("reference")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    is_creatable = True
    parent_page_types = ["courses.CoursePage"]
    template = "courses/lesson.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def get_context(self, request, *args, **kwargs):
        from courses import presenters

        return {**super().get_context(request, *args, **kwargs), "lesson": presenters.lesson(self, request)}
