"""Tables out, as CSV or XLSX. A cell is text, a decimal with the places it is to be shown with, a day, or None."""

import csv
import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from intake.spreadsheets import harmless

Cell = str | Decimal | datetime.date | None
MOST_PLACES = 6


def as_text(cell: Cell) -> str:
    """2026-12-01 for a day, nothing for None."""
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def write_csv(file: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """`rows` begin with the header, here and below."""
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([harmless(as_text(cell)) for cell in row] for row in rows)


def write_xlsx(file: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """Text is stored as text, so nothing in it runs; decimals and days as such, so that one can reckon with them."""
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        decimals = [book.add_format({"num_format": f"{0:.{places}f}"}) for places in range(MOST_PLACES + 1)]
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, place, cell, decimals[-cell.as_tuple().exponent])
                elif isinstance(cell, datetime.date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell:
                    sheet.write_string(number, place, cell)


WRITERS = {".csv": write_csv, ".xlsx": write_xlsx}
