"""What the page of a document shows: its text, the version in force, and what the reader confirmed of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone

from courses import presenters
from courses.acknowledgements import documents
from courses.acknowledgements.forms import ConfirmationForm
from courses.models import Acknowledgement, AcknowledgePage


@dataclass(frozen=True)
class Document:
    """`confirmed`: the reader's confirmations of this document, the newest version first."""

    lesson: presenters.Lesson
    confirmed: Sequence[Acknowledgement]

    @cached_property
    def current(self) -> Acknowledgement | None:
        """The reader's confirmation of the version in force."""
        version = self.lesson.source.version
        return next((entry for entry in self.confirmed if entry.version == version), None)

    @property
    def is_new_version(self) -> bool:
        """Whether the reader confirmed an earlier version, and not yet this one."""
        return bool(self.confirmed) and self.current is None

    @property
    def is_asked(self) -> bool:
        """Whether there is something to confirm: a version, or in a new run of the course the step once more."""
        if self.lesson.enrolment is None or self.lesson.entry is None:
            return False
        return self.current is None or (self.lesson.is_running and not self.lesson.entry.is_done)

    @property
    def is_in_force(self) -> bool:
        day = self.lesson.source.effective_on
        return day is not None and day <= timezone.localdate()

    @property
    def form(self) -> ConfirmationForm:
        page = self.lesson.page
        return ConfirmationForm(
            initial={
                "version": page.version,
                "digest": documents.digest(documents.text_of(page)),
                "language": page.locale.language_code,
            }
        )


def document(page: AcknowledgePage, request) -> Document:
    """The document as the reader finds it; a translation that is behind gives way to the source language."""
    lesson = presenters.lesson(page, request)
    if lesson.page.version != lesson.source.version and not getattr(request, "is_preview", False):
        lesson = replace(lesson, page=lesson.source)
    confirmed = Acknowledgement.objects.filter(person=request.user, page=lesson.source).order_by("-version")
    return Document(lesson, [] if getattr(request, "is_preview", False) else list(confirmed))
