"""Every look by HR at somebody's evaluations leaves a trace."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Looked(models.TextChoices):
    EVALUATIONS = "evaluations", _("Evaluations of a person")
    APPRAISAL = "appraisal", _("One appraisal sheet")
    REASON = "reason", _("Reason of an assignment")
    PREVIEW = "preview", _("Preview of a rule")
    EXPORT = "export", _("Export")


class AccessLog(models.Model):
    """One look: at one person, or at a list of `people_count` people. Rows are written once and never changed."""

    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="looks", verbose_name=_("who looked")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="looked_at",
        verbose_name=_("at whom"),
        help_text=_("Empty: at a list."),
    )
    what = models.CharField(_("what"), max_length=12, choices=Looked)
    about = models.CharField(_("which"), max_length=255, blank=True)
    people_count = models.PositiveIntegerField(_("people"), default=1)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("look at evaluations")
        verbose_name_plural = _("looks at evaluations")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"])]
        constraints = [
            models.CheckConstraint(
                name="look_at_one_person_counts_one", condition=Q(person__isnull=True) | Q(people_count=1)
            )
        ]

    def __str__(self):
        return f"{self.viewer.full_name}: {self.get_what_display()}"
