"""manage.py import_data KIND FILE [--dry-run] [--errors FILE.csv]"""

import csv
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from intake import actions, faults, kinds, runs
from intake.error_lists import error_rows
from intake.models import BatchState
from intake.sentences import sentence

REJECTED, UNREADABLE = 1, 2
SHOWN = 50


class Command(BaseCommand):
    help = "Imports one file, all of it or nothing. Exit status: 0 applied, 1 rejected rows, 2 unreadable."

    def add_arguments(self, parser):
        parser.add_argument("kind", help="one of: " + " ".join(kind.code for kind in kinds.in_order()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
        parser.add_argument("--errors", type=Path, metavar="FILE.csv", help="write every error to this file")

    def handle(self, *, kind, file, dry_run, errors, **options):
        try:
            with file.open("rb") as opened:
                outcome = (self.preview if dry_run else self.import_file)(kind, File(opened, name=file.name))
        except (kinds.UnknownKind, actions.FileTooLarge, OSError) as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        found, changes, extra = outcome
        for header in extra:
            self.stderr.write(f"{file.name}: {sentence('extra_column', column=header)}")
        if errors:
            _write_errors(errors, file.name, found)
        if changes is None:
            self.refuse(file.name, found)
        verb = "would change" if dry_run else "imported"
        self.stdout.write(
            f"{file.name}: {verb}: {changes.created} new, {changes.changed} changed, {changes.unchanged} unchanged"
        )

    def preview(self, kind, file):
        actions.refuse_too_large(file)
        report = runs.run(kinds.get(kind), file.read(), write=False, by=None)
        return list(report.faults.iter_rows()), report.changes, report.extra

    def import_file(self, kind, file):
        batch = actions.upload(kind=kind, file=file, filename=file.name, by=None)
        actions.confirm(batch=batch, by=None, unseen=True)
        actions.apply(batch=batch)
        applied = batch.state == BatchState.APPLIED
        changes = kinds.Changes(batch.created, batch.changed, batch.unchanged) if applied else None
        found = list(batch.errors.values_list("line", "column", "code", "value"))
        return found, changes, [warning["column"] for warning in batch.warnings]

    def refuse(self, name: str, found: list[tuple]) -> None:
        for line, column, code, value in found[:SHOWN]:
            self.stderr.write(f"{name}:{line}: {column}: {code}: {sentence(code, column=column, value=value)}")
        if len(found) > SHOWN:
            self.stderr.write(f"… and {len(found) - SHOWN} more; --errors FILE.csv writes all of them.")
        unreadable = any(code in faults.UNREADABLE for _line, _column, code, _value in found)
        raise CommandError(
            f"{name}: errors: {len(found)}. Nothing was imported.", returncode=UNREADABLE if unreadable else REJECTED
        )


def _write_errors(path: Path, name: str, found: list[tuple]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(error_rows(name, found))
