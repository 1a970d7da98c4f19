"""Brings a frame into a table as set operations: staged in a temporary table, compared, updated, inserted.

PostgreSQL takes the rows by COPY, SQLite by one prepared statement. Columns are those of the database (`unit_id`),
values are those it stores (whole units of exact decimals).
"""

import io
import itertools
from collections.abc import Sequence

import polars as pl
from django.db import connection, models

from intake.kinds import Changes

SLICE = 100_000
_numbers = itertools.count(1)


def insert(model: type[models.Model], rows: pl.DataFrame) -> None:
    """Append the rows; every column must be there that has no default in the database."""
    _load(_quote(model._meta.db_table), rows)


class Merge:
    """Rows on their way into a table, each found again by its `key`.

    `rows` has `line`, which names the row in answers, and a column for each field to set. `on_insert` gives what only
    a new row gets. Use as a context manager, inside a transaction: the staged rows go when it ends.
    """

    def __init__(
        self,
        model: type[models.Model],
        rows: pl.DataFrame,
        *,
        key: Sequence[str],
        on_insert: dict[str, object] | None = None,
    ):
        self.rows = rows
        self.key = list(key)
        self.values = [name for name in rows.columns if name not in ("line", *key)]
        self.on_insert = on_insert or {}
        self.fields = {field.column: field for field in model._meta.concrete_fields}
        self.pk = _quote(model._meta.pk.column)
        self.target = _quote(model._meta.db_table)
        self.stage = _quote(f"staged_{next(_numbers)}_{model._meta.model_name}")

    def __enter__(self):
        types = {name: self.fields[name].rel_db_type(connection) for name in [*self.key, *self.values]}
        columns = ", ".join(f"{_quote(name)} {db_type}" for name, db_type in types.items())
        _execute(f"CREATE TEMPORARY TABLE {self.stage} (line bigint, {columns})")
        _load(self.stage, self.rows.select("line", *types))
        if connection.vendor == "postgresql":
            _execute(f"ANALYZE {self.stage}")
        return self

    def __exit__(self, failure, *_):
        if failure is None:
            _execute(f"DROP TABLE {self.stage}")

    def changes(self) -> pl.DataFrame:
        """`line` and `state` (new, changed, unchanged) of every row, compared with the table as it is."""
        rows = _fetch(f"SELECT s.line, {self._state()} FROM {self._compared()}")  # noqa: S608
        return pl.DataFrame(rows, schema={"line": pl.Int64, "state": pl.String}, orient="row")

    def counts(self) -> Changes:
        """The same, counted by the database."""
        counted = dict(_fetch(f"SELECT {self._state()} AS state, COUNT(*) FROM {self._compared()} GROUP BY 1"))  # noqa: S608
        return Changes(counted.get("new", 0), counted.get("changed", 0), counted.get("unchanged", 0))

    def ids(self) -> pl.DataFrame:
        """`line` and `id` of every row that stands in the table."""
        rows = _fetch(
            f"SELECT s.line, t.{self.pk} FROM {self.stage} s JOIN {self.target} t ON {self._same_key()}"  # noqa: S608
        )
        return pl.DataFrame(rows, schema={"line": pl.Int64, "id": pl.Int64}, orient="row")

    def holding(self, column: str, expression: str) -> models.Func:
        """A condition for a queryset: some staged row has the value of `expression` (a field's path) in `column`."""
        _execute(f"CREATE INDEX {_quote('by_' + column)} ON {self.stage} ({_quote(column)})")
        condition = f"EXISTS (SELECT 1 FROM {self.stage} WHERE {_quote(column)} = %(expressions)s)"  # noqa: S608
        return models.Func(models.F(expression), template=condition, output_field=models.BooleanField())

    def write(self) -> None:
        """Replace the values of rows whose key exists, add the others in the order of their lines."""
        if self.values:
            assigned = ", ".join(f"{_quote(name)} = s.{_quote(name)}" for name in self.values)
            _execute(
                f"UPDATE {self.target} AS t SET {assigned} FROM {self.stage} s "  # noqa: S608
                f"WHERE {self._same_key()} AND ({self._differs()})"
            )
        names = [*self.key, *self.values]
        into = ", ".join(_quote(name) for name in [*names, *self.on_insert])
        given = ", ".join([*(f"s.{_quote(name)}" for name in names), *("%s" for _ in self.on_insert)])
        _execute(
            f"INSERT INTO {self.target} ({into}) SELECT {given} FROM {self._compared()} "  # noqa: S608
            f"WHERE t.{self.pk} IS NULL ORDER BY s.line",
            [self.fields[name].get_db_prep_save(value, connection) for name, value in self.on_insert.items()],
        )

    def _compared(self) -> str:
        return f"{self.stage} s LEFT JOIN {self.target} t ON {self._same_key()}"

    def _same_key(self) -> str:
        return " AND ".join(
            f"t.{_quote(name)} {_same() if self.fields[name].null else '='} s.{_quote(name)}" for name in self.key
        )

    def _differs(self) -> str:
        different = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
        return " OR ".join(f"t.{_quote(name)} {different} s.{_quote(name)}" for name in self.values) or "1 = 0"

    def _state(self) -> str:
        return f"CASE WHEN t.{self.pk} IS NULL THEN 'new' WHEN {self._differs()} THEN 'changed' ELSE 'unchanged' END"


