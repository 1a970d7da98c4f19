"""Who may do what for which unit. Django groups are kept in step with the roles that are valid."""

import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.groups import CENTRAL_HR, GROUP_NAMES
from people.models import Role, RoleKind, Unit, User


class RoleEndsInThePast(ValueError):
    """A role was to end on a day that is over."""


@transaction.atomic
def grant(*, user: User, unit: Unit, kind: str, until: datetime.date | None, by: User | None) -> Role:
    """Give the role for the unit and everything below it, or give it a new last day.

    Raises RoleEndsInThePast when the last day is over already.
    """
    today = timezone.localdate()
    if until is not None and until < today:
        raise RoleEndsInThePast(f"A role cannot end on {until:%d/%m/%Y}, which is over. Choose today or a later day.")
    role, _ = Role.objects.update_or_create(user=user, unit=unit, kind=kind, defaults={"until": until})
    log(user, "people.role_granted", user=by, data=_facts(role))
    _bring_groups_in_step(user, today)
    return role


@transaction.atomic
def revoke(*, role: Role, by: User | None) -> None:
    """Take the role away at once."""
    log(role.user, "people.role_revoked", user=by, data=_facts(role))
    role.delete()
    _bring_groups_in_step(role.user, timezone.localdate())


def end_expired(*, today: datetime.date) -> int:
    """Take people out of the groups their valid roles no longer give; returns how many people changed.

    Looks at everybody in such a group, so a missed night costs nothing. The roles themselves stay as history.
    """
    members = User.objects.filter(groups__name__in=GROUP_NAMES).distinct()
    return sum(_bring_groups_in_step(user, today) for user in members)


def _facts(role: Role) -> dict[str, str]:
    return {"kind": role.kind, "unit": role.unit.code, "until": role.until.isoformat() if role.until else ""}


@transaction.atomic
def _bring_groups_in_step(user: User, today: datetime.date) -> bool:
    """Give the user exactly the groups of the valid roles; other groups are not touched. True when that changed any."""
    given = set(user.groups.filter(name__in=GROUP_NAMES).values_list("name", flat=True))
    wanted = _groups_for(user, today)
    user.groups.remove(*Group.objects.filter(name__in=given - wanted))
    user.groups.add(*Group.objects.filter(name__in=wanted - given))
    return given != wanted


def _groups_for(user: User, today: datetime.date) -> set[str]:
    roles = Role.objects.valid_on(today).filter(user=user)
    names = set(roles.values_list("kind", flat=True))
    if roles.filter(kind=RoleKind.HR, unit__parent__isnull=True).exists():
        names.add(CENTRAL_HR)
    return names
