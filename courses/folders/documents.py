"""A text file of a course: front matter between two lines of `---`, then the body. Text and files, no database."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from courses.folders.errors import FolderRefused
from courses.numbers import within

FENCE = "---"
# written as they are; every other value is put in quotes
PLAIN_KEYS = frozenset(
    {
        "code",
        "kind",
        "competencies",
        "language",
        "hours",
        "minutes",
        "required",
        "pass_percent",
        "attempts",
        "questions",
        "version",
        "effective_on",
    }
)
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Document:
    """fields: the front matter as text; lines: on which line each of them stands; body_line: that of its first line."""

    path: Path
    fields: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 0

    def refuse(self, key: str, sentence: str) -> FolderRefused:
        """A refusal that points at a field."""
        return FolderRefused.at(self.path, self.lines.get(key, 1), sentence)

    def expect(self, *, required: set[str], allowed: set[str]) -> None:
        """Raises FolderRefused for a field that is missing, empty or unknown."""
        for key in self.fields:
            if key not in allowed:
                raise self.refuse(
                    key,
                    _("“%(key)s” is not known here. Known are: %(allowed)s.")
                    % {"key": key, "allowed": ", ".join(sorted(allowed))},
                )
        for key in sorted(required):
            if not self.fields.get(key):
                raise self.refuse(key, _("“%(key)s” is missing. Add it to the front matter.") % {"key": key})

    def number(self, key: str, default: str, *, places: int = 0, most: int = 999) -> Decimal:
        """A field as a number from 0 to `most` with at most `places` decimals. Raises FolderRefused."""
        written = self.fields.get(key) or default
        value = within(written, 0, most, places)
        if value is None:
            raise self.refuse(
                key,
                _("“%(key)s” must be a number from 0 to %(most)s with at most %(places)s decimals, not “%(value)s”.")
                % {"key": key, "most": most, "places": places, "value": written},
            )
        return value

    def flag(self, key: str, default: bool) -> bool:
        """A yes/no field; raises FolderRefused for another word."""
        written = self.fields.get(key) or (YES if default else NO)
        if written not in (YES, NO):
            raise self.refuse(key, _("“%(key)s” must be yes or no, not “%(value)s”.") % {"key": key, "value": written})
        return written == YES


def read_text(path: Path) -> str:
    """A file's text in NFC with plain line ends. Raises FolderRefused for what is not UTF-8 or holds a NUL."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FolderRefused.at(path, line, _("The file is not UTF-8. Save it as UTF-8.")) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FolderRefused.at(path, line, _("The file contains a NUL byte; it is not a text file."))
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_document(path: Path) -> Document:
    """The parts of a file. Raises FolderRefused when the front matter is missing or is not `key: value` lines."""
    lines = read_text(path).split("\n")
    if lines[0].rstrip() != FENCE:
        raise FolderRefused.at(path, 1, _("The file must begin with a line --- and the front matter."))
    end = next((place for place, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        raise FolderRefused.at(path, 1, _("The front matter is not closed. End it with a line ---."))
    fields, field_lines = _read_fields(path, "\n".join(lines[1:end]))
    body = lines[end + 1 :]
    blank = next((place for place, line in enumerate(body) if line.strip()), len(body))
    return Document(
        path=path,
        fields=fields,
        lines=field_lines,
        body="\n".join(body[blank:]).rstrip(),
        body_line=end + 2 + blank,
    )


def _read_fields(path: Path, text: str) -> tuple[dict[str, str], dict[str, int]]:
    """Front matter begins on line 2 of the file; PyYAML counts lines from 0."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        raise FolderRefused.at(
            path, line, _("The front matter cannot be read: %(problem)s.") % {"problem": error.problem}
        ) from error
    except yaml.YAMLError as error:
        raise FolderRefused.at(path, 2, _("The front matter contains a character that is not allowed.")) from error
    if root is None:
        return {}, {}
    if not isinstance(root, yaml.MappingNode):
        raise FolderRefused.at(path, 2, _("The front matter must consist of lines “key: value”."))
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for key, value in root.value:
        line = key.start_mark.line + 2
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            raise FolderRefused.at(path, line, _("Each line of the front matter takes one value."))
        if key.value in fields:
            raise FolderRefused.at(path, line, _("“%(key)s” is given twice.") % {"key": key.value})
        fields[key.value], lines[key.value] = value.value.strip(), line
    return fields, lines


def write_document(fields: Mapping[str, str], body: str = "") -> str:
    """The text of a file in its canonical form: fields in the order given, empty ones left out."""
    front = [f"{key}: {_written(key, value)}" for key, value in fields.items() if value]
    return "\n".join([FENCE, *front, FENCE, *(["", body] if body else [])]) + "\n"


def _written(key: str, value: str) -> str:
    return value if key in PLAIN_KEYS else json.dumps(value, ensure_ascii=False)
