"""What was sent about an assignment: once for each stage."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReminderStage(models.TextChoices):
    ASSIGNED = "assigned", _("Assigned")


class Reminder(models.Model):
    """A message of one stage. It exists once; it is claimed, then sent, and a lost claim can be taken again."""

    assignment = models.ForeignKey("training.Assignment", models.CASCADE, related_name="reminders")
    stage = models.CharField(_("stage"), max_length=10, choices=ReminderStage)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(name="reminder_unsent", fields=["claimed_at"], condition=Q(sent_at__isnull=True))]
        constraints = [models.UniqueConstraint(name="reminder_once_per_stage", fields=["assignment", "stage"])]

    def __str__(self):
        return f"{self.assignment}: {self.get_stage_display()}"
