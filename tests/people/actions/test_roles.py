import datetime

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from people.actions import roles
from people.models import Role, RoleKind
from people.tasks import end_roles
from tests.factories.people import RoleFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def first_of_november():
    with time_machine.travel(datetime.datetime(2026, 11, 1, 9, tzinfo=datetime.UTC), tick=False):
        yield


def groups_of(user):
    return set(user.groups.values_list("name", flat=True))


@pytest.mark.parametrize("kind", RoleKind.values)
def test_granted_role_gives_its_group_and_the_way_into_the_admin(kind):
    user, unit = UserFactory(), UnitFactory(parent=UnitFactory())
    roles.grant(user=user, unit=unit, kind=kind, until=None, by=None)
    assert groups_of(user) == {kind}
    assert user.has_perm("wagtailadmin.access_admin")


def test_hr_of_a_unit_without_parent_is_central_hr():
    user = UserFactory()
    role = roles.grant(user=user, unit=UnitFactory(), kind=RoleKind.HR, until=None, by=None)
    assert groups_of(user) == {"hr", "hr-central"}
    assert user.has_perms(["people.add_role", "people.delete_role", "people.view_accesslog"])
    roles.revoke(role=role, by=None)
    assert groups_of(user) == set()


def test_editor_of_a_unit_without_parent_is_not_central_hr():
    user = UserFactory()
    roles.grant(user=user, unit=UnitFactory(), kind=RoleKind.EDITOR, until=None, by=None)
    assert groups_of(user) == {"editor"}


def test_granting_again_moves_the_last_day():
    user, unit = UserFactory(), UnitFactory()
    for until in [TODAY, datetime.date(2027, 1, 1)]:
        roles.grant(user=user, unit=unit, kind=RoleKind.HR, until=until, by=None)
    assert Role.objects.get().until == datetime.date(2027, 1, 1)


def test_role_that_ends_in_the_past_is_refused():
    user = UserFactory()
    with pytest.raises(roles.RoleEndsInThePast, match="31/10/2026"):
        roles.grant(user=user, unit=UnitFactory(), kind=RoleKind.HR, until=datetime.date(2026, 10, 31), by=None)
    assert groups_of(user) == set()


def test_revoking_one_of_two_roles_keeps_the_group():
    user = UserFactory()
    first, _ = (
        roles.grant(user=user, unit=UnitFactory(parent=UnitFactory()), kind=RoleKind.HR, until=None, by=None)
        for _ in range(2)
    )
    roles.revoke(role=first, by=None)
    assert groups_of(user) == {"hr"}


def test_every_change_says_who_did_what():
    administrator, user, unit = UserFactory(), UserFactory(), UnitFactory(code="SNV")
    role = roles.grant(user=user, unit=unit, kind=RoleKind.HR, until=TODAY, by=administrator)
    roles.revoke(role=role, by=administrator)
    entries = ModelLogEntry.objects.for_instance(user).order_by("pk")
    facts = {"kind": "hr", "unit": "SNV", "until": "2026-11-01"}
    assert [(entry.action, entry.user, entry.data) for entry in entries] == [
        ("people.role_granted", administrator, facts),
        ("people.role_revoked", administrator, facts),
    ]


def test_ended_roles_leave_their_groups_and_valid_ones_stay():
    ended, valid = UserFactory(), UserFactory()
    roles.grant(user=ended, unit=UnitFactory(), kind=RoleKind.HR, until=TODAY, by=None)
    roles.grant(user=valid, unit=UnitFactory(), kind=RoleKind.HR, until=None, by=None)
    assert roles.end_expired(today=TODAY) == 0
    with time_machine.travel(datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC), tick=False):
        end_roles()
    assert groups_of(ended) == set()
    assert groups_of(valid) == {"hr", "hr-central"}
    assert Role.objects.filter(user=ended).exists()


def test_groups_that_follow_no_role_are_left_alone(django_user_model):
    from django.contrib.auth.models import Group

    role = RoleFactory()
    role.user.groups.add(Group.objects.create(name="Reviewers of translations"))
    roles.revoke(role=role, by=None)
    assert groups_of(role.user) == {"Reviewers of translations"}
