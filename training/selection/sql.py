"""Puts statements together from named parts, so that values always travel as parameters."""

import datetime
from dataclasses import dataclass
from string import Formatter

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and the values of its `%s` marks, in order."""

    text: str
    params: tuple = ()


def compose(template: str, **parts) -> Sql:
    """Fill `{name}` marks: a model gives its table, a query its SELECT, an Sql itself, a list its items with commas
    between, anything else becomes a parameter."""
    text, params = [], []
    for literal, name, _format, _conversion in Formatter().parse(template):
        text.append(literal)
        if name is not None:
            piece = _piece(parts[name])
            text.append(piece.text)
            params.extend(piece.params)
    return Sql("".join(text), tuple(params))


def execute(statement: Sql) -> int:
    """Run a statement; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return cursor.rowcount


def _piece(part) -> Sql:
    if isinstance(part, Sql):
        return part
    if isinstance(part, type) and issubclass(part, Model):
        return Sql(connection.ops.quote_name(part._meta.db_table))
    if isinstance(part, QuerySet):
        return _select(part)
    if isinstance(part, list):
        pieces = [_piece(item) for item in part]
        return Sql(
            ", ".join(piece.text for piece in pieces), tuple(param for piece in pieces for param in piece.params)
        )
    if isinstance(part, datetime.datetime):
        return Sql("%s", (connection.ops.adapt_datetimefield_value(part),))
    if isinstance(part, datetime.date):
        return Sql("%s", (connection.ops.adapt_datefield_value(part),))
    return Sql("%s", (part,))


def _select(rows: QuerySet) -> Sql:
    try:
        return Sql(*rows.order_by().query.sql_with_params())
    except EmptyResultSet:
        return Sql("SELECT NULL WHERE 1 = 0")
