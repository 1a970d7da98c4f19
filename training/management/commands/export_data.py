from itertools import chain
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluations import exports as evaluation_exports
from evaluations.spreadsheets import WRITERS
from training import exports

TABLES = {
    "assignments": (lambda: exports.ASSIGNMENT_COLUMNS, exports.assignments),
    "skipped": (lambda: exports.SKIPPED_COLUMNS, exports.skipped),
    "scores": (evaluation_exports.score_columns, evaluation_exports.scores),
}


class Command(BaseCommand):
    help = "Write all assignments, the people the newest run of the rules skipped, or all scores to a file."

    def add_arguments(self, parser):
        parser.add_argument("what", metavar="|".join(TABLES))
        parser.add_argument("file", type=Path, metavar="FILE.csv|FILE.xlsx")

    def handle(self, *, what, file, **options):
        if what not in TABLES:
            raise CommandError(f"“{what}” cannot be exported. Choose one of: {', '.join(TABLES)}.")
        write = WRITERS.get(file.suffix.lower())
        if write is None:
            raise CommandError(f"“{file.name}” ends neither in .csv nor in .xlsx. Choose one of these endings.")
        columns, rows = TABLES[what]
        try:
            write(file, chain([columns()], rows()))
        except OSError as error:
            raise CommandError(f"“{file}” cannot be written: {error.strerror}. Choose another place.") from error
