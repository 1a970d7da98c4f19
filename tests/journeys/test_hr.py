"""HR's way in a real browser: people, evaluations, a rule looked at and switched on, what follows, and by hand."""

import csv
import datetime
import re
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluations.actions.reach import rebuild_reach
from evaluations.actions.scores import recount
from evaluations.models import Period
from tests.factories.courses import CourseFactory
from tests.factories.evaluations import AppraisalFactory, CompetencyFactory, CriterionFactory, ScoreFactory
from tests.factories.organisation import Organisation, build_organisation
from tests.factories.training import RuleFactory
from tests.journeys.conftest import DESK, HEIGHT, PHONE, assert_accessible, sign_in
from training.actions.runs import apply_rules
from training.models import Assignment, AssignmentState, RunTrigger

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organisation(live_server) -> Organisation:
    """The person has 65 percent for communication in two closed quarters; R-COMM waits to be switched on."""
    organisation = build_organisation()
    communication = CompetencyFactory(code="communication", name_vi="Giao tiếp")
    criterion = CriterionFactory(name_vi="Thái độ phục vụ", weights={communication: "1"})
    rebuild_reach()
    for quarter in (1, 2):
        sheet = AppraisalFactory(
            person=organisation.person,
            unit=organisation.counter,
            framework=criterion.framework,
            period=_quarter_closed_lately(quarter),
        )
        ScoreFactory(appraisal=sheet, criterion=criterion, points=13)
    recount()
    course = CourseFactory(code="GT-01", title="Bốn xin, bốn luôn")
    RuleFactory(code="R-COMM", active=False, current__course=course, current__competency=communication)
    return organisation


def _quarter_closed_lately(quarter: int) -> Period:
    ends_on = timezone.localdate() - datetime.timedelta(days=100 * (3 - quarter))
    return Period.objects.create(
        code=f"2026-Q{quarter}",
        kind="quarter",
        starts_on=ends_on - datetime.timedelta(days=90),
        ends_on=ends_on,
        closed_on=ends_on + datetime.timedelta(days=10),
    )


def check(page: Page) -> None:
    """`assert_accessible` on a phone and at a desk."""
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert_accessible(page)


def open_and_check(page: Page, address: str) -> None:
    page.goto(address)
    check(page)


def downloaded(page: Page, ending: str, folder: Path) -> Path:
    """The list of assignments as a file, by its address in the menu of the page."""
    with page.expect_download() as download:
        page.evaluate("address => { location.href = address }", f"/admin/assignments/?export={ending}")
    download.value.save_as(folder / f"assignments.{ending}")
    return folder / f"assignments.{ending}"


def test_hr_reads_switches_a_rule_on_assigns_exports_and_waives(open_page, organisation, tmp_path):
    page = open_page(width=DESK)
    sign_in(page, organisation.central)
    open_and_check(page, "/admin/")
    reads_about_a_person(page, organisation)
    switches_the_rule_on(page)
    apply_rules(as_of=timezone.localdate(), trigger=RunTrigger.MANUAL)
    finds_the_assignment_and_its_cause(page, organisation)
    takes_the_list_out(page, tmp_path)
    assigns_by_hand(page, organisation)
    waives(page, organisation)


def reads_about_a_person(page: Page, organisation: Organisation) -> None:
    open_and_check(page, "/admin/people/?q=0004271")
    page.get_by_role("link", name="Nguyễn Thị Lan").click()
    expect(page.get_by_text(organisation.counter.name).first).to_be_visible()
    check(page)
    open_and_check(page, f"/admin/evaluations/person/{organisation.person.pk}/")
    expect(page.get_by_text("65,00").first).to_be_visible()
    open_and_check(page, "/admin/evaluations/")
    page.get_by_role("link", name=re.compile("Nguyễn Thị Lan")).first.click()
    expect(page.get_by_text("Thái độ phục vụ")).to_be_visible()
    check(page)


def switches_the_rule_on(page: Page) -> None:
    open_and_check(page, "/admin/rules/")
    page.get_by_role("link", name="R-COMM", exact=True).click()
    check(page)
    rule = page.url
    open_and_check(page, f"{rule}edit/")
    open_and_check(page, f"{rule}preview/")
    expect(page.get_by_role("cell", name=re.compile("0004271"))).to_be_visible()
    page.locator("form[action$='/switch/'] button").click()
    expect(page.locator("form[action$='/switch/'] button.no")).to_be_visible()


def finds_the_assignment_and_its_cause(page: Page, organisation: Organisation) -> None:
    open_and_check(page, f"/admin/assignments/?state={AssignmentState.OPEN}&unit={organisation.commune.pk}")
    page.get_by_role("link", name=re.compile("Nguyễn Thị Lan")).click()
    expect(page.get_by_text("65,00").first).to_be_visible()
    check(page)
    open_and_check(page, "/admin/rule-runs/")


def takes_the_list_out(page: Page, folder: Path) -> None:
    (row,) = csv.DictReader(downloaded(page, "csv", folder).read_text(encoding="utf-8").splitlines())
    assert (row["staff_id"], row["course_code"], row["rule_code"], row["percent"]) == (
        "0004271",
        "GT-01",
        "R-COMM",
        "65.00",
    )
    workbook = openpyxl.load_workbook(downloaded(page, "xlsx", folder))
    assert [line[0] for line in workbook.active.values] == ["staff_id", "0004271"]


def assigns_by_hand(page: Page, organisation: Organisation) -> None:
    open_and_check(page, "/admin/assignments/new/")
    page.locator("#id_name").fill("Quản Lý")
    page.locator("button[value=find]").click()
    page.get_by_role("checkbox", name=re.compile("Phạm Thị Quản Lý")).check()
    check(page)
    page.locator("#id_course").select_option(index=1)
    page.locator("#id_due_on").fill("2099-12-31")
    page.locator("#id_note").fill("Chuẩn bị nhận nhiệm vụ tại quầy.")
    page.get_by_role("button", name=re.compile("^(Assign the course|Giao khóa học)$")).press("Enter")
    expect(page).to_have_url(re.compile("/admin/assignments/$"))
    made = Assignment.objects.get(learner=organisation.manager)
    assert (made.assigned_by, made.due_on.year) == (organisation.central, 2099)


def waives(page: Page, organisation: Organisation) -> None:
    assignment = Assignment.objects.get(learner=organisation.manager)
    open_and_check(page, f"/admin/assignments/{assignment.pk}/waive/")
    page.locator("#id_reason").fill("Nghỉ thai sản.")
    page.locator("main form[method=post] button[type=submit]").click()
    expect(page.get_by_text("Nghỉ thai sản.")).to_be_visible()
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.WAIVED
