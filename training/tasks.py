"""Background work. Each task may run twice or die half-way; what it left is found by the next sweep."""

from celery import shared_task
from django.utils import timezone

from training.actions import assignments, messages, runs
from training.models import RunTrigger


@shared_task
def apply_rules_nightly():
    runs.apply_rules(as_of=timezone.localdate(), trigger=RunTrigger.NIGHTLY)
    sweep_messages.delay_on_commit()


@shared_task
def sweep_evidence():
    """Run the rules if evidence came in that no run has seen."""
    if runs.rules_are_behind():
        runs.apply_rules(as_of=timezone.localdate(), trigger=RunTrigger.IMPORT)
        sweep_messages.delay_on_commit()


@shared_task
def sweep_completions():
    """Close what a completed run answers but whose message was lost."""
    for enrolment in assignments.unanswered_completions():
        assignments.complete(enrolment=enrolment)


@shared_task
def sweep_messages():
    for pk in messages.due(now=timezone.now()):
        send_message.delay_on_commit(pk)


@shared_task
def send_message(reminder_id: int):
    messages.send(reminder_id=reminder_id)
