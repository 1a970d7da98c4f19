"""Messages: claimed by one worker, sent, noted. A claim that was lost with its worker can be taken again."""

import datetime
import logging
from smtplib import SMTPException

from django.db.models import F, Q
from django.utils import timezone

from training import emails
from training.models import Reminder
from training.retries import LAST_WAIT, WAITS

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 500
NO_ADDRESS = "no address"


def due(*, now: datetime.datetime) -> list[int]:
    """Messages to be tried now, oldest first; at most MOST_AT_ONCE, the next sweep finds the rest."""
    return list(_waiting(now).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def send(*, reminder_id: int) -> bool:
    """Send the message if it is due; of two workers one sends it. True if it went out."""
    now = timezone.now()
    if not _waiting(now).filter(pk=reminder_id).update(claimed_at=now, attempts=F("attempts") + 1):
        return False
    reminder = Reminder.objects.select_related("assignment__learner", "assignment__course").get(pk=reminder_id)
    if not reminder.assignment.learner.email:
        Reminder.objects.filter(pk=reminder_id).update(dropped_at=now, error=NO_ADDRESS)
        return False
    try:
        emails.assigned(reminder).send()
    except (OSError, SMTPException) as error:
        logger.warning("Message %s was not sent: %s", reminder_id, error)
        Reminder.objects.filter(pk=reminder_id).update(error=str(error))
        return False
    Reminder.objects.filter(pk=reminder_id).update(sent_at=timezone.now(), error="")
    return True


def _waiting(now: datetime.datetime):
    """Neither sent nor dropped, and not in the hands of a worker; after each failure the wait is longer."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - LAST_WAIT)
    for attempts, wait in WAITS.items():
        free |= Q(attempts=attempts, claimed_at__lt=now - wait)
    return Reminder.objects.filter(free, sent_at__isnull=True, dropped_at__isnull=True)
