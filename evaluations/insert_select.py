"""INSERT … SELECT: the rows of a query become rows of a table without passing through Python."""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet


def insert_select(model: type[Model], rows: QuerySet, *, ignore_conflicts: bool = False) -> int:
    """Insert what `rows` selects; give the number of rows written.

    `rows` is a `.values(...)` query whose names are fields of `model`. With `ignore_conflicts` a row that a constraint
    forbids is left out instead of raising IntegrityError.
    """
    try:
        select, params = rows.order_by().query.sql_with_params()
    except EmptyResultSet:
        return 0
    quote = connection.ops.quote_name
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in rows.query.selected)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) SELECT * FROM ({select}) AS new_rows"  # noqa: S608
    if ignore_conflicts:
        statement += " WHERE TRUE ON CONFLICT DO NOTHING"  # without WHERE, SQLite reads ON as part of a join
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount
