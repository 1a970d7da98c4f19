"""An editor writes a scenario in the back office: drafts as they come, publishing only what can be played to an end."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.models import ScenarioPage
from tests.factories.courses import CourseFactory, translate
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, conversation

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def looped():
    """The first turn leads to itself, and the second can no longer be reached."""
    turns = conversation()[:2]
    for item in turns[0]["value"]["choices"]:
        item["value"]["goes_to"] = "chao"
    return turns


def form(scenario, turns, **action):
    stream = []
    for turn in turns:
        choices = [("item", item["value"]) for item in turn["value"]["choices"]]
        stream.append(("turn", {**turn["value"], "choices": streamfield(choices)}))
    return nested_form_data(
        {
            "title": scenario.title,
            "slug": scenario.slug,
            "minutes": 10,
            "required": "on",
            "lede": "",
            "reference": "",
            "turns": streamfield(stream),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0},
            **action,
        }
    )


def post(editor, scenario, turns, **action):
    return editor.post(reverse("wagtailadmin_pages:edit", args=[scenario.pk]), form(scenario, turns, **action))


def test_a_sound_conversation_is_published(editor):
    scenario = ScenarioFactory()
    response = post(editor, scenario, conversation(), **{"action-publish": "1"})
    assert response.status_code == 302


def test_a_draft_may_be_wrong_but_is_not_published(editor):
    scenario = ScenarioFactory()
    before = scenario.live_revision_id
    assert post(editor, scenario, looped()).status_code == 302
    scenario.refresh_from_db()
    assert (scenario.latest_revision_id == before, scenario.live_revision_id == before) == (False, True)
    response = post(editor, scenario, looped(), **{"action-publish": "1"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "“chao”" in html or "\\u201cchao\\u201d" in html
    scenario.refresh_from_db()
    assert scenario.live_revision_id == before


def test_publishing_past_the_form_is_refused_too():
    scenario = ScenarioFactory()
    scenario.turns = json.dumps(looped())
    with pytest.raises(ValidationError, match="giay"):
        scenario.save_revision(clean=False).publish()
    assert len(ScenarioPage.objects.get(pk=scenario.pk).turns) == 3


def test_a_translation_takes_its_branches_from_the_source():
    course = CourseFactory(title_en="Course")
    scenario = ScenarioFactory(parent=course)
    assert translate(scenario, title="Scenario", turns=json.dumps(looped())).live


def test_the_edit_screen_and_the_preview_show_the_branches(editor):
    scenario = ScenarioFactory()
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[scenario.pk])).content.decode()
    assert 'href="#branch-2"' in html
    assert '<svg role="img"' in html
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[scenario.pk])
    assert editor.post(preview, form(scenario, looped())).json() == {"is_valid": True, "is_available": True}
    html = editor.get(preview, {"mode": "branches"}).content.decode()
    assert 'id="branch-faults"' in html
    assert editor.get(preview).status_code == 200
