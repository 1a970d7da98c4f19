"""Competencies, frameworks, points, reports and inspections as HR's files bring them."""

from decimal import Decimal

import pytest

from evaluations.models import (
    Appraisal,
    Competency,
    CompetencyScore,
    Criterion,
    CriterionCompetency,
    CriterionReach,
    Finding,
    Inspection,
    Score,
)
from tests.intake.files import STAFF, TWO_UNITS, codes, counts, take_in

pytestmark = pytest.mark.django_db

TREE = (
    "code,parent,name_vi,name_en\nlistening,communication,Lắng nghe,Listening\ncommunication,,Giao tiếp,Communication\n"
)
FRAMEWORK = "framework_code,criterion_code,max_points,competencies,valid_from,valid_to\n"
SHEET = FRAMEWORK + 'F,C1,10,listening:0.5|communication:0.5,01/01/2026,\nF,C2,"2,5",,01/01/2026,\n'
PERIODS = (
    "period,kind,start,end,closed_on\n"
    "2026-Q1,quarter,2026-01-01,2026-03-31,2026-04-20\n"
    "2025-Q4,quarter,2025-10-01,2025-12-31,\n"
)
POINTS = "staff_id,unit_code,framework_code,period,source,criterion_code,points,status\n"
PERSON = "0042,Nguyễn Thị Lan,A,,CV-01,cong_chuc,dang_lam,,,\n"
FINDINGS = "inspection_id,date,unit_code,inspected_count,item_code,findings,staff_id,fixed\n"


@pytest.fixture(autouse=True)
def reference_files():
    for text, kind in [
        (TREE, "competencies"),
        (SHEET, "frameworks"),
        (PERIODS, "periods"),
        (TWO_UNITS, "units"),
        (STAFF + PERSON, "staff"),
    ]:
        assert not take_in(text, kind).errors.exists()


def line(unit="A", criterion="C1", points="8", status="chinh_thuc", period="2026-Q1", framework="F"):
    return f"0042,{unit},{framework},{period},cap_tham_quyen,{criterion},{points},{status}\n"


def sums():
    return {
        score.competency.code: (score.points_sum, score.max_sum)
        for score in CompetencyScore.objects.select_related("competency")
    }


def test_competencies_keep_the_order_of_the_file_and_their_tree():
    assert list(Competency.objects.values_list("code", flat=True)) == ["listening", "communication"]
    assert Competency.objects.get(code="listening").parent.code == "communication"


def test_circle_of_competencies_is_refused():
    text = "code,parent,name_vi,name_en\ncommunication,listening,Giao tiếp,Communication\n"
    assert codes(take_in(text, "competencies")) == [(2, "parent", "circle")]


def test_framework_brings_criteria_weights_and_their_reach():
    assert list(Criterion.objects.values_list("code", "max_points")) == [("C1", Decimal(10)), ("C2", Decimal("2.5"))]
    assert CriterionCompetency.objects.filter(criterion__code="C2").count() == 0
    assert CriterionReach.objects.get(competency__code="communication").weight == 1


def test_changed_weights_replace_the_old_ones_and_scores_follow():
    take_in(POINTS + line(), "evaluations")
    batch = take_in(FRAMEWORK + "F,C1,10,communication:0.25,01/01/2026,\n", "frameworks")
    assert counts(batch) == (0, 1, 0)
    assert sums() == {"communication": (Decimal(2), Decimal("2.5"))}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("G,C1,10,unknown:1,01/01/2026,\n", ("competencies", "unknown_competency")),
        ("G,C1,10,listening,01/01/2026,\n", ("competencies", "bad_weight")),
        ("G,C1,10,listening:0,01/01/2026,\n", ("competencies", "bad_weight")),
        ("G,C1,10,listening:1|listening:1,01/01/2026,\n", ("competencies", "bad_weight")),
        ("G,C1,0,,01/01/2026,\n", ("max_points", "not_above_zero")),
        ("G,C1,10,,01/01/2026,31/12/2025\n", ("valid_to", "date_order")),
    ],
)
def test_frameworks_that_cannot_be(row, found):
    assert codes(take_in(FRAMEWORK + row, "frameworks")) == [(2, *found)]


def test_rows_of_a_framework_agree_about_it():
    text = FRAMEWORK + "G,C1,10,,01/01/2026,\nG,C2,10,,01/02/2026,\n"
    assert codes(take_in(text, "frameworks")) == [(3, "valid_from", "not_the_same")]


def test_maximum_does_not_fall_below_points_already_given():
    take_in(POINTS + line(points="8"), "evaluations")
    text = FRAMEWORK + "F,C1,7,,01/01/2026,\n"
    assert codes(take_in(text, "frameworks")) == [(2, "max_points", "scores_above_max")]


def test_an_empty_unit_is_a_sheet_of_its_own():
    batch = take_in(POINTS + line() + line(unit=""), "evaluations")
    assert counts(batch) == (2, 0, 0)
    assert Appraisal.objects.count() == 2
    assert counts(take_in(POINTS + line() + line(unit=""), "evaluations")) == (0, 0, 2)


def test_only_the_touched_sums_change_and_to_the_digit():
    take_in(POINTS + line(points='"7,25"'), "evaluations")
    assert sums()["communication"] == (Decimal("7.25"), Decimal(10))
    assert sums()["listening"] == (Decimal("3.625"), Decimal(5))
    other = CompetencyScore.objects.get(competency__code="listening").pk
    take_in(POINTS + line(points="7"), "evaluations")
    assert sums()["communication"] == (Decimal(7), Decimal(10))
    assert not CompetencyScore.objects.filter(pk=other).exists()


def test_not_scored_is_not_zero_and_drafts_count_nothing():
    take_in(POINTS + line(points="") + line(criterion="C2", points="1", status="nhap"), "evaluations")
    assert Score.objects.filter(points__isnull=True).count() == 1
    assert sums() == {}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (line(points="10.001"), ("points", "over_max")),
        (line(points="1.1234567"), ("points", "too_many_decimals")),
        (line(criterion="C9"), ("criterion_code", "unknown_criterion")),
        (line(period="2025-Q4"), ("framework_code", "framework_closed")),
        (line(framework="G"), ("framework_code", "unknown_framework")),
    ],
)
def test_points_that_cannot_be(row, found):
    assert codes(take_in(POINTS + row, "evaluations")) == [(2, *found)]
    assert not Score.objects.exists()


def test_inspections_for_the_unit_and_for_a_person():
    text = FINDINGS + "K1,2026-01-05,A,9,gio_giac,2,,\nK1,2026-01-05,A,9,gio_giac,1,0042,1\n"
    assert counts(take_in(text, "inspections")) == (2, 0, 0)
    assert (Inspection.objects.count(), Finding.objects.count()) == (1, 2)
    assert counts(take_in(text, "inspections")) == (0, 0, 2)
    assert counts(take_in(text.replace(",9,", ",10,"), "inspections")) == (0, 2, 0)


def test_lines_of_a_visit_agree_about_it():
    text = FINDINGS + "K1,2026-01-05,A,9,gio_giac,2,,\nK1,2026-01-06,A,9,trang_phuc,1,,\n"
    assert codes(take_in(text, "inspections")) == [(3, "date", "not_the_same")]


def test_report_with_a_severity_outside_one_to_three():
    text = "feedback_id,date,unit_code,category,severity,outcome\nP1,05/01/2026,A,thai_do,4,dung\n"
    assert codes(take_in(text, "feedback")) == [(2, "severity", "out_of_range")]
