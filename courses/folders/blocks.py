"""The body of a lesson: Markdown with directives, and the blocks it stands for. Values in, values out.

A block is a pair of its type and its value, as the StreamField holds them:
("markdown", text), ("callout", {kind, text}), ("duo", {weak: {heading, text}, better: {heading, text}}),
("reveal", {summary, text}), ("behaviours", {kind, items: [{title, text}, …]}).
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

Block = tuple[str, Any]
MARK = ":::"
NOTES = ("good", "info", "soon", "bad")
BEHAVIOURS = ("xin", "luon")
OPENING = re.compile(rf"{MARK} *(\w+)(?: +(.*))?")
HALF = re.compile(r"(no|yes): *(.*)")
BEHAVIOUR = re.compile(r"- \*\*(.+?)\*\* *(.*)")


class BodyFault(Exception):
    """What is wrong with a body; `line` counts from 1 within it."""

    def __init__(self, line: int, sentence: str):
        self.line, self.sentence = line, sentence
        super().__init__(sentence)


def read_body(text: str) -> list[Block]:
    """The blocks of a body; text between directives is one Markdown block. Raises BodyFault."""
    blocks: list[Block] = []
    lines = text.split("\n")
    start = place = 0
    while place < len(lines):
        if not lines[place].startswith(MARK):
            place += 1
            continue
        _add_markdown(blocks, lines[start:place])
        end = _end_of(lines, place)
        blocks.append(_read_directive(lines[place], lines[place + 1 : end], place + 1))
        start = place = end + 1
    _add_markdown(blocks, lines[start:])
    return blocks


def write_body(blocks: Iterable[Block]) -> str:
    """The canonical text of blocks; `read_body` gives them back (two neighbouring Markdown blocks as one)."""
    return "\n\n".join(WRITERS[kind](value) for kind, value in blocks)


def _add_markdown(blocks: list[Block], lines: list[str]) -> None:
    if text := "\n".join(lines).strip("\n").rstrip():
        blocks.append(("markdown", text))


def _end_of(lines: list[str], opening: int) -> int:
    for place in range(opening + 1, len(lines)):
        if lines[place].startswith(MARK):
            if lines[place].rstrip() == MARK:
                return place
            raise BodyFault(place + 1, _("A directive cannot stand inside another one. Close the first with “:::”."))
    raise BodyFault(opening + 1, _("This directive is not closed. End it with a line “:::”."))


def _read_directive(opening: str, inside: list[str], line: int) -> Block:
    """`line`: number of the opening line."""
    match = OPENING.fullmatch(opening.rstrip())
    if match is None or match[1] not in READERS:
        raise BodyFault(
            line,
            _("“%(line)s” opens nothing. Known are: %(known)s.")
            % {"line": opening.strip(), "known": ", ".join(f"::: {name}" for name in READERS)},
        )
    return READERS[match[1]]((match[2] or "").strip(), inside, line)


def _one_of(word: str, known: tuple[str, ...], line: int) -> str:
    if word not in known:
        raise BodyFault(
            line,
            _("“%(word)s” is not known here. Write one of: %(known)s.") % {"word": word, "known": ", ".join(known)},
        )
    return word


def _text(lines: list[str], line: int) -> str:
    text = "\n".join(lines).strip("\n").rstrip()
    if not text:
        raise BodyFault(line, _("There is no text in this part of the directive."))
    return text


def _read_note(word: str, inside: list[str], line: int) -> Block:
    return "callout", {"kind": _one_of(word, NOTES, line), "text": _text(inside, line)}


def _read_reveal(summary: str, inside: list[str], line: int) -> Block:
    if not summary:
        raise BodyFault(line, _("Write after “::: reveal” what is shown before it is opened."))
    return "reveal", {"summary": summary, "text": _text(inside, line)}


def _read_duo(_rest: str, inside: list[str], line: int) -> Block:
    heads = {}
    for place, written in enumerate(inside):
        if (match := HALF.fullmatch(written.rstrip())) and match[1] not in heads:
            heads[match[1]] = (place, match[2])
    if list(heads) != ["no", "yes"] or heads["no"][0] != 0 or not all(heading for _place, heading in heads.values()):
        raise BodyFault(
            line, _("A duo begins with a line “no: heading”; a line “yes: heading” begins its second half.")
        )
    (_first, weak), (second, better) = heads["no"], heads["yes"]
    return "duo", {
        "weak": {"heading": weak, "text": _text(inside[1:second], line + 1)},
        "better": {"heading": better, "text": _text(inside[second + 1 :], line + 1 + second)},
    }


def _read_behaviours(word: str, inside: list[str], line: int) -> Block:
    items: list[dict[str, str]] = []
    for number, written in enumerate(inside, start=line + 1):
        if match := BEHAVIOUR.fullmatch(written.rstrip()):
            items.append({"title": match[1], "text": match[2]})
        elif written.startswith("  ") and items:
            items[-1]["text"] += "\n" + written.strip()
        elif written.strip():
            raise BodyFault(number, _("Each behaviour is a line “- **Title** text”."))
    if not items:
        raise BodyFault(line, _("There is no behaviour in this list."))
    return "behaviours", {"kind": _one_of(word, BEHAVIOURS, line), "items": items}


def _guarded(text: str, pattern: str = MARK) -> str:
    """A blank before a line of text that would be read as part of a directive; Markdown shows it the same."""
    return re.sub(rf"^(?={pattern})", " ", text, flags=re.MULTILINE)


def _write_duo(value: dict[str, Any]) -> str:
    weak, better = (
        {"heading": half["heading"], "text": _guarded(half["text"], rf"{MARK}|no:|yes:")}
        for half in (value["weak"], value["better"])
    )
    return f"{MARK} duo\nno: {weak['heading']}\n{weak['text']}\n\nyes: {better['heading']}\n{better['text']}\n{MARK}"


def _write_behaviours(value: dict[str, Any]) -> str:
    items = [f"- **{item['title']}** {item['text']}".replace("\n", "\n  ").rstrip() for item in value["items"]]
    return "\n".join([f"{MARK} behaviours {value['kind']}", *items, MARK])


READERS: dict[str, Callable[[str, list[str], int], Block]] = {
    "note": _read_note,
    "duo": _read_duo,
    "reveal": _read_reveal,
    "behaviours": _read_behaviours,
}
WRITERS: dict[str, Callable[[Any], str]] = {
    "markdown": lambda text: _guarded(text),
    "callout": lambda value: f"{MARK} note {value['kind']}\n{_guarded(value['text'])}\n{MARK}",
    "duo": _write_duo,
    "reveal": lambda value: f"{MARK} reveal {value['summary']}\n{_guarded(value['text'])}\n{MARK}",
    "behaviours": _write_behaviours,
}
