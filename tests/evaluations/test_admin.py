"""HR's way to evaluations: within the officer's scope, without points in lists, and never without a trace."""

import pytest
from django.urls import reverse

from evaluations.actions.reach import rebuild_reach
from evaluations.actions.scores import recount
from evaluations.models import AppraisalSource, ScoreStatus
from people.models import AccessLog, Looked
from tests.factories.evaluations import (
    AppraisalFactory,
    CompetencyFactory,
    CriterionFactory,
    FrameworkFactory,
    PeriodFactory,
    ScoreFactory,
)


@pytest.fixture
def sheets(organisation):
    """A sheet of the person with 16.4 of 20 points for communication, one under appeal, and a stranger's sheet."""
    criterion = CriterionFactory(
        framework=FrameworkFactory(code="COUNTER-2026"), weights={CompetencyFactory(code="communication"): "0.5"}
    )
    rebuild_reach()
    given = {"framework": criterion.framework, "unit": organisation.counter}
    final = AppraisalFactory(person=organisation.person, period=PeriodFactory(code="2026-Q2"), **given)
    ScoreFactory(appraisal=final, criterion=criterion, points="16.4")
    appealed = AppraisalFactory(person=organisation.person, period=PeriodFactory(code="2026-Q3"), **given)
    ScoreFactory(appraisal=appealed, criterion=criterion, points="3.3", status=ScoreStatus.APPEALED)
    foreign = AppraisalFactory(person=organisation.stranger, framework=criterion.framework)
    ScoreFactory(appraisal=foreign, criterion=criterion, points="11.1")
    recount()
    return final, appealed, foreign


def looked_at():
    return list(AccessLog.objects.values_list("viewer__full_name", "person__full_name", "what"))


def test_officer_finds_the_sheets_of_the_own_people(client, organisation, sheets):
    client.force_login(organisation.local)
    response = client.get(reverse("evaluations:index"))
    assert set(response.context["object_list"]) == set(sheets[:2])
    assert "16.4" not in response.content.decode()
    assert looked_at() == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"period": "2026-Q2"}, [0]),
        ({"status": ScoreStatus.APPEALED}, [1]),
        ({"status": ScoreStatus.FINAL}, [0]),
        ({"source": AppraisalSource.SELF}, []),
        ({"q": "0004271"}, [0, 1]),
        ({"q": "0009999"}, []),
    ],
)
def test_list_is_filtered_and_searched(client, organisation, sheets, query, found):
    if "period" in query:
        query = {"period": sheets[0].period.pk}
    client.force_login(organisation.local)
    response = client.get(reverse("evaluations:index"), query)
    assert set(response.context["object_list"]) == {sheets[place] for place in found}


def test_filter_by_unit_follows_the_people_not_the_unit_of_that_time(client, organisation, sheets):
    client.force_login(organisation.central)
    response = client.get(reverse("evaluations:index"), {"unit": organisation.other_commune.pk})
    assert list(response.context["object_list"]) == [sheets[2]]


def test_sheet_shows_lines_and_percents_and_leaves_a_trace(client, organisation, sheets):
    client.force_login(organisation.local)
    page = client.get(reverse("evaluations:inspect", args=[sheets[0].pk])).content.decode()
    assert "16,4" in page
    assert "82,00" in page
    assert looked_at() == [(organisation.local.full_name, organisation.person.full_name, Looked.APPRAISAL)]


def test_foreign_sheet_does_not_exist_and_leaves_no_trace(client, organisation, sheets):
    client.force_login(organisation.local)
    response = client.get(reverse("evaluations:inspect", args=[sheets[2].pk]))
    assert response.status_code == 404
    assert organisation.stranger.full_name not in response.content.decode()
    assert looked_at() == []


def test_evaluations_of_a_person_stand_on_one_page_and_leave_a_trace(client, organisation, sheets):
    client.force_login(organisation.central)
    page = client.get(reverse("evaluations:person", args=[organisation.person.pk])).content.decode()
    assert "82,00" in page
    assert "2026-Q3" in page
    assert looked_at() == [(organisation.central.full_name, organisation.person.full_name, Looked.EVALUATIONS)]


def test_evaluations_of_a_person_elsewhere_do_not_exist(client, organisation, sheets):
    client.force_login(organisation.foreign)
    response = client.get(reverse("evaluations:person", args=[organisation.person.pk]))
    assert response.status_code == 404
    assert looked_at() == []


def test_page_of_a_person_leads_to_evaluations_without_showing_any(client, organisation, sheets):
    client.force_login(organisation.local)
    page = client.get(reverse("people:inspect", args=[organisation.person.pk])).content.decode()
    assert reverse("evaluations:person", args=[organisation.person.pk]) in page
    assert "82,00" not in page
    assert looked_at() == []


@pytest.mark.parametrize("name", ["competencies:index", "frameworks:index", "periods:index"])
def test_what_is_appraised_can_be_read(client, organisation, sheets, name):
    client.force_login(organisation.local)
    assert client.get(reverse(name)).status_code == 200


def test_framework_shows_criteria_and_weights(client, organisation, sheets):
    client.force_login(organisation.local)
    page = client.get(reverse("frameworks:inspect", args=[sheets[0].framework_id])).content.decode()
    assert "Năng lực communication 0,5" in page


def test_list_takes_the_same_queries_for_two_sheets_and_for_thirty(
    client, organisation, sheets, django_assert_max_num_queries
):
    client.force_login(organisation.local)
    url = reverse("evaluations:index")
    client.get(url)
    with django_assert_max_num_queries(25) as few:
        client.get(url)
    AppraisalFactory.create_batch(30, person=organisation.person)
    with django_assert_max_num_queries(25) as many:
        client.get(url)
    assert len(many) == len(few)
