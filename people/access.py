"""Who sees whom. Deny by default: nobody sees a person's training but that person, their line manager and their HR."""

import datetime

from django.db.models import QuerySet

from people.models import Role, RoleKind, Unit, User


def units_of(user, kind: str, today: datetime.date) -> set[int]:
    """Primary keys of the units for which the user holds the role on the day, with everything below them.

    A superuser holds every role everywhere; nobody else holds anything without a valid `Role`.
    """
    if not user.is_active:
        return set()
    if user.is_superuser:
        return set(Unit.objects.values_list("pk", flat=True))
    roles = Role.objects.valid_on(today).filter(user=user, kind=kind)
    return Unit.objects.below(Unit.objects.filter(roles__in=roles))


def has_role(user, kind: str, today: datetime.date) -> bool:
    """Whether the user holds the role anywhere on the day."""
    if not user.is_active:
        return False
    return user.is_superuser or Role.objects.valid_on(today).filter(user=user, kind=kind).exists()


def people_visible_to(viewer, today: datetime.date) -> QuerySet[User]:
    """The people an HR officer answers for: those whose current post lies in the officer's units or below."""
    if viewer.is_active and viewer.is_superuser:
        return User.objects.all()
    return User.objects.in_units(units_of(viewer, RoleKind.HR, today))


def is_manager_of(viewer, person: User) -> bool:
    """Whether the viewer is the line manager named in the person's current post."""
    return viewer.is_active and person.postings.filter(is_current=True, manager=viewer).exists()


def may_see_training_of(viewer, person: User, today: datetime.date) -> bool:
    """The person, their line manager, and the HR officers of their unit."""
    if not viewer.is_active:
        return False
    return (
        viewer.pk == person.pk
        or is_manager_of(viewer, person)
        or people_visible_to(viewer, today).filter(pk=person.pk).exists()
    )
