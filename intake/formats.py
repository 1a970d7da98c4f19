"""Says in words which columns a kind of file has and what they hold."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import columns, kinds

HOLDS = {
    columns.Text: gettext_lazy("any text"),
    columns.Number: gettext_lazy("number, with decimal comma or point"),
    columns.Date: gettext_lazy("day: 31/12/2026 or 2026-12-31"),
    columns.Flag: gettext_lazy("1 (yes) or 0 (no)"),
    columns.Items: gettext_lazy("list, separated by |"),
    columns.Reference: gettext_lazy("code or number that is known already"),
}


@dataclass(frozen=True)
class ColumnHelp:
    headers: str
    required: bool
    holds: str


def column_help(kind: kinds.Kind) -> list[ColumnHelp]:
    return [ColumnHelp(both_headers(column), column.required, _holds(column.cell)) for column in kind.columns]


def both_headers(column: columns.Column) -> str:
    return f"{column.vi} / {column.en}"


def headers_of(kind: str) -> dict[str, str]:
    """Both headers of each column, by its English name."""
    return {column.en: both_headers(column) for column in kinds.get(kind).columns}


def _holds(cell: columns.Cell) -> str:
    if isinstance(cell, columns.Choice):
        return _("one of: %(words)s") % {"words": ", ".join(cell.words)}
    return str(HOLDS[type(cell)])
