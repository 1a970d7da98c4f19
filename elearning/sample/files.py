"""Writes the sample organisation as the files of data/README.md."""

import csv
import datetime
import random
from collections.abc import Iterable
from pathlib import Path

from elearning.sample.appraisals import evaluation_rows, period_rows
from elearning.sample.events import feedback_rows, inspection_rows, training_rows
from elearning.sample.quarters import Quarter, closed_before
from elearning.sample.staff import Recruiter, Row

FIXED = Path(__file__).resolve().parents[2] / "content/sample"
ORDER = (
    "competencies",
    "frameworks",
    "periods",
    "units",
    "staff",
    "evaluations",
    "training_history",
    "feedback",
    "inspections",
    "rules",
)
SEED = 335


def write(folder: Path, *, today: datetime.date, people: int) -> dict[str, Path]:
    """Write all files into `folder`; returns kind → file, in the order of import."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {kind: folder / f"{kind}.csv" for kind in ORDER}
    for kind, rows in contents(today, people).items():
        _write(files[kind], rows)
    return files


def contents(today: datetime.date, people: int) -> dict[str, Iterable[Row]]:
    """The lines of each kind of file, for so many people, with periods that are closed on the day."""
    rng = random.Random(SEED)
    quarters = closed_before(today)
    criteria = _valid_since(_read("frameworks"), quarters[0])
    units = _read("units")
    staff = Recruiter(units, today, rng).people(people)
    return {
        "competencies": _read("competencies"),
        "frameworks": criteria,
        "periods": period_rows(quarters),
        "units": units,
        "staff": [person.row() for person in staff],
        "evaluations": evaluation_rows(staff, criteria, quarters, rng),
        "training_history": training_rows(staff, today, rng),
        "feedback": feedback_rows(staff, today, rng),
        "inspections": inspection_rows(staff, today, rng),
        "rules": _read("rules"),
    }


def _valid_since(criteria: list[Row], oldest: Quarter) -> list[Row]:
    """The frameworks, valid from the first day of the oldest quarter, whatever the day of the demo."""
    return [{**row, "hieu_luc_tu": f"{oldest.starts_on:%d/%m/%Y}"} for row in criteria]


def _read(kind: str) -> list[Row]:
    with (FIXED / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(file: Path, rows: Iterable[Row]) -> None:
    rows = iter(rows)
    first = next(rows)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, first.keys())
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)
