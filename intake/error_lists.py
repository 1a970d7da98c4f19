"""All mistakes of a file as a table for a spreadsheet."""

from collections.abc import Iterable, Iterator

from intake.sentences import sentence
from intake.spreadsheets import harmless

HEADER = ["file", "line", "column", "code", "message"]


def error_rows(filename: str, found: Iterable[tuple[int, str, str, str]]) -> Iterator[list[object]]:
    """The header, then a row for each (line, column, code, value)."""
    yield HEADER
    for line, column, code, value in found:
        yield [harmless(filename), line, column, code, harmless(sentence(code, column=column, value=value))]
