"""The file of rules: what it says becomes a version, and another wording becomes another version."""

import pytest

from evaluations.models import Competency
from tests.factories.courses import CourseFactory
from tests.intake.files import codes, counts, take_in
from training.models import Rule

pytestmark = pytest.mark.django_db

HEADER = (
    "code,name_vi,name_en,kind,competency,threshold,periods,min_periods,lookback_days,sources,course_code,due_days,"
    "cooldown_days,priority,mode,active\n"
)
LOW = 'R1,Thấp,Low,sustained_low,communication,"70,5",3,2,400,cap_tham_quyen|quan_ly,GT-01,30,90,1,auto,1\n'
COMPLAINTS = "R2,Phản ánh,Complaints,complaints,,2,,,180,thai_do,GT-01,21,90,4,auto,0\n"


@pytest.fixture(autouse=True)
def course_and_competency():
    Competency.objects.create(code="communication", name_vi="Giao tiếp")
    return CourseFactory(code="GT-01")


def test_new_rules_have_a_first_version_in_force():
    assert counts(take_in(HEADER + LOW + COMPLAINTS, "rules")) == (2, 0, 0)
    rule = Rule.objects.get(code="R1")
    assert (rule.active, rule.current.number, str(rule.current.threshold)) == (True, 1, "70.5")
    assert rule.current.sources == ["authority", "manager"]
    assert Rule.objects.get(code="R2").current.sources == ["attitude"]


def test_same_file_twice_writes_no_version():
    take_in(HEADER + LOW, "rules")
    assert counts(take_in(HEADER + LOW, "rules")) == (0, 0, 1)
    assert Rule.objects.get().versions.count() == 1


def test_another_wording_is_another_version_and_the_old_one_stays():
    take_in(HEADER + LOW, "rules")
    assert counts(take_in(HEADER + LOW.replace("70,5", "65"), "rules")) == (0, 1, 0)
    rule = Rule.objects.get()
    assert rule.current.number == 2
    assert [str(version.threshold) for version in rule.versions.order_by("number")] == ["70.5", "65"]


def test_switching_off_is_no_new_version():
    take_in(HEADER + LOW, "rules")
    assert counts(take_in(HEADER + LOW.replace(",1\n", ",0\n"), "rules")) == (0, 1, 0)
    assert (Rule.objects.get().active, Rule.objects.get().versions.count()) == (False, 1)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("GT-01", "XX-99", ("course_code", "unknown_course")),
        ("communication", "", ("competency", "missing_value")),
        ("communication", "unknown", ("competency", "unknown_competency")),
        ("cap_tham_quyen|quan_ly", "thai_do", ("sources", "bad_source")),
        (",3,2,", ",2,3,", ("min_periods", "out_of_range")),
        (",3,2,", ",,2,", ("periods", "missing_value")),
        ("sustained_low", "drop", ("min_periods", "out_of_range")),
        ("auto", "tu_dong", ("mode", "bad_choice")),
    ],
)
def test_rules_that_cannot_run(old, new, found):
    assert (2, *found) in codes(take_in(HEADER + LOW.replace(old, new), "rules"))
    assert not Rule.objects.exists()
