"""Lessons in a folder: the body is Markdown with directives."""

from typing import Any

from courses.folders.blocks import Block, BodyFault, read_body, write_body
from courses.folders.documents import Document
from courses.folders.errors import FolderRefused
from courses.folders.kinds import StepKind, Values
from courses.folders.pages import plain_lines
from courses.models import LessonPage


class LessonKind(StepKind):
    name = "lesson"
    page_class = LessonPage
    keys = ("source",)
    translated_keys = ("source",)

    def read(self, document: Document) -> Values:
        try:
            blocks = read_body(document.body)
        except BodyFault as fault:
            line = document.body_line + fault.line - 1
            raise FolderRefused.at(document.path, line, fault.sentence) from fault
        return {"reference": document.fields.get("source", ""), "body": blocks}

    read_translation = read

    def values_of(self, page: LessonPage) -> Values:
        return {"reference": page.reference, "body": blocks_of(page)}

    def put(self, page: LessonPage, values: Values) -> None:
        page.reference = values["reference"]
        page.body = values["body"]

    def fields_of(self, page: LessonPage, stem: str) -> dict[str, str]:
        return {"source": page.reference}

    def body_of(self, page: LessonPage) -> str:
        return write_body(blocks_of(page))


def blocks_of(page: LessonPage) -> list[Block]:
    """The blocks of a lesson as `read_body` gives them."""
    return [(block["type"], _bare(block["value"])) for block in page.body.get_prep_value()]


def _bare(value: Any) -> Any:
    """A stored block value without the ids of list items, its texts as files have them."""
    if isinstance(value, list):
        return [_bare(item["value"]) for item in value]
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items()}
    return plain_lines(value)
