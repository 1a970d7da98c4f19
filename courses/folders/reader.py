"""Reads a course folder as a whole: every fault of every file, or the course. Looks at files only."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from courses.folders import kinds
from courses.folders.documents import Document, read_document
from courses.folders.errors import Fault, FolderRefused
from courses.folders.kinds import StepFile, Values

COURSE_FILE = "course.md"
STEP_FILE = re.compile(r"(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
COURSE_KEYS = ("code", "title", "lede", "competencies", "language", "hours", "source")
STEP_KEYS = ("kind", "title", "lede", "minutes", "required")
TRANSLATED_KEYS = ("title", "lede")
DEFAULT_MINUTES = "8"
DEFAULT_HOURS = "1"


@dataclass(frozen=True)
class CourseFile:
    """A course as its folder says it; values as in StepFile."""

    document: Document
    values: Values
    translations: dict[str, Values] = field(default_factory=dict)
    steps: tuple[StepFile, ...] = ()

    @property
    def code(self) -> str:
        return self.values["code"]


def other_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def translated(path: Path, language: str) -> Path:
    """The name of the file beside it that holds the translation: `x.md` becomes `x.en.md`."""
    return path.with_name(f"{path.stem}.{language}{path.suffix}")


def read_course(folder: Path) -> CourseFile:
    """The course in a folder. Raises FolderRefused with all faults of all files."""
    if not (folder / COURSE_FILE).is_file():
        raise FolderRefused.at(folder, 0, _("There is no %(file)s in this folder.") % {"file": COURSE_FILE})
    faults: list[Fault] = []

    def collect(read: Callable, *arguments):
        try:
            return read(*arguments)
        except FolderRefused as refusal:
            faults.extend(refusal.faults)
            return None

    read: set[Path] = set()
    course = collect(_read_course_file, folder / COURSE_FILE, read)
    steps = [collect(_read_step, path, read) for path in _step_files(folder)]
    if not faults:
        collect(_refuse_unread, folder, read)
        collect(_refuse_twice_numbered, [step.document.path for step in steps])
    if faults:
        raise FolderRefused(faults)
    return CourseFile(course.document, course.values, course.translations, tuple(steps))


def _step_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if STEP_FILE.fullmatch(path.name))


def _read_course_file(path: Path, read: set[Path]) -> CourseFile:
    document = _read(path, read)
    document.expect(required={"code", "title"}, allowed=set(COURSE_KEYS))
    _expect_language(document, settings.LANGUAGE_CODE)
    if not CODE.fullmatch(document.fields["code"]):
        raise document.refuse("code", _("A course code consists of letters, digits and single hyphens."))
    values = {
        "code": document.fields["code"],
        "competencies": document.fields.get("competencies", ""),
        "hours": document.number("hours", DEFAULT_HOURS, places=2),
        **_course_texts(document),
    }
    translations = {}
    for language, translation in _translations(path, read):
        translation.expect(required={"title"}, allowed={*TRANSLATED_KEYS, "source", "language"})
        translations[language] = _course_texts(translation)
    return CourseFile(document, values, translations)


def _course_texts(document: Document) -> Values:
    return {
        "title": document.fields["title"],
        "lede": document.fields.get("lede", ""),
        "reference": document.fields.get("source", ""),
        "description": document.body,
    }


def _read_step(path: Path, read: set[Path]) -> StepFile:
    document = _read(path, read)
    kind = kinds.named(document.fields.get("kind", ""))
    if kind is None:
        raise document.refuse("kind", _("“kind” must be one of: %(kinds)s.") % {"kinds": ", ".join(kinds.names())})
    document.expect(required={"title"}, allowed={*STEP_KEYS, *kind.keys})
    values = {
        **_step_texts(document),
        "minutes": int(document.number("minutes", DEFAULT_MINUTES)),
        "required": document.flag("required", default=True),
        **kind.read(document),
    }
    translations = {}
    for language, translation in _translations(path, read):
        translation.expect(required={"title"}, allowed={*TRANSLATED_KEYS, *kind.translated_keys, "language"})
        translations[language] = {**_step_texts(translation), **kind.read_translation(translation)}
    languages = list(translations)
    beside = kind.read_beside(document, languages)
    read.update(kind.files_beside(document, languages))
    slug = STEP_FILE.fullmatch(path.name)[2]
    return StepFile(kind, document, slug, values, translations, beside)


def _step_texts(document: Document) -> Values:
    return {"title": document.fields["title"], "lede": document.fields.get("lede", "")}


def _read(path: Path, read: set[Path]) -> Document:
    read.add(path)
    return read_document(path)


def _translations(path: Path, read: set[Path]) -> Iterator[tuple[str, Document]]:
    for language in other_languages():
        beside = translated(path, language)
        if beside.is_file():
            document = _read(beside, read)
            _expect_language(document, language)
            yield language, document


def _expect_language(document: Document, language: str) -> None:
    written = document.fields.get("language", language)
    if written != language:
        raise document.refuse(
            "language",
            _("This file is read as “%(expected)s”, but says that it is in “%(written)s”.")
            % {"expected": language, "written": written},
        )


def _refuse_unread(folder: Path, read: set[Path]) -> None:
    faults = [
        Fault(
            path, 0, _("This file belongs to nothing. Steps are named like 01-first-lesson.md; see docs/authoring.md.")
        )
        for path in sorted(folder.iterdir())
        if path not in read and not path.name.startswith(".")
    ]
    if faults:
        raise FolderRefused(faults)


def _refuse_twice_numbered(paths: list[Path]) -> None:
    seen: dict[str, dict[str, Path]] = {"number": {}, "slug": {}}
    faults = []
    for path in paths:
        number, slug = STEP_FILE.fullmatch(path.name).groups()
        for what, value in (("number", number), ("slug", slug)):
            if value in seen[what]:
                faults.append(
                    Fault(
                        path,
                        0,
                        _("“%(value)s” is used by %(other)s already.")
                        % {"value": value, "other": seen[what][value].name},
                    )
                )
            seen[what][value] = path
    if faults:
        raise FolderRefused(faults)
