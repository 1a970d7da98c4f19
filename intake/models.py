"""Files handed over by HR, and what became of each."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def private_storage():
    return storages["private"]


class BatchState(models.TextChoices):
    UPLOADED = "uploaded", _("Waiting to be checked")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, waiting for confirmation")
    REFUSED = "refused", _("Refused: nothing was applied")
    CONFIRMED = "confirmed", _("Confirmed, waiting to be applied")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    CANCELLED = "cancelled", _("Cancelled")

    @classmethod
    def working(cls):
        """States in which somebody waits for a worker."""
        return [cls.UPLOADED, cls.CHECKING, cls.CONFIRMED, cls.APPLYING]


class ImportBatch(models.Model):
    """One file of one kind: uploaded, checked, confirmed, applied. All of it or nothing."""

    kind = models.CharField(_("kind of file"), max_length=40)
    file = models.FileField(_("file"), storage=private_storage, upload_to="imports/%Y/%m/", blank=True)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True, db_index=True)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="batch_progress_is_percent", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="batch_applied_has_moment",
                condition=Q(state=BatchState.APPLIED, applied_at__isnull=False)
                | (~Q(state=BatchState.APPLIED) & Q(applied_at__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.filename} ({self.kind})"


class RowError(models.Model):
    """A refused row of a batch: where, what, and what to do."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="errors")
    sheet = models.CharField(max_length=64, blank=True)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["sheet", "line", "column", "code"]

    def __str__(self):
        return f"{self.line} {self.column} {self.code}"
