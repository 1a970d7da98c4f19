"""Scenarios in a folder: the body is the conversation, see `dialogues`."""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from courses.folders import dialogues
from courses.folders.blocks import BodyFault
from courses.folders.documents import Document, read_document
from courses.folders.errors import Fault, FolderRefused
from courses.folders.kinds import StepKind, Values
from courses.folders.pages import plain_lines
from courses.folders.reader import translated
from courses.models import ScenarioPage
from courses.scenarios import script, soundness
from courses.scenarios.script import WORDS_OF_CHOICE, WORDS_OF_TURN

GOES_TO = "to"


class ScenarioKind(StepKind):
    """A translation holds words only: branches and marks are those of the source."""

    name = "scenario"
    page_class = ScenarioPage
    keys = ("source",)
    translated_keys = ("source",)

    def read(self, document: Document) -> Values:
        parts = _parts(document)
        with _lines_of(document):
            turns = dialogues.source_turns(parts)
        faults = soundness.faults([{"id": None, **turn} for turn in turns])
        if faults:
            raise FolderRefused([_placed_fault(document, parts, fault) for fault in faults])
        return {"reference": document.fields.get("source", ""), "turns": turns}

    def read_translation(self, document: Document) -> Values:
        turns = dialogues.translated_turns(_parts(document, translated=True))
        return {"reference": document.fields.get("source", ""), "turns": turns}

    def read_beside(self, document: Document, languages: list[str]) -> None:
        """Translations have the turns of the source, with as many choices and all their words."""
        source = dialogues.translated_turns(_parts(document))
        faults: list[Fault] = []
        for language in languages:
            beside = read_document(translated(document.path, language))
            for part in _parts(beside, translated=True):
                if sentence := _disagreement(part, source):
                    faults.append(Fault(beside.path, beside.body_line + part.line - 1, sentence))
        if faults:
            raise FolderRefused(faults)

    def values_of(self, page: ScenarioPage) -> Values:
        turns = _source_turns(page) if page.source is page else _translated_turns(page)
        return {"reference": plain_lines(page.reference), "turns": turns}

    def put(self, page: ScenarioPage, values: Values) -> None:
        """Turns and choices keep the ids they have: by them a translation is told what it translates."""
        page.reference = values["reference"]
        if page.source is page:
            page.turns = json.dumps(_with_ids(values["turns"], script.plain(page.turns.get_prep_value())))
        else:
            page.turns = json.dumps(_in_words(values["turns"], script.plain(page.source.turns.get_prep_value())))

    def fields_of(self, page: ScenarioPage, stem: str) -> dict[str, str]:
        return {"source": plain_lines(page.reference)}

    def body_of(self, page: ScenarioPage) -> str:
        if page.source is page:
            return dialogues.write_turns(_source_turns(page))
        return dialogues.write_turns({"key": key, **words} for key, words in _translated_turns(page).items())


def _parts(document: Document, *, translated: bool = False) -> list[dialogues.Part]:
    with _lines_of(document):
        return dialogues.read_parts(document.body, translated=translated)


@contextmanager
def _lines_of(document: Document) -> Iterator[None]:
    """A fault of the body becomes a refusal with the line of the file."""
    try:
        yield
    except BodyFault as fault:
        raise FolderRefused.at(document.path, document.body_line + fault.line - 1, fault.sentence) from fault


def _placed_fault(document: Document, parts: list[dialogues.Part], fault: soundness.Fault) -> Fault:
    if fault.turn is None:
        return Fault(document.path, document.body_line, fault.sentence)
    part = parts[fault.turn]
    if fault.choice is not None:
        part = part.choices[fault.choice]
    line = document.body_line + part.at(GOES_TO if fault.field == "goes_to" else fault.field) - 1
    return Fault(document.path, line, fault.sentence)


def _disagreement(part: dialogues.Part, source: Mapping[str, Any]) -> str:
    """What keeps a translated turn from standing for that of the source; empty if nothing does."""
    own = source.get(part.key)
    if own is None:
        return _("The source language has no turn “%(turn)s”.") % {"turn": part.key}
    words = dialogues.translated_turns([part])[part.key]
    if len(words["choices"]) != len(own["choices"]):
        return _("The turn “%(turn)s” has %(count)s choices in the source language. Translate them all, in order.") % {
            "turn": part.key,
            "count": len(own["choices"]),
        }
    pairs = [(own, words, WORDS_OF_TURN)]
    pairs += [(before, after, WORDS_OF_CHOICE) for before, after in zip(own["choices"], words["choices"], strict=True)]
    if any(before[name] and not after[name] for before, after, names in pairs for name in names):
        return _("Something in the turn “%(turn)s” is not translated. Translate all of it, or leave the turn out.") % {
            "turn": part.key
        }
    return ""


def _source_turns(page: ScenarioPage) -> list[dict[str, Any]]:
    turns = script.plain(page.turns.get_prep_value())
    return [_without_id({**turn, "choices": [_without_id(choice) for choice in turn["choices"]]}) for turn in turns]


def _translated_turns(page: ScenarioPage) -> dict[str, dict[str, Any]]:
    """The turns of a translation that are whole, in the order of the source."""
    language = page.locale.language_code
    own, source = page.turns.get_prep_value(), page.source.turns.get_prep_value()
    content = script.content_of(source, {language: own}, page.source.locale.language_code)
    return {turn["key"]: turn["words"][language] for turn in content["turns"] if language in turn["words"]}


def _without_id(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != "id"}


def _with_ids(turns: list[dict[str, Any]], present: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Turns as a StreamField stores them. A turn keeps its id by its name, a choice by its place in the turn."""
    by_key = {turn["key"]: turn for turn in present}
    stream = []
    for turn in turns:
        before = by_key.get(turn["key"], {"id": None, "choices": []})
        ids = [choice["id"] for choice in before["choices"]]
        choices = [
            {"type": "item", "id": (ids[place : place + 1] or [None])[0] or str(uuid.uuid4()), "value": choice}
            for place, choice in enumerate(turn["choices"])
        ]
        stream.append({"type": "turn", "id": before["id"] or str(uuid.uuid4()), "value": {**turn, "choices": choices}})
    return stream


def _in_words(words: Mapping[str, Any], source: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The turns of the source that are translated, in the words of the translation, as a StreamField stores them."""
    stream = []
    for turn in source:
        if turn["key"] not in words:
            continue
        own = words[turn["key"]]
        choices = [
            {"type": "item", "id": choice["id"], "value": {**_without_id(choice), **spoken}}
            for choice, spoken in zip(turn["choices"], own["choices"], strict=True)
        ]
        value = {**_without_id(turn), **own, "choices": choices}
        stream.append({"type": "turn", "id": turn["id"], "value": value})
    return stream
