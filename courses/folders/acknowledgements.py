"""Documents to confirm in a folder: front matter with the version, the text as in a lesson."""

import datetime

from django.utils.translation import gettext as _

from courses.folders.documents import Document
from courses.folders.kinds import StepKind, Values
from courses.folders.lessons import LessonKind, blocks_of
from courses.folders.pages import plain_lines
from courses.models import AcknowledgePage

HIGHEST_VERSION = 9999


class AcknowledgeKind(StepKind):
    """A translation names the version it is a translation of."""

    name = "acknowledge"
    page_class = AcknowledgePage
    keys = ("issuer", "version", "effective_on", "changes", "source")
    translated_keys = ("issuer", "version", "changes", "source")

    def read(self, document: Document) -> Values:
        return {**self.read_translation(document), "effective_on": _day(document, "effective_on")}

    def read_translation(self, document: Document) -> Values:
        return {
            "issuer": document.fields.get("issuer", ""),
            "version": _version(document),
            "changes": document.fields.get("changes", ""),
            **LessonKind().read(document),
        }

    def values_of(self, page: AcknowledgePage) -> Values:
        return {
            "issuer": plain_lines(page.issuer),
            "version": page.version,
            "effective_on": page.effective_on,
            "changes": plain_lines(page.changes),
            "reference": plain_lines(page.reference),
            "body": blocks_of(page),
        }

    def put(self, page: AcknowledgePage, values: Values) -> None:
        for name in ("issuer", "version", "effective_on", "changes", "reference", "body"):
            setattr(page, name, values[name])

    def fields_of(self, page: AcknowledgePage, stem: str) -> dict[str, str]:
        return {
            "issuer": plain_lines(page.issuer),
            "version": str(page.version),
            "effective_on": page.effective_on.isoformat(),
            "changes": plain_lines(page.changes),
            "source": plain_lines(page.reference),
        }

    def body_of(self, page: AcknowledgePage) -> str:
        return LessonKind().body_of(page)


def _version(document: Document) -> int:
    number = int(document.number("version", "", most=HIGHEST_VERSION))
    if not number:
        raise document.refuse("version", _("“version” counts from 1."))
    return number


def _day(document: Document, key: str) -> datetime.date:
    written = document.fields.get(key, "")
    try:
        return datetime.date.fromisoformat(written)
    except ValueError as error:
        raise document.refuse(
            key,
            _("“%(key)s” must be a day such as 2026-10-01, not “%(value)s”.") % {"key": key, "value": written},
        ) from error
