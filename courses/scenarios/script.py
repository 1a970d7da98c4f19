"""A conversation as it is kept with every play, and as it is read in one language. Values in, values out.

Content: {"turns": [{"key", "choices": [{"goes_to", "good", "shown": […], "missed": […]}, …],
                     "words": {language: {"speaker", "scene", "text", "choices": [{"text", "consequence", "why"}, …]}}},
                    …]}
The first turn opens the conversation. A language stands under a turn only if all the words of the turn are there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.scenarios.behaviours import Behaviour
from courses.scenarios.graph import Ways
from courses.scenarios.rubric import Mark

Content = Mapping[str, Any]
Raw = Sequence[Mapping[str, Any]]
WORDS_OF_TURN = ("speaker", "scene", "text")
WORDS_OF_CHOICE = ("text", "consequence", "why")


@dataclass(frozen=True)
class Choice:
    """What one can say; `number` counts from 1 within its turn."""

    number: int
    text: str
    consequence: str
    why: str
    goes_to: str
    good: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Turn:
    """One side of the conversation, worded in `language`."""

    key: str
    language: str
    speaker: str
    scene: str
    text: str
    choices: tuple[Choice, ...]

    def choice(self, number: int) -> Choice | None:
        return next((choice for choice in self.choices if choice.number == number), None)

    @property
    def better(self) -> Choice | None:
        """The good choice that is shown to those who chose a weaker one."""
        return next((choice for choice in self.choices if choice.good), None)


@dataclass(frozen=True)
class Script:
    turns: tuple[Turn, ...]

    @property
    def first(self) -> Turn:
        return self.turns[0]

    def turn(self, key: str) -> Turn:
        return next(turn for turn in self.turns if turn.key == key)

    @property
    def ways(self) -> Ways:
        return [(turn.key, [choice.goes_to for choice in turn.choices]) for turn in self.turns]


def plain(raw: Raw) -> list[dict[str, Any]]:
    """Turns as a StreamField stores them, in a form without gaps: a draft may lack anything.

    [{"id", "key", "speaker", "scene", "text", "choices": [{"id", "text", "consequence", "why", "goes_to", "good",
      "shown", "missed"}, …]}, …]
    """
    return [
        {
            "id": turn.get("id"),
            "key": turn["value"].get("key") or "",
            **{name: _text(turn["value"].get(name)) for name in WORDS_OF_TURN},
            "choices": [_plain_choice(item) for item in turn["value"].get("choices") or []],
        }
        for turn in raw
    ]


def content_of(source: Raw, translations: Mapping[str, Raw], source_language: str) -> Content:
    """The content of a conversation: structure of the source, words of all languages.

    A translation is told by the ids of turns and choices, which it shares with the source.
    """
    others = {language: _by_id(plain(raw)) for language, raw in translations.items()}
    turns = []
    for turn in plain(source):
        words = {source_language: _words(turn, turn)}
        for language, by_id in others.items():
            if (translated := _words(turn, by_id.get(turn["id"]))) is not None:
                words[language] = translated
        choices = [
            {name: choice[name] for name in ("goes_to", "good", "shown", "missed")} for choice in turn["choices"]
        ]
        turns.append({"key": turn["key"], "choices": choices, "words": words})
    return {"turns": turns}


def read(content: Content, language: str, source_language: str) -> Script:
    """The conversation in a language; a turn that is not translated keeps the words of the source."""
    return Script(
        tuple(_turn(turn, language if language in turn["words"] else source_language) for turn in content["turns"])
    )


def _turn(turn: Mapping[str, Any], language: str) -> Turn:
    words = turn["words"][language]
    choices = tuple(
        Choice(
            number=number,
            **{name: spoken[name] for name in WORDS_OF_CHOICE},
            goes_to=choice["goes_to"],
            good=choice["good"],
            marks=tuple(
                Mark(Behaviour(behaviour), shown)
                for name, shown in (("shown", True), ("missed", False))
                for behaviour in choice[name]
            ),
        )
        for number, (choice, spoken) in enumerate(zip(turn["choices"], words["choices"], strict=True), start=1)
    )
    return Turn(turn["key"], language, **{name: words[name] for name in WORDS_OF_TURN}, choices=choices)


def _plain_choice(item: Mapping[str, Any]) -> dict[str, Any]:
    value = item["value"]
    return {
        "id": item.get("id"),
        **{name: _text(value.get(name)) for name in WORDS_OF_CHOICE},
        "goes_to": value.get("goes_to") or "",
        "good": bool(value.get("good")),
        "shown": list(value.get("shown") or []),
        "missed": list(value.get("missed") or []),
    }


def _text(text: str | None) -> str:
    """Browsers send line ends as CR LF; blanks around a line mean nothing."""
    return "\n".join(line.strip() for line in (text or "").strip().splitlines())


def _by_id(turns: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {turn["id"]: turn for turn in turns if turn["id"]}


def _words(turn: Mapping[str, Any], translated: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The words of a turn from its translation, or None if any of them is missing there."""
    if translated is None:
        return None
    choices = {choice["id"]: choice for choice in translated["choices"]}
    pairs = [(turn, translated, WORDS_OF_TURN)]
    pairs += [(choice, choices.get(choice["id"], {}), WORDS_OF_CHOICE) for choice in turn["choices"]]
    if any(own[name] and not other.get(name) for own, other, names in pairs for name in names):
        return None
    first, *rest = ({name: other.get(name, "") for name in names} for _own, other, names in pairs)
    return {**first, "choices": rest}
