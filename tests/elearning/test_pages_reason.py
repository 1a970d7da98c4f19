"""The reason page: every line that was read, for the person, their line manager and their HR alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import AccessLog, Looked, RoleKind
from tests.factories.learning import build_assignment, build_course, build_low_scores, build_person
from tests.factories.people import RoleFactory, UnitFactory, UserFactory
from tests.factories.training import AssignmentFactory, RuleFactory
from training.actions import assignments, runs
from training.models import Assignment, CauseEvent, RuleKind, RunTrigger
from training.presenters.chart import draw

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def page_of(client, viewer, assignment):
    client.force_login(viewer)
    return client.get(reverse("assignment_reason", args=[assignment.pk]))


def test_shows_the_lines_the_periods_and_the_rule(client):
    person = build_person(language="en")
    assignment = build_assignment(person, build_course(), points="12")
    html = page_of(client, person, assignment).content.decode()
    assert html.count('<th scope="col" class="r">') == 3
    assert html.count('<td class="r">12</td>') == 6
    assert html.count('<td class="r">60%</td>') == 3
    assert "(60 + 60 + 60) ÷ 3 = 60%" in html
    assert "(12 × 0.5 + 12 × 0.5) ÷ (20 × 0.5 + 20 × 0.5) = 12 ÷ 20 = 60%" in html
    assert "R-COMM, version 1" in html
    assert 'class="cut"' in html


def test_seven_periods_stay_readable(client):
    person = build_person(language="en")
    assignment = build_assignment(person, build_course(), periods=7)
    assert page_of(client, person, assignment).status_code == 200


def test_by_hand_it_shows_who_and_their_words_once(client):
    officer = UserFactory(full_name="Trần Văn Cán")
    person = build_person(language="en")
    assignment = AssignmentFactory(learner=person, assigned_by=officer, note="Chuẩn bị ra <b>đảo</b>.")
    html = page_of(client, person, assignment).content.decode()
    assert "Trần Văn Cán" in html
    assert html.count("Chuẩn bị ra &lt;b&gt;đảo&lt;/b&gt;.") == 1


def test_complaints_list_what_was_counted(client):
    person = build_person(language="en")
    assignment = AssignmentFactory(learner=person, by_rule=True, percent=None)
    assignment.rule_version.kind = RuleKind.COMPLAINTS
    assignment.rule_version.save()
    CauseEvent.objects.create(
        assignment=assignment, reference="PA-0001", happened_on=assignment.assigned_on, what="attitude", severity=3
    )
    html = page_of(client, person, assignment).content.decode()
    assert "PA-0001" in html
    assert "Attitude" in html
    assert 'class="chart"' not in html


def test_waived_assignment_tells_the_reason(client):
    officer = UserFactory()
    assignment = AssignmentFactory(learner=build_person(language="en"))
    assignments.waive(assignment=assignment, reason="Đã học ở trường tỉnh.", by=officer)
    html = page_of(client, assignment.learner, assignment).content.decode()
    assert "Waived" in html
    assert "Đã học ở trường tỉnh." in html


def test_line_manager_and_hr_of_the_unit_may_look_and_leave_a_trace(client):
    person = build_person()
    posting = person.posting()
    officer = RoleFactory(kind=RoleKind.HR, unit=posting.unit).user
    assignment = AssignmentFactory(learner=person)
    for viewer in (posting.manager, officer):
        assert page_of(client, viewer, assignment).status_code == 200
    assert set(AccessLog.objects.values_list("viewer", "person", "what")) == {
        (posting.manager.pk, person.pk, Looked.REASON),
        (officer.pk, person.pk, Looked.REASON),
    }


def test_ones_own_look_leaves_no_trace(client):
    assignment = AssignmentFactory(learner=build_person())
    page_of(client, assignment.learner, assignment)
    assert not AccessLog.objects.exists()


def test_for_anybody_else_the_page_does_not_exist(client):
    person = build_person()
    assignment = AssignmentFactory(learner=person)
    elsewhere = RoleFactory(kind=RoleKind.HR, unit=UnitFactory()).user
    editor = RoleFactory(kind=RoleKind.EDITOR, unit=person.posting().unit).user
    colleague = build_person()
    for viewer in (elsewhere, editor, colleague):
        assert page_of(client, viewer, assignment).status_code == 404


def test_assignment_that_does_not_exist_is_not_found(client):
    client.force_login(UserFactory())
    assert client.get(reverse("assignment_reason", args=[987654])).status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_many_lines_and_periods_need_as_many_queries_as_few(client, language):
    RuleFactory(code="R-COMM", current__course=build_course())
    counts = []
    for size in ({"periods": 2, "lines": 1}, {"periods": 3, "lines": 12}):
        person = build_person(language=language)
        build_low_scores(person, **size)
        runs.apply_rules(as_of=timezone.localdate(), trigger=RunTrigger.MANUAL)
        address = reverse("assignment_reason", args=[Assignment.objects.get(learner=person).pk])
        client.force_login(person)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_chart_keeps_figures_and_places_apart_from_the_language():
    chart = draw([("Quý 1", 72, "72%"), ("Quý 2", 60, "60%")], 70)
    assert [dot.x for dot in chart.dots] == ["78.0%", "26.0%"]
    assert [dot.is_below for dot in chart.dots] == [False, True]
    assert chart.cut == "69.3%"
