"""The province's files: every wrong one yields exactly its errors, a good one changes what it says."""

import csv
from collections import defaultdict

import pytest
from django.db import transaction

from evaluations.models import Score
from intake.models import ImportBatch
from people.models import User
from tests.intake.files import status_of, write
from tests.province import EXPECTED, PROVINCE, load_province

WRONG_FILES = {
    "evaluations_cp1258": 2,
    "evaluations_empty": 2,
    "evaluations_errors": 1,
    "evaluations_header_only": 2,
    "evaluations_missing_column": 2,
    "evaluations_nul": 2,
    "staff_errors": 1,
}


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker, tmp_path_factory):
    """People, units, frameworks and periods of the province, in a transaction that is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_province(tmp_path_factory.mktemp("province"), upto="staff")
        yield
        transaction.set_rollback(True)


def listed(file):
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def expected_errors() -> dict[str, list[tuple]]:
    found = defaultdict(list)
    for row in listed(EXPECTED / "import_errors.csv"):
        found[row["file"]].append((row["file"], row["line"], row["column"], row["code"]))
    return found


@pytest.mark.parametrize(("name", "status"), WRONG_FILES.items())
def test_wrong_file_yields_exactly_its_errors(province, db, tmp_path, name, status):
    errors = tmp_path / "errors.csv"
    kind = name.partition("_")[0]
    assert status_of(kind, PROVINCE / f"{name}.csv", errors=errors) == status
    found = [(row["file"], row["line"], row["column"], row["code"]) for row in listed(errors)]
    assert found == sorted(expected_errors()[f"{name}.csv"], key=lambda row: (int(row[1]), *row[2:]))
    assert Score.objects.count() == 0
    assert not User.objects.filter(staff_number__startswith="CC-9000").exists()


def test_every_error_has_a_sentence_and_runs_in_no_spreadsheet(province, db, tmp_path):
    errors = tmp_path / "errors.csv"
    status_of("evaluations", PROVINCE / "evaluations_errors.csv", errors=errors)
    messages = [row["message"] for row in listed(errors)]
    assert all(len(message) > 20 for message in messages)
    assert not any(message.startswith(("=", "+", "-", "@")) for message in messages)


def test_good_file_with_semicolons_and_decimal_commas(province, db):
    assert status_of("evaluations", PROVINCE / "evaluations_semicolon.csv") == 0
    assert Score.objects.count() == 6
    assert Score.objects.filter(points__isnull=False).count() == 6


def test_same_file_twice_changes_nothing(province, db):
    status_of("evaluations", PROVINCE / "evaluations_semicolon.csv")
    before = list(Score.objects.order_by("pk").values())
    assert status_of("evaluations", PROVINCE / "evaluations_semicolon.csv") == 0
    batch = ImportBatch.objects.first()
    assert (batch.created, batch.changed, batch.unchanged) == (0, 0, 6)
    assert list(Score.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("kind", ["competencies", "frameworks", "periods", "units", "staff"])
def test_reference_files_twice_change_nothing(province, db, kind):
    assert status_of(kind, PROVINCE / f"{kind}.csv") == 0
    batch = ImportBatch.objects.first()
    assert (batch.created, batch.changed) == (0, 0)


def test_row_whose_key_exists_replaces_the_old_one(province, db, tmp_path):
    text = (PROVINCE / "evaluations_semicolon.csv").read_text(encoding="utf-8-sig")
    status_of("evaluations", PROVINCE / "evaluations_semicolon.csv")
    lines = text.splitlines()
    header = lines[0].split(";")
    cells = lines[1].split(";")
    cells[header.index("diem")] = "1,25"
    assert status_of("evaluations", write(tmp_path, "tep.csv", "\n".join([lines[0], ";".join(cells)]))) == 0
    batch = ImportBatch.objects.first()
    assert (batch.created, batch.changed, batch.unchanged) == (0, 1, 0)
    assert Score.objects.count() == 6
