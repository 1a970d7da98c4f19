"""What a column of a file holds, and how its texts become values. Pure and by column: no loop over rows.

Each kind of cell gives two things for a column of texts (null = empty): the expression of its values, null where the
text is none, and its mistakes by code.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

Mistakes = dict[str, pl.Expr]

NUMBER = r"^[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)$"
DIGITS_OF_A_BIGINT = 18
DATE_VI = r"^[0-9]{2}/[0-9]{2}/[1-9][0-9]{3}$"
DATE_ISO = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"


class Cell:
    """A kind of cell."""

    def value(self, text: pl.Expr) -> pl.Expr:
        raise NotImplementedError

    def mistakes(self, text: pl.Expr) -> Mistakes:
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Cell):
    """Free text or a code; stays as it is. `read_by_people`: refuses what a spreadsheet would run as a formula."""

    max_length: int = 255
    read_by_people: bool = False
    pattern: str = ""
    pattern_code: str = ""

    def value(self, text):
        return text

    def mistakes(self, text):
        found = {"too_long": text.str.len_chars() > self.max_length}
        formula = text.str.contains(r"^[=+\-@]")
        if self.read_by_people:
            found["formula_cell"] = formula
        if self.pattern:
            found[self.pattern_code] = ~text.str.contains(self.pattern) & ~formula
        return found


@dataclass(frozen=True)
class Number(Cell):
    """A decimal number, exact: a whole number of the smallest unit, 10 ** -places.

    More places are refused, never rounded. `at_least` and `at_most` are plain numbers, not units.
    """

    places: int = 0
    signed: bool = False
    above_zero: bool = False
    at_least: int | None = None
    at_most: int | None = None

    def value(self, text):
        return pl.when(self._exact(text)).then(self._units(text)).otherwise(None)

    def mistakes(self, text):
        units = self.value(text)
        found = {
            "not_a_number": ~text.str.contains(NUMBER),
            "too_many_decimals": text.str.contains(NUMBER) & (self._decimals(text).str.len_chars() > self.places),
            "number_too_large": text.str.contains(NUMBER) & ~self._holds(text),
        }
        if not self.signed:
            found["negative"] = units < 0
        if self.above_zero:
            found["not_above_zero"] = units == 0
        if self.at_least is not None or self.at_most is not None:
            found["out_of_range"] = ~units.is_between(*self._bounds()) & (units >= 0)
        return found

    def _bounds(self) -> tuple[int, int]:
        lowest = 0 if self.at_least is None else self.at_least
        highest = 10**DIGITS_OF_A_BIGINT if self.at_most is None else self.at_most * 10**self.places
        return lowest * 10**self.places, highest

    def _exact(self, text):
        return text.str.contains(NUMBER) & (self._decimals(text).str.len_chars() <= self.places) & self._holds(text)

    def _holds(self, text):
        return self._whole(text).str.len_chars() + self.places <= DIGITS_OF_A_BIGINT

    @staticmethod
    def _whole(text):
        """Digits before the decimal mark, without zeros in front."""
        return text.str.extract(r"^[+-]?0*([0-9]*)")

    @staticmethod
    def _decimals(text):
        """Digits behind the decimal mark, without zeros at the end."""
        return text.str.extract(r"[.,]([0-9]*)$").fill_null("").str.strip_chars_end("0")

    def _units(self, text):
        digits = self._whole(text) + self._decimals(text).str.pad_end(self.places, "0")
        size = pl.when(digits == "").then(pl.lit(0)).otherwise(digits.cast(pl.Int64, strict=False))
        return pl.when(text.str.starts_with("-")).then(-size).otherwise(size)


@dataclass(frozen=True)
class Date(Cell):
    """dd/mm/yyyy or yyyy-mm-dd."""

    def value(self, text):
        return (
            pl.when(text.str.contains(DATE_VI))
            .then(text.str.to_date("%d/%m/%Y", strict=False))
            .when(text.str.contains(DATE_ISO))
            .then(text.str.to_date("%Y-%m-%d", strict=False))
        )

    def mistakes(self, text):
        return {"bad_date": text.is_not_null() & self.value(text).is_null()}


@dataclass(frozen=True)
class Flag(Cell):
    """Yes or no: 1 or 0."""

    def value(self, text):
        return pl.when(text.is_in(["0", "1"])).then(text == "1")

    def mistakes(self, text):
        return {"bad_flag": ~text.is_in(["0", "1"])}


@dataclass(frozen=True)
class Choice(Cell):
    """One of the words of the file, as the word the table keeps."""

    words: Mapping[str, str] = field(hash=False)
    code: str = "bad_choice"

    def value(self, text):
        return text.replace_strict(self.words, default=None, return_dtype=pl.String).cast(pl.Categorical)

    def mistakes(self, text):
        return {self.code: ~text.is_in(list(self.words))}


@dataclass(frozen=True)
class Items(Cell):
    """A list in a cell, separated by |."""

    def value(self, text):
        items = text.str.split("|").list.eval(pl.element().str.strip_chars())
        return items.list.eval(pl.element().filter(pl.element() != "")).fill_null([])

    def mistakes(self, text):
        return {}


@dataclass(frozen=True)
class Reference(Cell):
    """The code of something known: in the database, or with `own_file` also in that column of the same file.

    `known` gives a frame `code`, `id`. The value is the id; with `own_file` it stays the code, since the record may
    not exist yet.
    """

    code: str
    known: Callable[[], pl.DataFrame]
    own_file: str = ""


@dataclass(frozen=True)
class Column:
    """A column under its Vietnamese and its English header.

    `required`: must be present, and no cell may be empty unless `may_be_empty`.
    """

    vi: str
    en: str
    cell: Cell
    required: bool = False
    may_be_empty: bool = False
