"""An evaluation file through the whole import, against a bare COPY of the rows it leaves behind."""

import os
import resource
import sys
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files import File  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.comparison import Comparison, alternate, hand_over  # noqa: E402
from elearning.sample import files  # noqa: E402
from evaluations.models import Appraisal, CompetencyScore, Score  # noqa: E402
from intake import actions  # noqa: E402
from intake.models import BatchState  # noqa: E402

ROWS = int(os.environ.get("ROWS", "100000"))
ROWS_OF_A_PERSON = 60  # rounded down, so that there are always people enough
ROUNDS = 3
MEMORY_BUDGET_MIB = 1024
FOREIGN_KEYS = """
SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'
"""


def main() -> None:
    call_command("migrate", verbosity=0)
    folder = settings.VAR_DIR / "sample"
    written = files.write(folder, today=timezone.localdate(), people=max(ROWS // ROWS_OF_A_PERSON, 100))
    for kind in files.ORDER[: files.ORDER.index("evaluations")]:
        call_command("import_data", kind, written[kind], stdout=sys.stderr)
    rows = shortened(written["evaluations"], folder / "rows.csv")
    imported(rows)
    tables = [Twin(Appraisal, folder), Twin(Score, folder, points_at={Appraisal: Twin.name_of(Appraisal)})]
    ours, bare = alternate(lambda: imported(rows), lambda: copied(tables), rounds=ROUNDS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = f"peak memory {peak:.0f} MiB (budget ≤ {MEMORY_BUDGET_MIB})"
    hand_over(Comparison(f"import of {ROWS:,} evaluation rows", ours, bare, "s", ours / bare, 3, note=note))


class Twin:
    """A table with the same columns, keys, indexes and checks as a model's, and the model's rows in a file."""

    def __init__(self, model: type[Model], folder: Path, points_at: dict[type[Model], str] | None = None):
        self.table, self.twin = model._meta.db_table, self.name_of(model)
        self.rows = folder / f"{self.twin}.copy"
        renamed = {original._meta.db_table: twin for original, twin in (points_at or {}).items()}
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {self.twin} (LIKE {self.table} INCLUDING ALL)")
            cursor.execute(FOREIGN_KEYS, [self.table])
            for (definition,) in cursor.fetchall():
                for original, twin in renamed.items():
                    definition = definition.replace(f"REFERENCES {original}(", f"REFERENCES {twin}(")
                cursor.execute(f"ALTER TABLE {self.twin} ADD {definition}")
            with cursor.copy(f"COPY {self.table} TO STDOUT") as out, self.rows.open("wb") as file:
                file.writelines(out)

    @staticmethod
    def name_of(model: type[Model]) -> str:
        return f"bare_{model._meta.model_name}"

    def copy(self) -> None:
        statement = f"COPY {self.twin} FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(statement) as copy, self.rows.open("rb") as file:
            while chunk := file.read(1 << 20):
                copy.write(chunk)


def shortened(source: Path, target: Path) -> Path:
    """The header and the first ROWS rows."""
    with source.open(encoding="utf-8") as read, target.open("w", encoding="utf-8") as write:
        write.writelines(islice(read, ROWS + 1))
    return target


def imported(rows: Path) -> None:
    """Everything an import does: kept, read, checked, written, summed up by competency."""
    empty(Score, CompetencyScore, Appraisal)
    with rows.open("rb") as opened:
        batch = actions.upload(kind="evaluations", file=File(opened, name=rows.name), filename=rows.name, by=None)
    actions.confirm(batch=batch, by=None, unseen=True)
    actions.apply(batch=batch)
    if batch.state != BatchState.APPLIED or batch.created != ROWS:
        raise RuntimeError(f"The import ended as {batch.state}.")


def copied(tables: list[Twin]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(table.twin for table in tables)}")
        for table in tables:
            table.copy()


def empty(*models) -> None:
    tables = ", ".join(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


if __name__ == "__main__":
    main()
