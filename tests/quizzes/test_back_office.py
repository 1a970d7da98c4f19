"""Editors keep the question bank in the Wagtail admin."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from courses.actions.catalogue import open_catalogue
from people.models import RoleKind
from quizzes.models import Question, QuestionVersion
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuestionCategoryFactory, QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    open_catalogue()
    user = UserFactory(language="en")
    user.groups.add(Group.objects.get(name=RoleKind.EDITOR))
    client.force_login(user)
    return client


def url(name, *args):
    return reverse(f"wagtailsnippets_quizzes_question:{name}", args=args)


def form_data(question=None, *, percents=(100, 0), **changes):
    existing = list(question.options.all()) if question else []
    options = [
        {
            "id": existing[place].pk if place < len(existing) else "",
            "text": f"Phương án {place}",
            "percent": percent,
            "feedback": "",
        }
        for place, percent in enumerate(percents)
    ]
    return nested_form_data(
        {
            "code": "gt01-q99",
            "category": QuestionCategoryFactory().pk,
            "kind": "single",
            "text": "Anh/chị làm gì?",
            "mark": "1",
            "feedback": "",
            "options": inline_formset(options, initial=len(existing)),
            **changes,
        }
    )


def test_editor_writes_and_publishes_a_question(editor):
    response = editor.post(url("add"), form_data() | {"action-publish": "1"})
    assert response.status_code == 302
    question = Question.objects.get()
    assert (question.live, question.locale.language_code) == (True, "vi")
    assert [option.locale_id for option in question.options.all()] == [question.locale_id] * 2
    assert QuestionVersion.objects.get().question == question


def test_unsound_question_is_kept_as_a_draft_but_not_published(editor):
    data = form_data(percents=(50, 0))
    response = editor.post(url("add"), data | {"action-publish": "1"})
    assert response.status_code == 200
    assert "No option is worth 100 percent. Give 100 percent to the best one." in response.content.decode()
    assert not Question.objects.exists()
    assert editor.post(url("add"), data).status_code == 302
    assert Question.objects.get().live is False


def test_editor_changes_a_question_to_its_next_version(editor):
    question = QuestionFactory(code="gt01-q99")
    page = editor.get(url("edit", question.pk)).content.decode()
    assert 'value="100"' in page
    assert 'value="-50"' in page
    response = editor.post(
        url("edit", question.pk),
        form_data(question, percents=(100, 50, 0, -25), text="Đã sửa") | {"action-publish": "1"},
    )
    assert response.status_code == 302
    newest = question.versions.first()
    assert (newest.number, newest.content["text"]) == (2, {"vi": "Đã sửa"})
    assert newest.content["options"][3]["percent"] == "-25"


def test_editor_previews_a_question(editor):
    question = QuestionFactory(text="Nói **gì**?")
    preview = url("preview_on_edit", question.pk)
    assert editor.post(preview, form_data(question, percents=(100, 50, 0, -50), text="Nói **gì**?")).json()["is_valid"]
    page = editor.get(preview).content.decode()
    assert "Nói <strong>gì</strong>?" in page
    assert "Phương án 3" in page


def test_list_is_filtered_and_searched(editor):
    shelf = QuestionCategoryFactory(name="HD-01")
    wanted = QuestionFactory(code="hd01-q01", category=shelf, text="Phiếu hướng dẫn")
    QuestionFactory(code="gt01-q01")
    by_category = editor.get(url("list"), {"category": shelf.pk}).content.decode()
    by_words = editor.get(url("list"), {"q": "hd01"}).content.decode()
    for page in (by_category, by_words):
        assert wanted.code in page
        assert "gt01-q01" not in page


def test_quizzes_choose_questions_in_the_source_language(editor):
    question = QuestionFactory(code="gt01-q01")
    chosen_in = QuizFactory(questions=[question])
    translation = question.copy_for_translation(open_catalogue().get_translations().get().locale)
    translation.text = "In English"
    translation.save()
    page = editor.get(reverse("wagtailsnippetchoosers_quizzes_question:choose")).json()["html"]
    assert question.text[:20] in page
    assert "In English" not in page
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[chosen_in.pk])).status_code == 200


def test_somebody_without_the_role_stays_outside(client):
    client.force_login(UserFactory())
    assert client.get(url("list")).status_code == 302
