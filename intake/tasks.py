from celery import shared_task
from django.utils import timezone

from intake import actions
from intake.models import BatchState, ImportBatch


@shared_task
def check_batch(batch_id):
    actions.check(batch=ImportBatch.objects.get(pk=batch_id))


@shared_task
def apply_batch(batch_id):
    actions.apply(batch=ImportBatch.objects.get(pk=batch_id))


@shared_task
def sweep_batches():
    """Hand over again what a lost message or a killed worker left undone."""
    steps = {BatchState.UPLOADED: check_batch, BatchState.CONFIRMED: apply_batch}
    for batch in actions.release_lost(now=timezone.now()):
        steps[batch.state].delay_on_commit(batch.pk)
