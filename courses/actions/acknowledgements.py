"""Confirmations of reading: once for each person and version, and the step done in the run they were given in."""

from django.db import transaction
from django.utils import timezone

from courses.acknowledgements import documents
from courses.actions import enrolments
from courses.errors import CourseNotStarted, DocumentChanged, StepNotPublished
from courses.models import Acknowledgement, AcknowledgePage, Enrolment
from people.models import User


@transaction.atomic
def confirm(*, page: AcknowledgePage, version: int, digest: str, language: str, by: User) -> Acknowledgement:
    """Keep that a person has read a version, by the digest of the text they had before them in that language.

    Confirming it again changes nothing, but completes the step in a later run of the course. A version that came
    after a run was completed can be confirmed all the same; the run stays as it was.
    Raises StepNotPublished, CourseNotStarted, or DocumentChanged if what they read is not in force any more.
    """
    source = page.source
    if not source.live:
        raise StepNotPublished(step=source.title)
    runs = Enrolment.objects.filter(learner=by, course=source.course)
    if not runs.exists():
        raise CourseNotStarted(step=source.title)
    shown = documents.shown(source, language)
    if (version, digest) != (source.version, documents.digest(documents.text_of(shown))):
        raise DocumentChanged(title=shown.title)
    acknowledgement, _ = Acknowledgement.objects.get_or_create(
        person=by,
        page=source,
        version=version,
        defaults={
            "language": shown.locale.language_code,
            "text_sha256": digest,
            "revision": shown.live_revision,
            "confirmed_at": timezone.now(),
        },
    )
    if running := runs.open().first():
        enrolments.credit_step(enrolment=running, step=source, revision=shown.live_revision)
    return acknowledgement
