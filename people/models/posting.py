"""Who works where, since when, under whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Posting(models.Model):
    """A post held by a person in a unit. The present one is current; earlier ones stay as history."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="postings", verbose_name=_("person"))
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="postings", verbose_name=_("unit"))
    position = models.CharField(_("position"), max_length=255, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    job_position_code = models.CharField(_("job position"), max_length=40, blank=True)
    is_manager = models.BooleanField(_("leads a unit"), default=False)
    manager = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("line manager")
    )
    citizen_facing = models.BooleanField(_("serves citizens"), default=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True, help_text=_("The last day counts."))
    is_current = models.BooleanField(_("current"), default=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["user", "-is_current", "-starts_on"]
        constraints = [
            models.UniqueConstraint(name="posting_one_current_each", fields=["user"], condition=Q(is_current=True)),
            models.CheckConstraint(
                name="posting_dates_in_order",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.position or self.title}, {self.unit}"
