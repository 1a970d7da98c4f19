"""What courses tell the apps above, each after commit."""

from django.db import transaction
from django.dispatch import Signal

# kwarg enrolment_id
enrolment_started = Signal()
# kwarg enrolment_id
course_completed = Signal()


def announce(signal: Signal, **facts) -> None:
    """Send the facts after commit; one receiver's fault neither stops the others nor undoes what was announced."""
    transaction.on_commit(lambda: signal.send_robust(sender=None, **facts))
