"""People and their posts: a new post closes the one before and keeps it."""

import datetime

import pytest

from people.models import Posting, User
from tests.intake.files import STAFF, TWO_UNITS, codes, counts, take_in

pytestmark = pytest.mark.django_db

LAN = "0004271,Nguyễn Thị Lan,A,Trưởng phòng,LD-01,cong_chuc,dang_lam,01/07/2025,,\n"


@pytest.fixture(autouse=True)
def units():
    take_in(TWO_UNITS, "units")


def posts(number="0004271"):
    return list(
        Posting.objects.filter(user__staff_number=number)
        .order_by("pk")
        .values_list("unit__code", "starts_on", "ends_on", "is_current")
    )


def test_new_person_has_an_account_without_password():
    batch = take_in(STAFF + LAN, "staff")
    person = User.objects.get(staff_number="0004271")
    assert counts(batch) == (1, 0, 0)
    assert not person.has_usable_password()
    assert (person.is_active, person.is_superuser) == (True, False)
    assert posts() == [("A", datetime.date(2025, 7, 1), None, True)]


def test_line_manager_may_stand_on_a_later_line():
    take_in(STAFF + LAN.replace(",,\n", ",,0001\n") + "0001,Trần Văn Bình,A,,CV-01,can_bo,dang_lam,,,\n", "staff")
    assert User.objects.get(staff_number="0004271").posting().manager.staff_number == "0001"


def test_another_unit_closes_the_post_and_keeps_it():
    take_in(STAFF + LAN, "staff")
    batch = take_in(STAFF + LAN.replace(",A,", ",B,").replace("01/07/2025", "15/05/2026"), "staff")
    assert counts(batch) == (0, 1, 0)
    assert posts() == [
        ("A", datetime.date(2025, 7, 1), datetime.date(2026, 5, 14), False),
        ("B", datetime.date(2026, 5, 15), None, True),
    ]


def test_new_post_without_a_first_day_leaves_the_end_of_the_old_one_open():
    take_in(STAFF + LAN, "staff")
    take_in(STAFF + LAN.replace("Trưởng phòng", "Chuyên viên").replace("01/07/2025", ""), "staff")
    assert posts() == [("A", datetime.date(2025, 7, 1), None, False), ("A", None, None, True)]


def test_corrected_dates_stay_with_the_post():
    take_in(STAFF + LAN, "staff")
    assert counts(take_in(STAFF + LAN.replace("01/07/2025,", "01/08/2025,30/11/2026"), "staff")) == (0, 1, 0)
    assert posts() == [("A", datetime.date(2025, 8, 1), datetime.date(2026, 11, 30), True)]


def test_who_left_may_not_sign_in():
    take_in(STAFF + LAN, "staff")
    take_in(STAFF + LAN.replace("dang_lam", "nghi_viec"), "staff")
    assert not User.objects.get(staff_number="0004271").is_active


def test_password_and_account_survive_another_import():
    take_in(STAFF + LAN, "staff")
    person = User.objects.get(staff_number="0004271")
    person.set_password("mat-khau-cua-lan")
    person.save()
    take_in(STAFF + LAN.replace("Lan", "Lân"), "staff")
    assert User.objects.get(pk=person.pk).check_password("mat-khau-cua-lan")


def test_mistakes_of_one_line_are_all_told():
    wrong = "X1,=1+1,Z,,CV-01,khach,ngu,01/05/2026,01/04/2026,9\n"
    assert codes(take_in(STAFF + wrong, "staff")) == [
        (2, "category", "bad_category"),
        (2, "full_name", "formula_cell"),
        (2, "manager_staff_id", "unknown_manager"),
        (2, "post_to", "date_order"),
        (2, "status", "bad_status"),
        (2, "unit_code", "unknown_unit"),
    ]
    assert not User.objects.exists()
