r"""The body of a scenario: turns under headings, choices as list items. Text in, values out, and back; no database.

    ## chao
    who: Bác Sen
    scene: Chín giờ sáng.
    says: Lần thứ ba rồi đấy!

    - say: Cháu chào bác ạ.
      then: Bác đặt tờ giấy xuống.
      shown: xin-chao lang-nghe
      missed: xin-loi
      good: yes
      why: …
      to: giay

A line that is indented two blanks deeper goes on with the text above it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from courses.folders.blocks import BodyFault
from courses.folders.documents import NO, YES
from courses.scenarios.behaviours import Behaviour
from courses.scenarios.blocks import KEY, MOST_CHOICES, MOST_TURNS

HEADING = re.compile(r"## +(.*)")
CHOICE = re.compile(r"- (say): *(.*)")
TURN_KEYS = {"who": "speaker", "scene": "scene", "says": "text"}
CHOICE_WORDS = {"say": "text", "then": "consequence", "why": "why"}
CHOICE_KEYS = {"say": "text", "then": "consequence", "shown": "shown", "missed": "missed"} | {
    "good": "good",
    "why": "why",
    "to": "goes_to",
}


@dataclass
class Part:
    """A turn or a choice while it is read; `lines` says on which line of the body each of its fields stands."""

    line: int
    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    choices: list["Part"] = field(default_factory=list)

    def at(self, name: str) -> int:
        return self.lines.get(name, self.line)


def read_parts(body: str, *, translated: bool = False) -> list[Part]:
    """The turns of a body with their lines; of a translation only words are read. Raises BodyFault."""
    turns: list[Part] = []
    reader = _Reader(turns, TURN_KEYS, CHOICE_WORDS if translated else CHOICE_KEYS)
    for number, line in enumerate(body.split("\n"), start=1):
        reader.read(number, line.rstrip())
    for turn in turns:
        _expect_whole(turn, translated=translated)
    return turns


def source_turns(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Turns in the source language, as `script.plain` gives them but without ids. Raises BodyFault."""
    return [
        {
            "key": turn.key,
            **{name: turn.fields.get(key, "") for key, name in TURN_KEYS.items()},
            "choices": [_source_choice(choice) for choice in turn.choices],
        }
        for turn in parts
    ]


def translated_turns(parts: Iterable[Part]) -> dict[str, dict[str, Any]]:
    """The words of a translation by the name of the turn."""
    return {
        turn.key: {
            **{name: turn.fields.get(key, "") for key, name in TURN_KEYS.items()},
            "choices": [
                {name: choice.fields.get(key, "") for key, name in CHOICE_WORDS.items()} for choice in turn.choices
            ],
        }
        for turn in parts
    }


def write_turns(turns: Iterable[Mapping[str, Any]]) -> str:
    """The canonical text of turns (as `source_turns` gives them); of a translation, of words with their keys."""
    return "\n\n".join(_written_turn(turn) for turn in turns)


