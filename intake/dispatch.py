"""Small files are worked on at once, large ones by the worker, so that nobody waits for a page."""

from django.conf import settings

from intake import actions, tasks
from intake.models import ImportBatch


def check(batch: ImportBatch) -> None:
    if _is_small(batch):
        actions.check(batch=batch)
    else:
        tasks.check_batch.delay_on_commit(batch.pk)


def apply(batch: ImportBatch) -> None:
    if _is_small(batch):
        actions.apply(batch=batch)
    else:
        tasks.apply_batch.delay_on_commit(batch.pk)


def _is_small(batch: ImportBatch) -> bool:
    return batch.rows <= settings.IMPORT_INLINE_ROWS
