"""Reads a file of HR into a table of texts, however it was written. Pure: bytes in, table or faults out.

Accepted is what data/README.md, section 1, lists: UTF-8 with or without BOM, LF or CRLF, comma or semicolon told by
the header, quotes, Vietnamese or English headers in any case and order.
"""

import csv
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from intake import faults

BOM = b"\xef\xbb\xbf"
BLANKS = " \t\r\n\v\f\u00a0\ufeff"
SEPARATORS = ",;"
SLICE = 100_000  # records divided at a time, so that the pieces of a large file do not stand side by side in memory


@dataclass(frozen=True)
class Table:
    """The rows of a file as texts.

    `cells`: `line` as an editor shows it, and one column for each wanted name, its distinct texts kept once; an empty
    cell is null.
    `faults`: lines that could not be divided into cells. `extra`: headers nobody asked for.
    """

    cells: pl.DataFrame
    faults: pl.DataFrame
    extra: list[str]


def read_table(raw: bytes, *, aliases: Mapping[str, str], required: Sequence[str]) -> Table:
    """Divide the file into cells.

    `aliases` leads from each accepted header, in small letters, to the column's name; `required` are the names that
    must be present. Raises Unreadable for a file that is no such table.
    """
    records = _records(raw)
    header_line, header_text = records.row(0)
    separator = max(SEPARATORS, key=header_text.count)
    headers = [_clean_text(cell) for cell in next(csv.reader([header_text], delimiter=separator))]
    names = [aliases.get(header.lower()) for header in headers]
    _refuse_bad_header(names, required, header_line)
    body = records.slice(1).filter(pl.col("text").str.strip_chars(BLANKS + separator + '"') != "")
    if body.is_empty():
        raise faults.Unreadable(faults.of_file("no_rows", header_line))
    parts = [_divide(part, separator, names) for part in body.iter_slices(SLICE)]
    absent = [pl.lit(None, pl.Categorical).alias(name) for name in dict.fromkeys(aliases.values()) if name not in names]
    cells = pl.concat([cells for cells, _found in parts]).with_columns(absent)
    extra = [header for header, name in zip(headers, names, strict=True) if header and not name]
    return Table(cells, faults.together([found for _cells, found in parts]), extra)


def _records(raw: bytes) -> pl.DataFrame:
    """`line` and `text` of every line that is not blank; a quoted cell may go over several lines."""
    body = raw.removeprefix(BOM)
    if not body.strip():
        raise faults.Unreadable(faults.of_file("empty_file"))
    if b"\0" in body:
        raise faults.Unreadable(faults.of_file("nul_byte"))
    try:
        lines = pl.read_lines(body, name="text", row_index_name="line", row_index_offset=1)
    except pl.exceptions.ComputeError as error:
        raise faults.Unreadable(faults.of_file("encoding_not_utf8")) from error
    if b'"' in body:
        lines = _joined_over_quotes(lines)
    records = lines.filter(pl.col("text").str.strip_chars(BLANKS) != "")
    if records.is_empty():
        raise faults.Unreadable(faults.of_file("empty_file"))
    return records


def _joined_over_quotes(lines: pl.DataFrame) -> pl.DataFrame:
    """Join lines while a quotation mark is open; the record keeps the number of its first line."""
    odd = lines["text"].str.count_matches('"', literal=True) % 2
    if not odd.sum():
        return lines
    begins = (odd.cum_sum() - odd) % 2 == 0
    return (
        lines.group_by(begins.cum_sum().alias("record"), maintain_order=True)
        .agg(pl.col("line").first(), pl.col("text").str.join("\n"))
        .select("line", "text")
    )


def _refuse_bad_header(names: list[str | None], required: Sequence[str], line: int) -> None:
    missing = [name for name in required if name not in names]
    if missing:
        raise faults.Unreadable(faults.of_file("missing_column", line, missing))
    twice = [name for name, count in Counter(names).items() if name and count > 1]
    if twice:
        raise faults.Unreadable(faults.of_file("duplicate_column", line, twice))


def _divide(body: pl.DataFrame, separator: str, names: Sequence[str | None]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`line` and the cleaned cells of each record of the right width, and the faults of the others."""
    quoted = body["text"].str.contains('"', literal=True)
    plain, plain_faults = _divide_plain(body.filter(~quoted), separator, len(names))
    careful, careful_faults = _divide_quoted(body.filter(quoted), separator, len(names))
    divided = pl.concat([plain, careful]).sort("line")
    cells = [_cleaned(divided[f"column_{position}"]).alias(name) for position, name in enumerate(names) if name]
    return divided.select("line", *cells), faults.together([plain_faults, careful_faults])


def _divide_plain(body: pl.DataFrame, separator: str, width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    counted = body.with_columns(width=pl.col("text").str.count_matches(separator, literal=True) + 1)
    fits = counted.filter(pl.col("width") == width)
    cells = fits["text"].str.split_exact(separator, width - 1).struct.rename_fields(_column_names(width))
    found = faults.where(counted, pl.col("width") != width, column="", code="column_count")
    return fits.select("line").hstack(cells.struct.unnest()), found


def _divide_quoted(body: pl.DataFrame, separator: str, width: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A separator before each record makes every cell one match: quoted with doubled quotes inside, or bare."""
    cell = rf'{separator}("(?:[^"]|"")*"|[^"{separator}][^{separator}]*|)'
    divided = body.with_columns(pieces=(separator + pl.col("text")).str.extract_all(cell)).with_columns(
        whole=pl.col("pieces").list.eval(pl.element().str.len_bytes()).list.sum() == pl.col("text").str.len_bytes() + 1,
        width=pl.col("pieces").list.len(),
    )
    found = [
        faults.where(divided, ~pl.col("whole"), column="", code="bad_quotes"),
        faults.where(divided, pl.col("whole") & (pl.col("width") != width), column="", code="column_count"),
    ]
    fits = divided.filter(pl.col("whole") & (pl.col("width") == width))
    cells = [
        _unquoted(pl.col("pieces").list.get(position)).alias(name) for position, name in enumerate(_column_names(width))
    ]
    return fits.select("line", *cells), faults.together(found)


def _column_names(width: int) -> list[str]:
    return [f"column_{position}" for position in range(width)]


def _unquoted(piece: pl.Expr) -> pl.Expr:
    """The cell behind its separator, without the quotes around it."""
    bare = piece.str.slice(1)
    inside = bare.str.slice(1, bare.str.len_chars() - 2).str.replace_all('""', '"', literal=True)
    return pl.when(bare.str.starts_with('"')).then(inside).otherwise(bare)


def _cleaned(cells: pl.Series) -> pl.Series:
    """Texts in NFC, no blanks around, one blank inside for a run of them; null when nothing is left."""
    if cells.str.contains(r"[^\x00-\x7f]").any():
        cells = cells.str.normalize("NFC")
    cells = cells.str.replace_all(r"\s+", " ").str.strip_chars(BLANKS)
    return cells.set(cells == "", None).cast(pl.Categorical)


def _clean_text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).strip(BLANKS)
