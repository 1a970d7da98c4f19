"""Messages: claimed by one worker, sent, noted. A claim that was lost with its worker can be taken again."""

import datetime
import logging
from smtplib import SMTPException

from django.db.models import F
from django.utils import timezone

from training import emails
from training.models import Assignment, AssignmentState, Reminder

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 500
NO_ADDRESS = "no address"
CLOSED_BEFORE = "the assignment was closed before"


def due(*, now: datetime.datetime) -> list[int]:
    """Messages to be tried now, oldest first; at most MOST_AT_ONCE, the next sweep finds the rest."""
    return list(Reminder.objects.due(now).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def send(*, reminder_id: int) -> bool:
    """Send the message if it is due; of two workers one sends it. True if it went out.

    Between the mail server's word and the note that it was sent, a worker can die: the message goes out again after
    the wait, under the same Message-ID.
    """
    claimed_at = timezone.now()
    due = Reminder.objects.due(claimed_at).filter(pk=reminder_id)
    if not due.update(claimed_at=claimed_at, attempts=F("attempts") + 1):
        return False
    reminder = Reminder.objects.select_related("assignment__learner", "assignment__course").get(pk=reminder_id)
    if why := _needless(reminder.assignment):
        _note(reminder, dropped_at=claimed_at, error=why)
        return False
    try:
        emails.assigned(reminder).send()
    except (OSError, SMTPException) as error:
        logger.warning("Message %s was not sent: %s", reminder_id, error)
        _note(reminder, error=str(error))
        return False
    _note(reminder, sent_at=timezone.now(), error="")
    return True


def _needless(assignment: Assignment) -> str:
    """Why no message is to go out; empty when one is."""
    if not assignment.learner.email:
        return NO_ADDRESS
    return "" if assignment.state == AssignmentState.OPEN else CLOSED_BEFORE


def _note(reminder: Reminder, **changes: object) -> None:
    Reminder.objects.filter(pk=reminder.pk).update(**changes)
