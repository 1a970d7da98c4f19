"""Scores as other tools read them: the percent of every person, period and source by competency."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from django.db import connection
from django.db.models.functions import Collate

from evaluations.imports.evaluations import SOURCES
from evaluations.models import Competency, CompetencyScore
from evaluations.scoring import percent, rounded
from evaluations.spreadsheets import Cell

SOURCE_CODES = {source: code for code, source in SOURCES.items()}
PLACES = 4
AT_ONCE = 10_000


def score_columns() -> list[str]:
    return ["staff_id", "period", "source", *_competency_codes()]


def scores() -> Iterator[list[Cell]]:
    """One row for each person, period and source with any score, sorted by these; None where there is no score."""
    codes = _competency_codes()
    for staff_number, of_person in groupby(_by_staff_number(), key=itemgetter(0)):
        percents: dict[tuple[str, str], dict[str, Cell]] = {}
        for _, period, source, competency, points_sum, max_sum in of_person:
            row = percents.setdefault((period, SOURCE_CODES[source]), {})
            row[competency] = rounded(percent(points_sum, max_sum), PLACES)
        for (period, source), row in sorted(percents.items()):
            yield [staff_number, period, source, *map(row.get, codes)]


def _competency_codes() -> list[str]:
    return list(Competency.objects.values_list("code", flat=True))


def _by_staff_number() -> Iterator[tuple]:
    """Character by character, whatever order of letters the database prefers."""
    collation = "C" if connection.vendor == "postgresql" else "BINARY"
    found = CompetencyScore.objects.order_by(Collate("person__staff_number", collation)).values_list(
        "person__staff_number", "period__code", "source", "competency__code", "points_sum", "max_sum"
    )
    return found.iterator(chunk_size=AT_ONCE)
