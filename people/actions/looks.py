"""The trace of who looked at whose evaluations."""

from django.utils import timezone

from people.models import AccessLog, User


def record(*, viewer: User, person: User, what: str, about: str = "") -> AccessLog:
    """The viewer opened a page with evaluations of this person."""
    return AccessLog.objects.create(viewer=viewer, person=person, what=what, about=about, at=timezone.now())


def record_list(*, viewer: User, what: str, people_count: int, about: str = "") -> AccessLog:
    """The viewer opened or exported a list with evaluations of so many people."""
    return AccessLog.objects.create(viewer=viewer, what=what, people_count=people_count, about=about, at=timezone.now())
