"""Turns the texts of a table into typed rows and finds every mistake of every row in one go."""

from dataclasses import dataclass

import polars as pl

from intake import faults
from intake.columns import Cell, Column, Reference
from intake.kinds import Kind
from intake.reading import Table, read_table


@dataclass(frozen=True)
class Checked:
    """`rows`: `line` and one typed column for each column of the kind. `faults` and `extra` as in `Table`."""

    rows: pl.DataFrame
    faults: pl.DataFrame
    extra: list[str]


def check_file(kind: Kind, raw: bytes) -> Checked:
    """Read and check a file; looks up codes in the database, writes nothing. Raises Unreadable."""
    table = read_table(raw, aliases=kind.aliases, required=kind.required)
    rows, found = _typed(kind, table)
    rows, more = kind.check(rows)
    found = faults.together([table.faults, *found, *more])
    found = faults.together([found, _repeated(rows, kind.key, found)])
    return Checked(rows, faults.with_values(found, table.cells), table.extra)


def _typed(kind: Kind, table: Table) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    values, found = [table.cells["line"]], []
    for column in kind.columns:
        parsed = _parsed(column, table.cells)
        values.append(parsed["value"].alias(column.en))
        codes = [code for code in parsed.columns if code not in ("line", "value")]
        found += [faults.where(parsed, pl.col(code), column=column.en, code=code) for code in codes]
    return pl.DataFrame(values), found


def _parsed(column: Column, cells: pl.DataFrame) -> pl.DataFrame:
    """`line`, `value` and one yes/no column for each mistake that occurs. Each distinct text is parsed only once."""
    texts = pl.DataFrame({"cell": cells[column.en].unique()}).with_columns(text=pl.col("cell").cast(pl.String))
    parse = _looked_up if isinstance(column.cell, Reference) else _converted
    values, mistakes = parse(column.cell, texts, cells)
    if column.required and not column.may_be_empty:
        mistakes = {**mistakes, "missing_value": pl.col("text").is_null()}
    judged = values.with_columns(**{code: wrong.fill_null(False) for code, wrong in mistakes.items()})
    occurring = [code for code in mistakes if judged[code].any()]
    return (
        cells.select("line", cell=column.en)
        .join(
            judged.select("cell", "value", *occurring), on="cell", how="left", nulls_equal=True, maintain_order="left"
        )
        .drop("cell")
    )


def _converted(cell: Cell, texts: pl.DataFrame, _cells: pl.DataFrame):
    text = pl.col("text")
    return texts.with_columns(value=cell.value(text)), cell.mistakes(text)


def _looked_up(cell: Reference, texts: pl.DataFrame, cells: pl.DataFrame):
    found = texts.join(cell.known().select(text="code", value="id"), on="text", how="left")
    known = pl.col("value").is_not_null()
    if cell.own_file:
        known |= pl.col("cell").is_in(cells[cell.own_file].drop_nulls().implode())
    unknown = pl.col("text").is_not_null() & ~known
    found = found.with_columns(unknown=unknown, value="text" if cell.own_file else "value")
    return found, {cell.code: pl.col("unknown")}


def _repeated(rows: pl.DataFrame, key: tuple[str, ...], found: pl.DataFrame) -> pl.DataFrame:
    """Rows without any mistake whose key an earlier row without mistake has already."""
    mistaken = found.select(pl.col("line").cast(rows.schema["line"])).unique()
    good = rows.select("line", *key).join(mistaken, on="line", how="anti", maintain_order="left")
    return faults.where(good, ~pl.struct(key).is_first_distinct(), column="", code="duplicate_key")
