"""What happens to a batch: uploaded, checked, confirmed, applied. Each step is claimed once; only one run wins."""

import datetime
import hashlib
import logging
from functools import partial

import polars as pl
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from intake import faults, kinds, runs, staging
from intake.models import BatchState, ImportBatch, RowError
from intake.signals import batch_applied

logger = logging.getLogger(__name__)

LOST_AFTER = datetime.timedelta(minutes=10)
MEGABYTE = 1024**2
LONGEST_VALUE = RowError._meta.get_field("value").max_length


class FileTooLarge(ValueError):
    """The file is larger than IMPORT_MAX_MB."""


class FileChanged(ValueError):
    """The stored file is not the one that was checked."""


class AlreadyDecided(ValueError):
    """The batch is no longer waiting for this decision."""


class ClaimLost(RuntimeError):
    """Another worker took the batch over; nothing of this run is kept."""


def refuse_too_large(file: File) -> None:
    """Raises FileTooLarge."""
    if file.size > settings.IMPORT_MAX_MB * MEGABYTE:
        raise FileTooLarge(
            _("The file has %(size)d MB; at most %(most)d MB are accepted. Divide it and upload the parts.")
            % {"size": -(-file.size // MEGABYTE), "most": settings.IMPORT_MAX_MB}
        )


def upload(*, kind: str, file: File, filename: str, by: AbstractBaseUser | None) -> ImportBatch:
    """Keep the file privately, to be checked. Raises UnknownKind or FileTooLarge."""
    kinds.get(kind)
    refuse_too_large(file)
    digest, lines = hashlib.sha256(), 0
    for chunk in file.chunks():
        digest.update(chunk)
        lines += chunk.count(b"\n")
    batch = ImportBatch(kind=kind, filename=filename[:255], sha256=digest.hexdigest(), rows=lines, uploaded_by=by)
    batch.file.save(f"{digest.hexdigest()[:16]}.csv", file, save=False)
    batch.save()
    log(batch, "intake.uploaded", user=by)
    return batch


def check(*, batch: ImportBatch) -> None:
    """Find out what the file would change and what is wrong with it. Does nothing unless the batch waits for it."""
    if _claimed(batch, BatchState.UPLOADED, BatchState.CHECKING):
        _run(batch, write=False)


def confirm(*, batch: ImportBatch, by: AbstractBaseUser | None, unseen: bool = False) -> None:
    """Decide that the file shall be applied. `unseen` confirms it without a check before.

    Raises FileChanged when the stored file is not the one that was checked, AlreadyDecided when somebody was faster.
    """
    if _stored(batch) is None:
        raise FileChanged(_("The file changed between preview and confirmation; upload it again."))
    _decide(
        batch,
        BatchState.UPLOADED if unseen else BatchState.CHECKED,
        state=BatchState.CONFIRMED,
        confirmed_at=timezone.now(),
    )
    log(batch, "intake.confirmed", user=by)


def cancel(*, batch: ImportBatch, by: AbstractBaseUser | None) -> None:
    """Drop a batch that waits for confirmation. Raises AlreadyDecided."""
    _decide(batch, BatchState.CHECKED, state=BatchState.CANCELLED)
    log(batch, "intake.cancelled", user=by)


def apply(*, batch: ImportBatch) -> None:
    """Check the file once more and write its rows, all or none. Does nothing unless the batch is confirmed."""
    if _claimed(batch, BatchState.CONFIRMED, BatchState.APPLYING):
        _run(batch, write=True)


def release_lost(*, now: datetime.datetime) -> list[ImportBatch]:
    """Every batch a worker should take: those waiting, and those whose worker has been silent for too long."""
    back = {BatchState.CHECKING: BatchState.UPLOADED, BatchState.APPLYING: BatchState.CONFIRMED}
    for working, waiting in back.items():
        lost = ImportBatch.objects.filter(state=working, claimed_at__lt=now - LOST_AFTER)
        lost.update(state=waiting, claimed_at=None)
    return list(ImportBatch.objects.filter(state__in=back.values()))


def _decide(batch: ImportBatch, expected: BatchState, **changes: object) -> None:
    if not ImportBatch.objects.filter(pk=batch.pk, state=expected).update(**changes):
        raise AlreadyDecided(_("This import was already confirmed, cancelled or refused. Look at its present state."))
    batch.refresh_from_db()


def _claimed(batch: ImportBatch, waiting: BatchState, working: BatchState) -> bool:
    """Take the batch if it still waits: of two workers one gets it."""
    now = timezone.now()
    got = ImportBatch.objects.filter(pk=batch.pk, state=waiting).update(state=working, claimed_at=now, progress=0)
    batch.refresh_from_db()
    return bool(got)


def _run(batch: ImportBatch, *, write: bool) -> None:
    raw = _stored(batch)
    if raw is None:
        _finish(batch, _refused("file_changed"), write=write)
        return
    try:
        with transaction.atomic():
            report = runs.run(
                kinds.get(batch.kind), raw, write=write, by=batch.uploaded_by, progress=partial(_show_progress, batch)
            )
            _finish(batch, report, write=write)
    except (OperationalError, ClaimLost):
        raise
    except Exception:
        logger.exception("Import %s (%s) stopped.", batch.pk, batch.filename)
        _finish(batch, _refused("internal_fault"), write=write)


def _refused(code: str) -> runs.Report:
    return runs.Report(0, faults.of_file(code), [], None)


@transaction.atomic
def _finish(batch: ImportBatch, report: runs.Report, *, write: bool) -> None:
    """Write down what became of the file, if the batch is still this run's."""
    now = timezone.now()
    result = {"state": BatchState.REFUSED, "progress": 100, "warnings": _warnings(report), "rows": report.rows}
    if report.changes is not None:
        result |= vars(report.changes)
        result |= {"state": BatchState.APPLIED, "applied_at": now} if write else {"state": BatchState.CHECKED}
    held = ImportBatch.objects.filter(pk=batch.pk, state=batch.state, claimed_at=batch.claimed_at)
    if not held.update(**result):
        raise ClaimLost(f"Import {batch.pk} was taken over by another worker.")
    batch.refresh_from_db()
    batch.errors.all().delete()
    staging.insert(RowError, _as_row_errors(batch, report.faults))
    if batch.state == BatchState.APPLIED:
        transaction.on_commit(lambda: batch_applied.send(ImportBatch, batch_id=batch.pk), robust=True)


def _warnings(report: runs.Report) -> list[dict[str, str]]:
    return [{"code": "extra_column", "column": header} for header in report.extra]


def _as_row_errors(batch: ImportBatch, found: pl.DataFrame) -> pl.DataFrame:
    return found.select(
        "line", "column", "code", pl.col("value").str.slice(0, LONGEST_VALUE), batch_id=batch.pk, sheet=pl.lit("")
    )


def _stored(batch: ImportBatch) -> bytes | None:
    """The file as it was uploaded; None when it is gone or is another one."""
    try:
        with batch.file.open("rb") as file:
            raw = file.read()
    except FileNotFoundError:
        return None
    return raw if hashlib.sha256(raw).hexdigest() == batch.sha256 else None


def _show_progress(batch: ImportBatch, percent: int) -> None:
    """Seen by others at once, outside the transaction; SQLite has a single writer, so there it waits for the end."""
    if connection.vendor != "postgresql":
        return
    beside = connection.copy()
    try:
        table = connection.ops.quote_name(ImportBatch._meta.db_table)
        with beside.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET progress = %s WHERE id = %s", [percent, batch.pk])  # noqa: S608
    finally:
        beside.close()