class _Reader:
    """Takes the lines of a body one after the other."""

    def __init__(self, turns: list[Part], turn_keys: Mapping[str, str], choice_keys: Mapping[str, str]):
        self.turns = turns
        self.turn_field = re.compile(rf"({'|'.join(turn_keys)}): *(.*)")
        self.choice_field = re.compile(rf"  ({'|'.join(choice_keys)}): *(.*)")
        self.known = ", ".join(["## …", *turn_keys, "- say", *(key for key in choice_keys if key != "say")])
        self.part: Part | None = None
        self.name = ""
        self.blanks = 0

    def read(self, number: int, line: str) -> None:
        if not line:
            self.blanks += 1
            return
        if self._goes_on(line):
            text = self.part.fields[self.name] + "\n" * (self.blanks + 1) + line.strip()
            self.part.fields[self.name] = text.lstrip("\n")
        elif match := HEADING.fullmatch(line):
            self._begin_turn(number, match[1])
        elif self.turns and (match := CHOICE.fullmatch(line)):
            self.part = Part(number)
            self.turns[-1].choices.append(self.part)
            self._take(number, match)
        elif self.part and (match := self._field(line)):
            self._take(number, match)
        else:
            raise BodyFault(
                number,
                _("“%(line)s” is not known here. A line begins with one of: %(known)s.")
                % {"line": line.strip(), "known": self.known},
            )
        self.blanks = 0

    def _goes_on(self, line: str) -> bool:
        return bool(self.name) and line.startswith("  " if self._in_turn else "    ")

    def _field(self, line: str) -> re.Match | None:
        return (self.turn_field if self._in_turn else self.choice_field).fullmatch(line)

    @property
    def _in_turn(self) -> bool:
        """Whether the fields that follow are those of the turn, and not of one of its choices."""
        return self.part is self.turns[-1]

    def _begin_turn(self, number: int, key: str) -> None:
        if not re.fullmatch(KEY, key):
            raise BodyFault(
                number,
                _("“%(key)s” cannot name a turn: write small letters without accents, digits and single hyphens.")
                % {"key": key},
            )
        if any(turn.key == key for turn in self.turns):
            raise BodyFault(number, _("There are two turns named “%(turn)s”. Rename one of them.") % {"turn": key})
        self.part, self.name = Part(number, key), ""
        self.turns.append(self.part)
        if len(self.turns) > MOST_TURNS:
            raise BodyFault(number, _("A conversation has at most %(most)s turns.") % {"most": MOST_TURNS})

    def _take(self, number: int, match: re.Match) -> None:
        self.name = match[1]
        if self.name in self.part.fields:
            raise BodyFault(number, _("“%(key)s” is given twice.") % {"key": self.name})
        self.part.fields[self.name] = match[2].strip()
        self.part.lines[self.name] = number


def _expect_whole(turn: Part, *, translated: bool) -> None:
    needed = [(turn, ("who", "says"))]
    needed += [(choice, ("say",) if translated else ("say", "to")) for choice in turn.choices]
    for part, names in needed:
        for name in names:
            if not part.fields.get(name):
                raise BodyFault(
                    part.line, _("“%(key)s” is missing in the turn “%(turn)s”.") % {"key": name, "turn": turn.key}
                )
    if len(turn.choices) > MOST_CHOICES:
        raise BodyFault(turn.line, _("A turn has at most %(most)s choices.") % {"most": MOST_CHOICES})


def _source_choice(choice: Part) -> dict[str, Any]:
    values = {name: choice.fields.get(key, "") for key, name in CHOICE_WORDS.items()}
    good = choice.fields.get("good", NO)
    if good not in (YES, NO):
        raise BodyFault(
            choice.at("good"), _("“%(key)s” must be yes or no, not “%(value)s”.") % {"key": "good", "value": good}
        )
    return {
        **values,
        "goes_to": choice.fields["to"],
        "good": good == YES,
        **{name: _behaviours(choice, name) for name in ("shown", "missed")},
    }


def _behaviours(choice: Part, name: str) -> list[str]:
    written = choice.fields.get(name, "").split()
    for word in written:
        if word not in Behaviour.values:
            raise BodyFault(
                choice.at(name),
                _("“%(word)s” is not known here. Write one of: %(known)s.")
                % {"word": word, "known": ", ".join(Behaviour.values)},
            )
    return [behaviour for behaviour in Behaviour.values if behaviour in written]


def _written_turn(turn: Mapping[str, Any]) -> str:
    lines = [f"## {turn['key']}", *_written_fields(turn, TURN_KEYS, "  ")]
    for choice in turn["choices"]:
        first, *rest = _written_fields(choice, CHOICE_KEYS, "    ")
        lines += ["", f"- {first}", *(f"  {line}" for line in rest)]
    return "\n".join(lines)


def _written_fields(part: Mapping[str, Any], keys: Mapping[str, str], indent: str) -> list[str]:
    """`key: value` for every field there is; lines that go on are indented, empty ones stay empty."""
    written = []
    for key, name in keys.items():
        value = part.get(name) or ""
        if isinstance(value, list):
            value = " ".join(value)
        if value is True:
            value = YES
        if value:
            written.append(re.sub(r"\n(?!\n)", f"\n{indent}", f"{key}: {value}"))
    return written
