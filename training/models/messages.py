"""What was sent about an assignment: once for each stage."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from training.retries import LAST_WAIT, WAITS


class ReminderStage(models.TextChoices):
    ASSIGNED = "assigned", _("Assigned")


class ReminderQuerySet(models.QuerySet):
    def due(self, now: datetime.datetime):
        """Neither sent nor dropped, and not in anybody's hands: each try holds a message for longer than the last."""
        lapsed = Q(claimed_at__isnull=True) | Q(claimed_at__lte=now - LAST_WAIT)
        for tries, wait in WAITS.items():
            lapsed |= Q(attempts=tries, claimed_at__lte=now - wait)
        return self.filter(lapsed, sent_at__isnull=True, dropped_at__isnull=True)


class Reminder(models.Model):
    """A message of one stage. It exists once; it is claimed, then sent, and a lost claim can be taken again."""

    assignment = models.ForeignKey("training.Assignment", models.CASCADE, related_name="reminders")
    stage = models.CharField(_("stage"), max_length=10, choices=ReminderStage)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    dropped_at = models.DateTimeField(
        _("dropped at"), null=True, blank=True, help_text=_("Never to be sent; the last error says why.")
    )
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.TextField(_("last error"), blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                name="reminder_undone",
                fields=["claimed_at"],
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(name="reminder_once_per_stage", fields=["assignment", "stage"]),
            models.CheckConstraint(
                name="reminder_sent_or_dropped", condition=Q(sent_at__isnull=True) | Q(dropped_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.assignment}: {self.get_stage_display()}"
