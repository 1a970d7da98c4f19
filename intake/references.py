"""Known codes, as frames to look them up in."""

from collections.abc import Sequence

import polars as pl
from django.db.models import QuerySet

from intake import faults


def codes(queryset: QuerySet, field: str = "code") -> pl.DataFrame:
    """`code` and `id` of every record."""
    rows = list(queryset.order_by().values_list(field, "pk"))
    return pl.DataFrame(rows, schema={"code": pl.String, "id": pl.Int64}, orient="row")


def id_of(column: str, known: pl.DataFrame) -> pl.Expr:
    """The id of the code in the column; 0 for a record that the same file will make, which equals no id there is."""
    code = pl.col(column)
    found = code.replace_strict(known["code"], known["id"], default=0, return_dtype=pl.Int64)
    return pl.when(code.is_not_null()).then(found)


def differing(rows: pl.DataFrame, owner: str, columns: Sequence[str]) -> list[pl.DataFrame]:
    """Faults of rows that say something else about their owner than its first row does."""
    return [
        faults.where(rows, pl.col(name).ne_missing(pl.col(name).first().over(owner)), column=name, code="not_the_same")
        for name in columns
    ]
