"""What is wrong with a file: where, in which column, which mistake. Kept as a table, because there may be many."""

from collections.abc import Iterable, Sequence

import polars as pl

# A wrong file of a million rows may have some mistakes in each; few different words are kept once.
SCHEMA = {"line": pl.Int64, "column": pl.Categorical, "code": pl.Categorical, "value": pl.String}

# Mistakes that make the file as a whole unreadable; every other one refuses rows.
UNREADABLE = ("empty_file", "nul_byte", "encoding_not_utf8", "missing_column", "no_rows")


class Unreadable(Exception):
    """The file could not be read as a table. `faults` says why."""

    def __init__(self, faults: pl.DataFrame):
        self.faults = faults
        super().__init__(", ".join(faults["code"]))


def of_file(code: str, line: int = 0, columns: Sequence[str] = ("",)) -> pl.DataFrame:
    """A mistake of the file as a whole (line 0) or of its header, one row for each column."""
    return pl.DataFrame([(line, column, code, "") for column in columns], schema=SCHEMA, orient="row")


def where(rows: pl.DataFrame, mistaken: pl.Expr, *, column: str, code: str) -> pl.DataFrame:
    """One fault for each row the condition holds for; `value` is filled in by `with_values`."""
    return rows.filter(mistaken).select(
        pl.col("line").cast(pl.Int64),
        column=pl.lit(column, pl.Categorical),
        code=pl.lit(code, pl.Categorical),
        value=pl.lit("", pl.String),
    )


def together(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All faults, each once, by line, column and code."""
    return pl.concat([pl.DataFrame(schema=SCHEMA), *parts]).unique().sort("line", "column", "code")


def with_values(faults: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The faults with the text of the cell each is about."""
    texts = cells.with_columns(pl.col("line").cast(pl.Int64))
    named = [
        part.drop("value").join(texts.select("line", value=pl.col(name).cast(pl.String)), on="line", how="left")
        if name in cells.columns
        else part
        for (name,), part in faults.partition_by("column", as_dict=True).items()
    ]
    filled = pl.concat([pl.DataFrame(schema=SCHEMA), *named]).with_columns(pl.col("value").fill_null(""))
    return filled.sort("line", "column", "code")
