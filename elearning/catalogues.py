"""Message catalogues without gettext: which texts there are, which translations lack, which were handed in."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
LITERAL = r"""(?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Text(NamedTuple):
    """What identifies a message: its context, its singular and its plural; what does not apply is empty."""

    context: str
    singular: str
    plural: str


def text_of_call(function: str, words: list[str]) -> Text | None:
    """The message that a call of a gettext function names, None for any other function."""
    if function in PLAIN:
        return Text("", words[0], "")
    if function in PLURAL:
        return Text("", words[0], words[1])
    if function in CONTEXT:
        return Text(words[0], words[1], "")
    if function in CONTEXT_PLURAL:
        return Text(*words[:3])
    return None


def texts_in_python(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        words = [argument.value for argument in node.args if isinstance(getattr(argument, "value", None), str)]
        text = text_of_call(function, words) if words else None
        if text:
            yield text


def texts_in_template(source: str) -> Iterator[Text]:
    for function, literals in TEMPLATE_CALL.findall(templatize(source)):
        text = text_of_call(function, [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals)])
        if text:
            yield text


def texts_under(root: Path, folders: Iterable[Path]) -> dict[Text, list[str]]:
    """Every message of the Python files and templates in `folders`, with the files it stands in (relative to root)."""
    found: dict[Text, list[str]] = {}
    files = sorted(
        {file for folder in folders for file in folder.rglob("*") if file.suffix in {".py", ".html", ".txt"}}
    )
    for file in files:
        read = texts_in_python if file.suffix == ".py" else texts_in_template
        for text in read(file.read_text(encoding="utf-8")):
            places = found.setdefault(text, [])
            place = file.relative_to(root).as_posix()
            if place not in places:
                places.append(place)
    return found


def text_of_entry(entry: polib.POEntry) -> Text:
    return Text(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def translation_of(entry: polib.POEntry) -> list[str]:
    """The translated forms, in order."""
    return [form for _, form in sorted(entry.msgstr_plural.items())] if entry.msgid_plural else [entry.msgstr]


def bring_up_to_date(catalogue: polib.POFile, texts: dict[Text, list[str]]) -> None:
    """Give the catalogue exactly the messages of `texts`, in order of their files; translations stay."""
    known = {text_of_entry(entry): entry for entry in catalogue}
    catalogue.clear()
    for text, places in sorted(texts.items(), key=lambda item: (item[1][0], item[0])):
        entry = known.get(text) or new_entry(text)
        entry.occurrences = [(place, "") for place in places]
        catalogue.append(entry)


def new_entry(text: Text) -> polib.POEntry:
    forms = {"msgid_plural": text.plural, "msgstr_plural": {0: ""}} if text.plural else {"msgstr": ""}
    return polib.POEntry(msgctxt=text.context or None, msgid=text.singular, **forms)


def merge(catalogue: polib.POFile, handed_in: polib.POFile) -> list[str]:
    """Take over translations the catalogue lacks; returns a sentence for each one that differs from what it has."""
    differences = []
    known = {text_of_entry(entry): entry for entry in catalogue}
    for entry in handed_in.translated_entries():
        present = known.get(text_of_entry(entry))
        if present is None:
            catalogue.append(entry)
        elif not present.translated():
            present.msgstr, present.msgstr_plural = entry.msgstr, entry.msgstr_plural
        elif translation_of(present) != translation_of(entry):
            differences.append(
                f"“{entry.msgid}” stays “{translation_of(present)[0]}”, not “{translation_of(entry)[0]}”."
            )
    return differences


def disagreeing_placeholders(catalogue: polib.POFile) -> list[str]:
    """Messages whose translation does not hold the same placeholders as the text (a plural's own: a subset)."""
    return [entry.msgid for entry in catalogue.translated_entries() if not _placeholders_agree(entry)]


def _placeholders_agree(entry: polib.POEntry) -> bool:
    wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    return all(sorted(PLACEHOLDER.findall(form)) == wanted for form in translation_of(entry))
