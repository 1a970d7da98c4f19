"""Kinds of step, and how each is kept in a folder. Apps above register theirs when they start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from courses.folders.documents import Document
from courses.models import StepPage
from people.models import User

Values = Mapping[str, Any]


@dataclass(frozen=True)
class StepFile:
    """A step as its files say it.

    values: fields of the page in the source language; translations: {language: fields that differ there};
    beside: what else the files hold (for a quiz its questions).
    """

    kind: "StepKind"
    document: Document
    slug: str
    values: Values
    translations: Mapping[str, Values] = field(default_factory=dict)
    beside: Any = None


class StepKind:
    """One kind of step. Subclasses say what its files hold beside title, introduction, minutes and `required`."""

    name: ClassVar[str]
    page_class: ClassVar[type[StepPage]]
    keys: ClassVar[tuple[str, ...]] = ()
    translated_keys: ClassVar[tuple[str, ...]] = ()

    def read(self, document: Document) -> Values:
        """Own fields of the page from the file in the source language. Raises FolderRefused."""
        raise NotImplementedError

    def read_translation(self, document: Document) -> Values:
        """Own fields of the page from the file of another language. Raises FolderRefused."""
        raise NotImplementedError

    def files_beside(self, document: Document, languages: list[str]) -> list[Path]:
        """Further files that belong to the step; those of translations too."""
        return []

    def read_beside(self, document: Document, languages: list[str]) -> Any:
        """What those files hold. Raises FolderRefused."""
        return None

    def put_beside(self, step: StepFile, by: User | None) -> bool:
        """Publish what stands beside the page, before the page itself; True if anything changed."""
        return False

    def values_of(self, page: StepPage) -> Values:
        """Own fields as the page holds them, in the form in which `read` gives them."""
        raise NotImplementedError

    def put(self, page: StepPage, values: Values) -> None:
        """Write own fields into the page, without saving."""
        raise NotImplementedError

    def fields_of(self, page: StepPage, stem: str) -> dict[str, str]:
        """Own fields as front matter, all of them. `stem`: name of the step's files without their endings."""
        raise NotImplementedError

    def body_of(self, page: StepPage) -> str:
        """What stands under the front matter."""
        return ""

    def write_beside(self, page: StepPage, languages: list[str], stem: str) -> dict[str, str]:
        """The further files of the step: {name: text}."""
        return {}


_kinds: dict[str, StepKind] = {}


def register(kind: StepKind) -> None:
    """Make a kind known; called from AppConfig.ready."""
    _kinds[kind.name] = kind


def named(name: str) -> StepKind | None:
    """The kind with this name, which is also the `kind` of its pages."""
    return _kinds.get(name)


def names() -> list[str]:
    return sorted(_kinds)
