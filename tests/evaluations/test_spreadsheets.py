import csv
import datetime
from decimal import Decimal

import fastexcel
import pytest

from evaluations.spreadsheets import WRITERS, write_csv, write_xlsx

ROWS = [
    ["staff_id", "name", "percent", "due_on", "rule"],
    ["0004271", "=HYPERLINK(1)", Decimal("-15.50"), datetime.date(2026, 12, 1), None],
]


def test_csv_keeps_zeros_and_places_and_runs_no_formula(tmp_path):
    write_csv(tmp_path / "t.csv", ROWS)
    with (tmp_path / "t.csv").open(newline="") as file:
        _, row = csv.reader(file)
    assert row == ["0004271", "'=HYPERLINK(1)", "-15.50", "2026-12-01", ""]


def test_xlsx_holds_text_numbers_and_days_as_such(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", ROWS)
    sheet = fastexcel.read_excel(tmp_path / "t.xlsx").load_sheet(0)
    (row,) = sheet.to_polars().select("staff_id", "name", "percent", "due_on").rows()
    assert row[:3] == ("0004271", "=HYPERLINK(1)", -15.5)
    assert str(row[3]).startswith("2026-12-01")


@pytest.mark.parametrize("ending", WRITERS)
def test_a_table_without_rows_has_its_header(tmp_path, ending):
    file = tmp_path / f"t{ending}"
    WRITERS[ending](file, ROWS[:1])
    assert file.stat().st_size > 0
