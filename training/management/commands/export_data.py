import csv
from pathlib import Path

import xlsxwriter
from django.core.management.base import BaseCommand, CommandError

from evaluations import exports as evaluation_exports
from intake.spreadsheets import harmless
from training import exports

KINDS = {
    "assignments": (lambda: exports.ASSIGNMENT_COLUMNS, exports.assignments),
    "skipped": (lambda: exports.SKIPPED_COLUMNS, exports.skipped),
    "scores": (evaluation_exports.score_columns, evaluation_exports.scores),
}


class Command(BaseCommand):
    help = "Write assignments, skipped people or scores to a CSV or XLSX file."

    def add_arguments(self, parser):
        parser.add_argument("what", metavar="|".join(KINDS))
        parser.add_argument("file", type=Path, metavar="FILE.csv|FILE.xlsx")

    def handle(self, *, what, file, **options):
        if what not in KINDS:
            raise CommandError(f"“{what}” cannot be exported. Choose one of: {', '.join(KINDS)}.")
        writers = {".csv": _write_csv, ".xlsx": _write_xlsx}
        if file.suffix not in writers:
            raise CommandError(f"“{file.name}” ends neither in .csv nor in .xlsx.")
        columns, rows = KINDS[what]
        writers[file.suffix](file, [columns(), *rows()])


def _write_csv(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)


def _write_xlsx(file: Path, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
