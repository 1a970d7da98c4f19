"""A document to read and confirm as a step, and who confirmed which version of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.acknowledgements.editing import ConfirmationsPanel
from courses.blocks import LessonBlocks
from courses.models.pages import StepPage


class AcknowledgePage(StepPage):
    """A document in a version; done when the learner confirms to have read it."""

    kind = "acknowledge"

    issuer = models.CharField(_("issued by"), max_length=255, blank=True)
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        help_text=_(
            "Raise it when the meaning changes: everybody who confirmed an earlier version is then asked to read and "
            "confirm again. Keep it when you only correct a misprint."
        ),
    )
    effective_on = models.DateField(_("in force from"))
    changes = models.CharField(
        _("what is new in this version"), max_length=255, blank=True, help_text=_("One sentence, shown to readers.")
    )
    body = StreamField(LessonBlocks(), verbose_name=_("document"))
    reference = models.CharField(_("source"), max_length=500, blank=True)

    content_panels = [
        *Page.content_panels,
        *StepPage.step_panels,
        FieldPanel("issuer"),
        FieldPanel("version"),
        FieldPanel("effective_on"),
        FieldPanel("changes"),
        FieldPanel("body"),
        FieldPanel("reference"),
        ConfirmationsPanel(heading=_("Confirmations")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    is_creatable = True
    parent_page_types = ["courses.CoursePage"]
    template = "courses/acknowledge.html"

    class Meta:
        verbose_name = _("document to confirm")
        verbose_name_plural = _("documents to confirm")

    def clean(self):
        super().clean()
        confirmed = Acknowledgement.objects.filter(page_id=self.pk).aggregate(last=Max("version"))["last"]
        if confirmed and self.version and self.version < confirmed:
            raise ValidationError(
                {
                    "version": _(
                        "Version %(confirmed)s has been confirmed already. Give the same number or a higher one."
                    )
                    % {"confirmed": confirmed}
                }
            )

    def get_context(self, request, *args, **kwargs):
        from courses.acknowledgements import presenters  # they read the models of this package

        return {**super().get_context(request, *args, **kwargs), "document": presenters.document(self, request)}


class AcknowledgementQuerySet(models.QuerySet):
    def counted_by_version(self) -> list[tuple[int, int]]:
        """How many people confirmed each version, the newest first. One query."""
        return list(self.order_by("-version").values_list("version").annotate(Count("pk")))


class Acknowledgement(models.Model):
    """A person said to have read a version of a document. It is a click that was logged, not a signature.

    `text_sha256` is the digest of the text that was shown, in `language`; `revision` is the page as it was shown.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="acknowledgements")
    page = models.ForeignKey(
        AcknowledgePage, models.PROTECT, related_name="acknowledgements", verbose_name=_("document")
    )
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10)
    text_sha256 = models.CharField(_("digest of the text"), max_length=64)
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"))

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of reading")
        verbose_name_plural = _("confirmations of reading")
        ordering = ["-confirmed_at"]
        constraints = [
            models.UniqueConstraint(name="acknowledgement_version_once", fields=["person", "page", "version"])
        ]

    def __str__(self):
        return f"{self.person.full_name}: {self.page.title}, {self.version}"
