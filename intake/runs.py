"""One passage of a file: read, check, compare with the database and, if told so, write."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from intake.checking import check_file
from intake.faults import UNREADABLE, Unreadable
from intake.kinds import Changes, Kind

ONE_IMPORT_AT_A_TIME = 7_420_001  # an arbitrary number that names the lock

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Report:
    """What became of a file. `changes` is None when it was refused; then nothing was written."""

    rows: int
    faults: pl.DataFrame
    extra: list[str]
    changes: Changes | None

    @property
    def unreadable(self) -> bool:
        return self.faults["code"].is_in(UNREADABLE).any()


def run(
    kind: Kind, raw: bytes, *, write: bool, by: AbstractBaseUser | None, progress: Progress = lambda percent: None
) -> Report:
    """Take the file in as a whole or not at all; `write=False` finds out what it would change.

    `progress` is told percents on the way.
    """
    with transaction.atomic():
        _wait_for_other_imports()
        try:
            checked = check_file(kind, raw)
        except Unreadable as error:
            return Report(0, error.faults, [], None)
        progress(40)
        rows = checked.rows.height
        if not checked.faults.is_empty():
            return Report(rows, checked.faults, checked.extra, None)
        changes = kind.bring_in(checked.rows, write=write, by=by)
        progress(90)
        return Report(rows, checked.faults, checked.extra, changes)


def _wait_for_other_imports() -> None:
    """Two files that bring the same new key would collide; SQLite has a single writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_IMPORT_AT_A_TIME])
