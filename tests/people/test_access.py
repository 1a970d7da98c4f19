import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from people import access
from people.models import RoleKind, User
from tests.factories.people import PostingFactory, RoleFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 1)
YESTERDAY = datetime.date(2026, 10, 31)


@pytest.fixture
def units():
    """A department with a division and, beside it, another department."""
    department = UnitFactory()
    return department, UnitFactory(parent=department), UnitFactory()


def test_role_reaches_the_unit_and_everything_below(units):
    department, division, _ = units
    officer = RoleFactory(unit=department).user
    assert access.units_of(officer, RoleKind.HR, TODAY) == {department.pk, division.pk}


def test_role_of_another_kind_gives_no_units(units):
    officer = RoleFactory(unit=units[0], kind=RoleKind.EDITOR).user
    assert access.units_of(officer, RoleKind.HR, TODAY) == set()


@pytest.mark.parametrize(("until", "holds"), [(None, True), (TODAY, True), (YESTERDAY, False)])
def test_last_day_of_a_role_counts(units, until, holds):
    officer = RoleFactory(unit=units[0], until=until).user
    assert access.has_role(officer, RoleKind.HR, TODAY) is holds
    assert bool(access.units_of(officer, RoleKind.HR, TODAY)) is holds


def test_superuser_sees_everybody_even_without_a_post(units):
    administrator = UserFactory(is_superuser=True)
    assert access.units_of(administrator, RoleKind.HR, TODAY) == {unit.pk for unit in units}
    assert access.people_visible_to(administrator, TODAY).get() == administrator


@pytest.mark.parametrize("viewer", [AnonymousUser(), User(is_active=False, is_superuser=True)])
def test_nobody_without_an_active_account_sees_anything(units, viewer):
    person = PostingFactory(unit=units[0]).user
    assert access.units_of(viewer, RoleKind.HR, TODAY) == set()
    assert not access.has_role(viewer, RoleKind.HR, TODAY)
    assert not access.people_visible_to(viewer, TODAY).exists()
    assert not access.may_see_training_of(viewer, person, TODAY)


def test_officer_sees_people_by_their_current_post(units):
    department, division, elsewhere = units
    officer = RoleFactory(unit=department).user
    here = PostingFactory(unit=division).user
    moved_away = PostingFactory(unit=division, is_current=False).user
    PostingFactory(user=moved_away, unit=elsewhere)
    assert list(access.people_visible_to(officer, TODAY)) == [here]


def test_training_is_seen_by_the_person_the_manager_and_hr_of_the_unit(units):
    department, division, elsewhere = units
    manager = UserFactory()
    person = PostingFactory(unit=division, manager=manager).user
    assert access.may_see_training_of(person, person, TODAY)
    assert access.may_see_training_of(manager, person, TODAY)
    assert access.may_see_training_of(RoleFactory(unit=department).user, person, TODAY)
    assert not access.may_see_training_of(RoleFactory(unit=elsewhere).user, person, TODAY)
    assert not access.may_see_training_of(RoleFactory(unit=department, kind=RoleKind.EDITOR).user, person, TODAY)
    assert not access.may_see_training_of(PostingFactory(unit=division).user, person, TODAY)


def test_manager_of_an_earlier_post_sees_nothing():
    manager = UserFactory()
    person = PostingFactory(manager=manager, is_current=False).user
    assert not access.is_manager_of(manager, person)
