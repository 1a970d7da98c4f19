"""The text of a document: what is shown, and the digest that a confirmation keeps of it."""

import hashlib
import unicodedata

from courses import reading
from courses.folders.blocks import write_body
from courses.folders.lessons import blocks_of
from courses.models import AcknowledgePage


def shown(source: AcknowledgePage, language: str) -> AcknowledgePage:
    """The document in the language if that translation is of the version in force, else in the source language.

    Nobody is to confirm a version by reading another one. One query at most.
    """
    translation = reading.shown_pages([source], language)[source.pk]
    return translation if translation.version == source.version else source


def text_of(page: AcknowledgePage) -> str:
    """Heading and text as they stand in the file of the document: Markdown with directives."""
    return f"# {page.title}\n\n{write_body(blocks_of(page))}\n"


def digest(text: str) -> str:
    """SHA-256 of a text in Unicode NFC and UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()