def merge(model, rows: pl.DataFrame, *, key: Sequence[str], write: bool, on_insert=None) -> pl.DataFrame:
    """Compare and, if told so, write; gives `line` and `state` of every row."""
    with Merge(model, rows, key=key, on_insert=on_insert) as merging:
        changes = merging.changes()
        if write:
            merging.write()
    return changes


def merge_owners(model, rows: pl.DataFrame, *, key: str, write: bool) -> pl.DataFrame:
    """Bring in what several rows say alike, such as the visit an inspection line belongs to.

    Gives `line` and `state` for every row: the state of its owner.
    """
    owners = rows.unique(key, keep="first", maintain_order=True)
    states = owners.select(pl.col("line").cast(pl.Int64), key).join(
        merge(model, owners, key=[key], write=write), on="line"
    )
    return rows.select(pl.col("line").cast(pl.Int64), key).join(states.drop("line"), on=key).select("line", "state")


def merge_parts(
    model, rows: pl.DataFrame, *, owner: str, key: Sequence[str], owners: pl.DataFrame, write: bool
) -> pl.DataFrame:
    """Bring in rows that are parts of others, such as the weights of a criterion; parts no longer named are deleted.

    `owners` has `line` and `id` of every owner the file speaks about, with or without parts. Gives `line` and `state`
    of the owners' lines, `changed` where any part was added, changed or dropped.
    """
    kept = pl.DataFrame(
        list(model.objects.values_list("pk", *(_attname(model, name) for name in key))),
        schema={"pk": pl.Int64, **{name: rows.schema[name] for name in key}},
        orient="row",
    ).join(owners.select("line", id="id"), left_on=owner, right_on="id")
    dropped = kept.join(rows, on=list(key), how="anti")
    states = merge(model, rows, key=key, write=write)
    if write and not dropped.is_empty():
        model.objects.filter(pk__in=dropped["pk"].to_list()).delete()
    touched = pl.concat([states.filter(pl.col("state") != "unchanged")["line"], dropped["line"].cast(pl.Int64)])
    return pl.DataFrame({"line": touched.unique()}).with_columns(state=pl.lit("changed"))


def summed_up(main: pl.DataFrame, *others: pl.DataFrame) -> Changes:
    """Counts by row of the file: new if its main record is, changed if anything of it is new or changes."""
    touched = pl.concat([part.filter(pl.col("state") != "unchanged").select("line") for part in (main, *others)])
    new = main.filter(pl.col("state") == "new").select("line").unique()
    changed = touched.join(new, on="line", how="anti").unique()
    return Changes(new.height, changed.height, main["line"].n_unique() - new.height - changed.height)


def _load(table: str, rows: pl.DataFrame) -> None:
    columns = ", ".join(_quote(name) for name in rows.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)") as copy:
                for part in rows.iter_slices(SLICE):
                    buffer = io.BytesIO()
                    part.write_csv(buffer, include_header=False)
                    copy.write(buffer.getbuffer())
        else:
            marks = ", ".join("%s" for _ in rows.columns)
            texts = rows.with_columns(pl.col(pl.Date).dt.strftime("%Y-%m-%d"))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", texts.iter_rows())  # noqa: S608


def _same() -> str:
    return "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"


def _attname(model, column: str) -> str:
    return next(field.attname for field in model._meta.concrete_fields if field.column == column)


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)


def _execute(statement: str, parameters: Sequence[object] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _fetch(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
