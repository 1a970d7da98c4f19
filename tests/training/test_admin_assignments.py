"""HR's assignments: found, chased, exported, given by hand, waived; never beyond the officer's units."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import BatchState, ImportBatch
from people.models import AccessLog, Looked
from tests.factories.courses import CourseFactory
from tests.factories.people import PostingFactory, UserFactory
from tests.factories.training import AssignmentEventFactory, AssignmentFactory
from training.models import Assignment, AssignmentState, CausePeriod, CauseScore, Origin


@pytest.fixture
def course(db):
    return CourseFactory(code="GT-01", title="Bốn xin, bốn luôn", title_en="Four requests")


@pytest.fixture
def mine(organisation, course):
    return AssignmentFactory(learner=organisation.person, course=course, overdue=True)


@pytest.fixture
def foreign(organisation, course):
    return AssignmentFactory(learner=organisation.stranger, course=course)


def listed(client, **query):
    return list(client.get(reverse("assignments:index"), query).context["object_list"])


def exported(client, **query):
    response = client.get(reverse("assignments:index"), {"export": "csv", **query})
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


# the list


def test_officer_finds_the_assignments_of_the_own_people(client, organisation, mine, foreign):
    client.force_login(organisation.local)
    assert listed(client) == [mine]
    client.force_login(organisation.central)
    assert set(listed(client)) == {mine, foreign}


def test_list_says_in_words_how_late_somebody_is_and_shows_no_figure(client, organisation, mine):
    Assignment.objects.filter(pk=mine.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=3))
    AssignmentFactory(learner=organisation.manager, course=mine.course, by_rule=True)
    client.force_login(organisation.local)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("assignments:index")).content.decode()
    assert "overdue 3 days" in page
    assert "Four requests" in page
    assert "64.50" not in page


def test_list_is_filtered(client, organisation, mine, foreign):
    waived = AssignmentFactory(learner=organisation.person, course=mine.course, waived=True)
    by_rule = AssignmentFactory(learner=organisation.manager, by_rule=True)
    client.force_login(organisation.central)
    assert listed(client, state=AssignmentState.WAIVED) == [waived]
    assert listed(client, overdue="true") == [mine]
    assert set(listed(client, unit=organisation.commune.pk)) == {mine, waived, by_rule}
    assert listed(client, rule=by_rule.rule_version.rule_id) == [by_rule]
    assert listed(client, course=by_rule.course_id) == [by_rule]
    assert listed(client, q="0009999") == [foreign]


def test_list_takes_the_same_queries_for_one_assignment_and_for_thirty(
    client, organisation, mine, django_assert_max_num_queries
):
    client.force_login(organisation.local)
    url = reverse("assignments:index")
    client.get(url)
    with django_assert_max_num_queries(25) as few:
        client.get(url)
    for posting in PostingFactory.create_batch(30, unit=organisation.counter):
        AssignmentFactory(learner=posting.user, course=mine.course, assigned_by=mine.assigned_by)
    with django_assert_max_num_queries(25) as many:
        client.get(url)
    assert len(many) == len(few)


# export


def test_export_begins_with_the_agreed_columns_and_leaves_a_trace(client, organisation, course, foreign):
    assignment = AssignmentFactory(learner=organisation.person, course=course, by_rule=True)
    CausePeriod.objects.create(
        assignment=assignment,
        position=0,
        period_code="2026-Q3",
        period_ends_on="2026-09-30",
        source="authority",
        points_sum=6,
        max_sum=10,
    )
    client.force_login(organisation.local)
    (row,) = exported(client)
    assert list(row)[:6] == ["staff_id", "course_code", "rule_code", "percent", "periods_used", "due_on"]
    assert row["staff_id"] == "0004271"
    assert (row["percent"], row["periods_used"], row["state"]) == ("64.50", "2026-Q3", "open")
    look = AccessLog.objects.get()
    assert (look.viewer, look.what, look.people_count, look.person) == (organisation.local, Looked.EXPORT, 1, None)


def test_export_follows_the_filters_and_the_scope(client, organisation, mine, foreign):
    client.force_login(organisation.local)
    assert exported(client, state=AssignmentState.WAIVED) == []
    assert exported(client, q="0009999") == []


def test_workbook_holds_the_same_rows(client, organisation, mine):
    client.force_login(organisation.local)
    response = client.get(reverse("assignments:index"), {"export": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.values)
    assert rows[0][0] == "staff_id"
    assert rows[1][:2] == ("0004271", "GT-01")


def test_reason_that_looks_like_a_formula_is_made_harmless(client, organisation, course):
    AssignmentFactory(learner=organisation.person, course=course, note="=HYPERLINK(1)")
    client.force_login(organisation.local)
    (row,) = exported(client)
    assert row["note"] == "'=HYPERLINK(1)"


# one assignment


def test_page_shows_the_frozen_cause_and_the_events_and_leaves_a_trace(client, organisation, course):
    assignment = AssignmentFactory(learner=organisation.person, course=course, by_rule=True)
    AssignmentEventFactory(assignment=assignment, reason="Theo lịch")
    CauseScore.objects.create(
        assignment=assignment,
        period_code="2026-Q3",
        framework_code="COUNTER-2026",
        criterion_code="A1",
        name_vi="Thái độ phục vụ",
        points="13.4",
        max_points=20,
        weight="0.5",
    )
    client.force_login(organisation.local)
    page = client.get(reverse("assignments:inspect", args=[assignment.pk])).content.decode()
    for told in ["64,50", "Thái độ phục vụ", "13,4", "Theo lịch", assignment.rule_version.rule.code]:
        assert told in page
    look = AccessLog.objects.get()
    assert (look.viewer, look.person, look.what) == (organisation.local, organisation.person, Looked.REASON)


@pytest.mark.parametrize("view", ["inspect", "waive"])
def test_foreign_assignment_does_not_exist(client, organisation, foreign, view):
    client.force_login(organisation.local)
    response = client.get(reverse(f"assignments:{view}", args=[foreign.pk]))
    assert response.status_code == 404
    assert organisation.stranger.full_name not in response.content.decode()
    assert not AccessLog.objects.exists()


# waiving


def test_assignment_is_waived_with_a_reason(client, organisation, mine):
    client.force_login(organisation.local)
    response = client.post(reverse("assignments:waive", args=[mine.pk]), {"reason": "Nghỉ thai sản."})
    assert response.headers["Location"] == reverse("assignments:inspect", args=[mine.pk])
    mine.refresh_from_db()
    event = mine.events.get()
    assert (mine.state, event.by, event.reason) == (AssignmentState.WAIVED, organisation.local, "Nghỉ thai sản.")


def test_waiving_asks_for_a_reason(client, organisation, mine):
    client.force_login(organisation.local)
    response = client.post(reverse("assignments:waive", args=[mine.pk]), {"reason": "  "})
    assert "reason" in response.context["form"].errors
    mine.refresh_from_db()
    assert mine.state == AssignmentState.OPEN


def test_nobody_waives_their_own_assignment(client, organisation, course):
    own = AssignmentFactory(learner=organisation.local, course=course)
    client.force_login(organisation.local)
    assert client.post(reverse("assignments:waive", args=[own.pk]), {"reason": "Bận."}).status_code == 404
    own.refresh_from_db()
    assert own.state == AssignmentState.OPEN


def test_marked_assignments_are_waived_and_foreign_ones_are_not(client, organisation, mine, foreign):
    client.force_login(organisation.local)
    url = f"/admin/bulk/training/assignment/waive/?id={mine.pk}&id={foreign.pk}&id=all&next=/admin/assignments/"
    page = client.get(url).content.decode()
    assert "0004271" in page
    assert organisation.stranger.full_name not in page
    assert client.post(url, {"reason": "Khóa học hoãn."}).headers["Location"] == "/admin/assignments/"
    states = dict(Assignment.objects.values_list("pk", "state"))
    assert states == {mine.pk: AssignmentState.WAIVED, foreign.pk: AssignmentState.OPEN}


def test_editor_waives_nothing(client, organisation, mine):
    client.force_login(organisation.editor)
    client.post(f"/admin/bulk/training/assignment/waive/?id={mine.pk}", {"reason": "Thử."})
    mine.refresh_from_db()
    assert mine.state == AssignmentState.OPEN


# assigning by hand


def filled_in(given, /, **changes):
    return {"course": given.pk, "due_on": "2099-12-31", "note": "Chuẩn bị nhận việc tại quầy.", **changes}


def test_course_is_assigned_to_people_marked_and_pasted(client, organisation, course):
    client.force_login(organisation.local)
    told = filled_in(course, people=[organisation.manager.pk], numbers="0004271, 0004271")
    response = client.post(reverse("assignments:new"), told)
    assert response.headers["Location"] == reverse("assignments:index")
    made = Assignment.objects.order_by("learner__staff_number")
    assert {assignment.learner for assignment in made} == {organisation.manager, organisation.person}
    assert {(a.origin, a.assigned_by, a.note, a.due_on.year) for a in made} == {
        (Origin.PERSON, organisation.local, told["note"], 2099)
    }


def test_who_has_the_course_to_do_already_is_named(client, organisation, mine):
    client.force_login(organisation.local)
    response = client.post(
        reverse("assignments:new"),
        filled_in(mine.course, numbers="0004271"),
        follow=True,
        headers={"accept-language": "en"},
    )
    assert "Nguyễn Thị Lan (0004271)" in " ".join(str(message) for message in response.context["messages"])
    assert Assignment.objects.get() == mine


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"numbers": "0009999"}, "numbers"),
        ({"numbers": ""}, "__all__"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"note": " "}, "note"),
        ({"course": "999999"}, "course"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_assigned(client, organisation, course, changes, field):
    client.force_login(organisation.local)
    response = client.post(reverse("assignments:new"), filled_in(course, **{"numbers": "0004271", **changes}))
    assert list(response.context["form"].errors) == [field]
    assert not Assignment.objects.exists()


def test_people_elsewhere_cannot_be_marked(client, organisation, course):
    client.force_login(organisation.local)
    response = client.post(reverse("assignments:new"), filled_in(course, people=[organisation.stranger.pk]))
    assert "people" in response.context["form"].errors
    assert organisation.stranger.full_name not in response.content.decode()


def test_finding_shows_people_of_the_scope_and_keeps_what_was_filled_in(client, organisation, course):
    client.force_login(organisation.local)
    sought = {"do": "find", "name": "Nguyễn", "note": "Lý do đã viết", "people": [organisation.manager.pk]}
    response = client.post(reverse("assignments:new"), sought)
    shown = set(response.context["form"].fields["people"].queryset)
    assert shown == {organisation.manager, organisation.person}
    assert "Lý do đã viết" in response.content.decode()
    assert not response.context["form"].errors


@pytest.mark.parametrize("unit", ["abc", "999999"])
def test_finding_in_no_unit_of_the_officer_finds_by_name_alone(client, organisation, unit):
    client.force_login(organisation.local)
    response = client.post(reverse("assignments:new"), {"do": "find", "unit": unit, "name": "0009999"})
    assert not response.context["form"].fields["people"].queryset.exists()


def test_page_of_a_person_leads_to_the_form_with_the_person_marked(client, organisation, mine):
    client.force_login(organisation.local)
    page = client.get(reverse("people:inspect", args=[organisation.person.pk])).content.decode()
    url = f"{reverse('assignments:new')}?people={organisation.person.pk}"
    assert url in page
    assert list(client.get(url).context["form"].fields["people"].queryset) == [organisation.person]


# the start page


def test_start_page_counts_what_waits_in_the_scope(client, organisation, mine, foreign, django_assert_max_num_queries):
    AssignmentFactory(learner=organisation.manager, course=mine.course)
    client.force_login(organisation.local)
    client.get("/admin/")
    with django_assert_max_num_queries(25) as few:
        response = client.get("/admin/")
    (panel,) = [panel for panel in response.context["panels"] if panel.name == "officer"]
    figures = panel.get_context_data({"request": response.wsgi_request})["figures"]
    assert [figure.number for figure in figures] == ["2", "1"]
    for posting in PostingFactory.create_batch(10, unit=organisation.counter):
        AssignmentFactory(learner=posting.user, course=mine.course)
    with django_assert_max_num_queries(25) as many:
        client.get("/admin/")
    assert len(many) == len(few)


def test_start_page_of_a_central_officer_counts_imports_that_wait(client, organisation):
    ImportBatch.objects.create(kind="staff", filename="staff.csv", state=BatchState.CHECKED)
    ImportBatch.objects.create(kind="staff", filename="old.csv", state=BatchState.CANCELLED)
    client.force_login(organisation.central)
    response = client.get("/admin/")
    (panel,) = [panel for panel in response.context["panels"] if panel.name == "officer"]
    figures = panel.get_context_data({"request": response.wsgi_request})["figures"]
    assert [figure.number for figure in figures if "/admin/imports/" in figure.url] == ["1"]


def test_start_page_of_an_editor_counts_nobody(client, organisation, mine):
    client.force_login(organisation.editor)
    names = [panel.name for panel in client.get("/admin/").context["panels"]]
    assert "officer" not in names


@pytest.mark.django_db
def test_account_without_role_assigns_nothing(client, course):
    client.force_login(UserFactory())
    assert client.post(reverse("assignments:new"), filled_in(course)).status_code == 302
    assert not Assignment.objects.exists()
