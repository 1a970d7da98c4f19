import pytest
from django.db import IntegrityError, transaction

from people.models import Unit
from tests.factories.people import PostingFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_second_current_post_is_refused():
    posting = PostingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PostingFactory(user=posting.user)


def test_staff_numbers_differing_in_zeros_and_case_are_different_people():
    numbers = ["0004271", "4271", "cc-1", "CC-1"]
    for number in numbers:
        UserFactory(staff_number=number)


def test_units_below_includes_every_level():
    top = UnitFactory()
    middle = UnitFactory(parent=top)
    leaf = UnitFactory(parent=middle)
    UnitFactory()
    assert Unit.objects.below([top]) == {top.pk, middle.pk, leaf.pk}
