"""The kinds of files HR hands over. Each app registers its own in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from intake.columns import Column


@dataclass(frozen=True)
class Changes:
    """What a file changes: rows that are new, that replace others, that are there already."""

    created: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    `place` in the order of import. `columns` by both headers; `key` names the columns of which a file may hold no two
    equal rows. `check` looks at the rows as a whole: it takes the typed rows and gives them back, with what it looked
    up, and the faults it found. `bring_in` compares the rows with the database and, if told so, writes them.
    """

    code: str
    label: str
    place: int
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    bring_in: Callable[..., Changes]
    check: Callable[[pl.DataFrame], tuple[pl.DataFrame, list[pl.DataFrame]]] = lambda rows: (rows, [])

    @property
    def aliases(self) -> dict[str, str]:
        """Each accepted header in small letters, and the English name."""
        return {name.lower(): column.en for column in self.columns for name in (column.vi, column.en)}

    @property
    def required(self) -> list[str]:
        return [column.en for column in self.columns if column.required]


class UnknownKind(LookupError):
    """There is no such kind of file."""


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    for kind in kinds:
        _kinds[kind.code] = kind


def get(code: str) -> Kind:
    """Raises UnknownKind, with a sentence that names the kinds there are."""
    if code not in _kinds:
        raise UnknownKind(
            _("“%(code)s” is not a kind of file that can be imported. Choose one of: %(kinds)s.")
            % {"code": code, "kinds": ", ".join(kind.code for kind in in_order())}
        )
    return _kinds[code]


def in_order() -> list[Kind]:
    """Every kind, in the order files are imported."""
    return sorted(_kinds.values(), key=lambda kind: kind.place)
