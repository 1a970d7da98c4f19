"""HR's rules: written as versions, looked at before they are switched, by the officers of the whole organisation."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from evaluations.models import AppraisalSource, CompetencyScore, Period
from people.models import AccessLog, Looked
from tests.factories.courses import CourseFactory
from tests.factories.people import PostingFactory
from tests.factories.training import AssignmentFactory, RuleFactory, RuleRunFactory, RuleSkipFactory
from training.models import Assignment, Rule, RuleKind, SkipReason


@pytest.fixture
def course(db):
    return CourseFactory(code="GT-01")


@pytest.fixture
def rule(course):
    return RuleFactory(code="R-COMM", active=False, current__course=course)


@pytest.fixture
def low(organisation, rule):
    """Two closed quarters in which the person has 60 and 64 percent, and the stranger 50."""
    today = timezone.localdate()
    periods = [
        Period.objects.create(
            code=f"2026-Q{quarter}",
            kind="quarter",
            starts_on=today - datetime.timedelta(days=100 * (3 - quarter)),
            ends_on=today - datetime.timedelta(days=100 * (3 - quarter) - 80),
            closed_on=today - datetime.timedelta(days=5),
        )
        for quarter in (1, 2)
    ]
    for person, percents in [(organisation.person, (60, 64)), (organisation.stranger, (50, 50))]:
        for period, percent in zip(periods, percents, strict=True):
            CompetencyScore.objects.create(
                person=person,
                period=period,
                source=AppraisalSource.AUTHORITY,
                competency=rule.current.competency,
                points_sum=percent,
                max_sum=100,
            )


def filled_in(rule, **changes):
    """The form as it would be sent unchanged."""
    return {
        "name_vi": "Giao tiếp thấp kéo dài",
        "name_en": "Communication low for several periods",
        "kind": RuleKind.SUSTAINED_LOW,
        "threshold": "70",
        "course": rule.current.course_id,
        "lookback_days": "400",
        "due_days": "30",
        "cooldown_days": "90",
        "priority": "1",
        "competency": rule.current.competency_id,
        "periods": "3",
        "min_periods": "2",
        "source_1": AppraisalSource.AUTHORITY,
        **changes,
    }


# reading


def test_rules_are_read_by_every_officer_and_written_by_central_ones(client, organisation, rule):
    client.force_login(organisation.local)
    assert list(client.get(reverse("rules:index")).context["object_list"]) == [rule]
    page = client.get(reverse("rules:inspect", args=[rule.pk])).content.decode()
    assert reverse("rules:edit", args=[rule.pk]) not in page
    for url in [reverse("rules:new"), reverse("rules:edit", args=[rule.pk])]:
        assert client.get(url).headers["Location"] == "/admin/"
        assert client.post(url, {**filled_in(rule), "do": "save"}).headers["Location"] == "/admin/"
    assert rule.versions.count() == 1


def test_editor_does_not_see_rules(client, organisation, rule):
    client.force_login(organisation.editor)
    assert client.get(reverse("rules:index")).status_code == 302
    assert client.get(reverse("rules:inspect", args=[rule.pk])).status_code == 404


def test_list_takes_the_same_queries_for_one_rule_and_for_ten(
    client, organisation, rule, django_assert_max_num_queries
):
    client.force_login(organisation.central)
    url = reverse("rules:index")
    client.get(url)
    with django_assert_max_num_queries(20) as few:
        client.get(url)
    RuleFactory.create_batch(10, current__course=rule.current.course)
    with django_assert_max_num_queries(20) as many:
        client.get(url)
    assert len(many) == len(few)


# preview and switch


def test_preview_says_who_would_be_assigned_and_writes_nothing(client, organisation, rule, low):
    client.force_login(organisation.central)
    preview = client.get(reverse("rules:preview", args=[rule.pk])).context["preview"]
    assert [(line.person, str(line.percent)) for line in preview.lines] == [
        (organisation.person, "62.00"),
        (organisation.stranger, "50.00"),
    ]
    assert preview.assigned == 2
    assert not Assignment.objects.exists()
    look = AccessLog.objects.get()
    assert (look.viewer, look.what, look.people_count) == (organisation.central, Looked.PREVIEW, 2)


def test_officer_of_a_unit_sees_the_own_people_in_the_preview(client, organisation, rule, low):
    client.force_login(organisation.local)
    response = client.get(reverse("rules:preview", args=[rule.pk]))
    assert [line.person for line in response.context["preview"].lines] == [organisation.person]
    assert organisation.stranger.full_name not in response.content.decode()
    assert reverse("rules:switch", args=[rule.pk]) not in response.content.decode()


def test_preview_counts_who_is_left_out_by_reason_and_unit(client, organisation, rule, low):
    AssignmentFactory(learner=organisation.person, course=rule.current.course)
    client.force_login(organisation.central)
    preview = client.get(reverse("rules:preview", args=[rule.pk])).context["preview"]
    assert preview.skipped == [(SkipReason.OPEN_ASSIGNMENT.label, 1)]
    assert [(count.unit, count.assigned, count.skipped) for count in preview.units] == [
        (organisation.counter.name, 0, 1),
        (organisation.other_commune.name, 1, 0),
    ]


def test_preview_is_made_as_of_a_day(client, organisation, rule, low):
    client.force_login(organisation.central)
    long_ago = client.get(reverse("rules:preview", args=[rule.pk]), {"as_of": "2020-01-01"})
    assert long_ago.context["preview"].lines == []
    nonsense = client.get(reverse("rules:preview", args=[rule.pk]), {"as_of": "31/02/2026"})
    assert nonsense.context["day_form"].errors
    assert nonsense.context["preview"].as_of == timezone.localdate()


def test_list_of_people_has_pages(client, organisation, rule, low):
    for posting in PostingFactory.create_batch(51, unit=organisation.counter):
        for score in CompetencyScore.objects.filter(person=organisation.person):
            score.pk, score.person = None, posting.user
            score.save()
    client.force_login(organisation.central)
    first = client.get(reverse("rules:preview", args=[rule.pk])).context["lines"]
    last = client.get(reverse("rules:preview", args=[rule.pk]), {"p": "99"}).context["lines"]
    assert (len(first), len(last), last.paginator.num_pages) == (50, 3, 2)


def test_rule_is_switched_on_from_the_preview_and_leaves_a_trace(client, organisation, rule):
    client.force_login(organisation.central)
    page = client.get(reverse("rules:preview", args=[rule.pk])).content.decode()
    url = reverse("rules:switch", args=[rule.pk])
    assert url in page
    client.post(url, {"version": "1", "active": "1"})
    rule.refresh_from_db()
    entry = ModelLogEntry.objects.for_instance(rule).get()
    assert rule.active
    assert (entry.action, entry.user, entry.data) == ("training.rule_switched_on", organisation.central, {"version": 1})
    client.post(url, {"version": "1"})
    rule.refresh_from_db()
    assert not rule.active


@pytest.mark.parametrize("version", ["2", "", "x"])
def test_rule_is_not_switched_on_in_another_wording_than_the_one_looked_at(client, organisation, rule, version):
    client.force_login(organisation.central)
    client.post(reverse("rules:switch", args=[rule.pk]), {"version": version, "active": "1"})
    rule.refresh_from_db()
    assert not rule.active


def test_rule_is_not_switched_by_following_a_link_nor_by_an_officer_of_a_unit(client, organisation, rule):
    url = reverse("rules:switch", args=[rule.pk])
    client.force_login(organisation.central)
    assert client.get(url, {"version": "1", "active": "1"}).status_code == 405
    client.force_login(organisation.local)
    assert client.post(url, {"version": "1", "active": "1"}).headers["Location"] == "/admin/"
    rule.refresh_from_db()
    assert not rule.active


# writing


def test_form_shows_whom_the_unsaved_rule_would_assign(client, organisation, rule, low):
    client.force_login(organisation.central)
    response = client.post(reverse("rules:edit", args=[rule.pk]), filled_in(rule, threshold="55,5"))
    assert [line.person for line in response.context["preview"].lines] == [organisation.stranger]
    assert ("threshold", "55,5") in response.context["sent"]
    assert rule.versions.count() == 1


def test_saving_writes_another_version_and_keeps_the_switch(client, organisation, rule):
    client.force_login(organisation.central)
    response = client.post(reverse("rules:edit", args=[rule.pk]), {**filled_in(rule, threshold="65"), "do": "save"})
    assert response.headers["Location"] == reverse("rules:preview", args=[rule.pk])
    rule.refresh_from_db()
    assert (rule.current.number, rule.current.threshold, rule.current.created_by) == (2, 65, organisation.central)
    assert not rule.active


def test_form_opens_with_what_the_rule_says_and_saving_it_unchanged_writes_no_version(client, organisation, rule):
    client.force_login(organisation.central)
    form = client.get(reverse("rules:edit", args=[rule.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value is not None}
    client.post(reverse("rules:edit", args=[rule.pk]), {**sent, "do": "save"})
    assert rule.versions.count() == 1


def test_going_back_keeps_what_was_filled_in(client, organisation, rule):
    client.force_login(organisation.central)
    response = client.post(
        reverse("rules:edit", args=[rule.pk]), {**filled_in(rule, name_en="Another name"), "do": "back"}
    )
    assert "Another name" in response.content.decode()
    assert rule.versions.count() == 1


def test_new_rule_is_saved_switched_off(client, organisation, rule):
    client.force_login(organisation.central)
    told = filled_in(rule, code="R-NEW", kind=RuleKind.COMPLAINTS, threshold="2", categories=["attitude"])
    client.post(reverse("rules:new"), {**told, "do": "save"})
    version = Rule.objects.get(code="R-NEW", active=False).current
    assert (version.kind, version.sources, version.periods, version.min_periods) == (
        RuleKind.COMPLAINTS,
        ["attitude"],
        None,
        None,
    )


def test_sources_keep_their_order(client, organisation, rule):
    client.force_login(organisation.central)
    told = filled_in(rule, source_1="manager", source_2="authority", source_3="manager")
    client.post(reverse("rules:edit", args=[rule.pk]), {**told, "do": "save"})
    rule.refresh_from_db()
    assert rule.current.sources == ["manager", "authority"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"threshold": "100.5"}, "threshold"),
        ({"threshold": "-1"}, "threshold"),
        ({"threshold": "70.00001"}, "threshold"),
        ({"threshold": "NaN"}, "threshold"),
        ({"kind": RuleKind.DROP, "threshold": "15", "min_periods": "3"}, "threshold"),
        ({"kind": RuleKind.DROP, "threshold": "-15"}, "min_periods"),
        ({"kind": RuleKind.COMPLAINTS, "threshold": "1.5", "categories": ["attitude"]}, "threshold"),
        ({"kind": RuleKind.INSPECTION, "threshold": "0", "items": ["badge"]}, "threshold"),
        ({"kind": RuleKind.COMPLAINTS, "threshold": "2"}, "categories"),
        ({"kind": RuleKind.INSPECTION, "threshold": "2"}, "items"),
        ({"min_periods": "4"}, "min_periods"),
        ({"periods": ""}, "periods"),
        ({"competency": ""}, "competency"),
        ({"source_1": ""}, "source_1"),
        ({"source_1": "self"}, "source_1"),
        ({"course": "999999"}, "course"),
        ({"due_days": "0"}, "due_days"),
        ({"name_vi": " "}, "name_vi"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client, organisation, rule, changes, field):
    client.force_login(organisation.central)
    response = client.post(reverse("rules:edit", args=[rule.pk]), {**filled_in(rule, **changes), "do": "save"})
    assert list(response.context["form"].errors) == [field]
    assert rule.versions.count() == 1


def test_code_of_a_new_rule_is_not_taken(client, organisation, rule):
    client.force_login(organisation.central)
    response = client.post(reverse("rules:new"), {**filled_in(rule, code="R-COMM"), "do": "save"})
    assert list(response.context["form"].errors) == ["code"]


def test_unpublished_course_is_no_choice(client, organisation, rule, course):
    other = CourseFactory()
    other.unpublish()
    client.force_login(organisation.central)
    response = client.post(reverse("rules:edit", args=[rule.pk]), {**filled_in(rule, course=other.pk), "do": "save"})
    assert list(response.context["form"].errors) == ["course"]


# runs


def test_runs_and_those_passed_over_are_read_within_the_scope(client, organisation, rule):
    run = RuleRunFactory(assigned=3, skipped=2)
    mine = RuleSkipFactory(run=run, rule_version=rule.current, learner=organisation.person)
    RuleSkipFactory(run=run, rule_version=rule.current, learner=organisation.stranger)
    client.force_login(organisation.local)
    assert list(client.get(reverse("rule-runs:index")).context["object_list"]) == [run]
    assert list(client.get(reverse("skips:index"), {"run": run.pk}).context["object_list"]) == [mine]
    page = client.get(reverse("rule-runs:inspect", args=[run.pk])).content.decode()
    assert "R-COMM" in page
    assert organisation.stranger.full_name not in page
