"""Small files to import, written as HR would."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from intake import actions
from intake.models import ImportBatch

UNITS = "unit_code,unit_name,parent_code,unit_type,level,valid_from,valid_to,successor_code\n"
STAFF = "staff_id,full_name,unit_code,position,job_position_code,category,status,post_from,post_to,manager_staff_id\n"
TWO_UNITS = UNITS + "B,Phòng B,A,phong,xa,01/07/2025,,\nA,Xã A,,ubnd_xa,xa,01/07/2025,,\n"


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def upload(text: str | bytes, kind: str = "units", filename: str = "tep.csv", by=None) -> ImportBatch:
    raw = text.encode() if isinstance(text, str) else text
    return actions.upload(kind=kind, file=ContentFile(raw, name=filename), filename=filename, by=by)


def take_in(text: str, kind: str) -> ImportBatch:
    """Upload, check, confirm and apply."""
    batch = upload(text, kind)
    actions.check(batch=batch)
    if not batch.errors.exists():
        actions.confirm(batch=batch, by=None)
        actions.apply(batch=batch)
    return batch


def counts(batch: ImportBatch) -> tuple[int, int, int]:
    return batch.created, batch.changed, batch.unchanged


def codes(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return list(batch.errors.values_list("line", "column", "code"))


def status_of(*arguments, **options) -> int:
    """The exit status of import_data."""
    try:
        call_command("import_data", *arguments, **options)
    except CommandError as error:
        return error.returncode
    return 0
