"""Units with parents and successors, whatever their order in the file."""

import pytest

from people.models import Unit, UnitSuccession
from tests.intake.files import TWO_UNITS, UNITS, codes, counts, take_in

pytestmark = pytest.mark.django_db


def test_parents_and_successors_may_stand_on_later_lines():
    take_in(UNITS + "OLD,Huyện,,huyen,huyen,01/01/1997,30/06/2025,A|B\n" + TWO_UNITS.removeprefix(UNITS), "units")
    assert Unit.objects.get(code="B").parent.code == "A"
    assert set(Unit.objects.get(code="OLD").successors.values_list("code", flat=True)) == {"A", "B"}


def test_changed_parent_and_successors_replace_the_old_ones():
    take_in(UNITS + "OLD,Huyện,,huyen,huyen,01/01/1997,30/06/2025,A|B\n" + TWO_UNITS.removeprefix(UNITS), "units")
    batch = take_in(UNITS + "OLD,Huyện,A,huyen,huyen,01/01/1997,30/06/2025,B\n", "units")
    assert counts(batch) == (0, 1, 0)
    assert UnitSuccession.objects.get().successor.code == "B"
    assert Unit.objects.get(code="OLD").parent.code == "A"


def test_existing_unit_may_come_below_a_new_one():
    take_in(TWO_UNITS, "units")
    batch = take_in(UNITS + "A,Xã A,NEW,ubnd_xa,xa,01/07/2025,,\nNEW,Tỉnh,,ubnd_tinh,tinh,01/07/2025,,\n", "units")
    assert counts(batch) == (1, 1, 0)
    assert Unit.objects.get(code="A").parent.code == "NEW"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("A,Xã A,B,ubnd_xa,xa,01/07/2025,,\n", [(2, "parent_code", "circle")]),
        ("C,Phòng C,C,phong,xa,01/07/2025,,\n", [(2, "parent_code", "circle")]),
        ("C,Phòng C,A,phong,xa,01/07/2025,30/06/2025,\n", [(2, "valid_to", "date_order")]),
        ("C,Phòng C,A,phong,xa,01/07/2025,,X|A|Y\n", [(2, "successor_code", "unknown_unit")]),
        ("C,Phòng C,A,phong,xa,01/07/2025,,C\n", [(2, "successor_code", "own_successor")]),
        ("C,Phòng C,A,to,xa,01/07/2025,,\n", [(2, "unit_type", "bad_choice")]),
    ],
)
def test_what_no_organisation_can_be(rows, found):
    take_in(TWO_UNITS, "units")
    assert codes(take_in(UNITS + rows, "units")) == found
    assert Unit.objects.count() == 2
