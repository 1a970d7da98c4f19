"""Editors open, preview and publish every course, lesson and quiz that comes with the product."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.folders.lessons import blocks_of
from courses.models import CoursePage, LessonPage, StepPage
from people.models import RoleKind
from quizzes.models import Question, QuizPage
from tests.factories.courses import CourseFactory, LessonFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db

FOLDERS = sorted((Path(settings.BASE_DIR) / "content" / "courses").glob("*-*"))


@pytest.fixture
def editor(client):
    user = UserFactory(language="en")
    user.groups.add(Group.objects.get(name=RoleKind.EDITOR))
    client.force_login(user)
    return client


def block_data(value):
    """The form data of a block's value."""
    if isinstance(value, list):
        items = {str(place): {"value": item, "deleted": "", "order": str(place)} for place, item in enumerate(value)}
        return {"count": str(len(value)), **items}
    if isinstance(value, dict):
        return {name: block_data(part) for name, part in value.items()}
    return value


def own_fields(page):
    if isinstance(page, CoursePage):
        names = ("code", "lede", "description", "competencies", "hours", "reference")
        return {name: getattr(page, name) for name in names}
    common = {"lede": page.lede, "minutes": page.minutes, "required": "on" if page.required else ""}
    if isinstance(page, LessonPage):
        body = streamfield([(kind, block_data(value)) for kind, value in blocks_of(page)])
        return {**common, "body": body, "reference": page.reference}
    slots = [{"id": slot.pk, "question": slot.question_id} for slot in page.slots.all()]
    return {
        **common,
        "pass_percent": page.pass_percent,
        "attempts_allowed": page.attempts_allowed,
        "slots": inline_formset(slots, initial=len(slots)),
    }


def form_data(page, **changes):
    promoted = {"slug": page.slug, "seo_title": "", "search_description": ""}
    comments = {"comments": inline_formset([])}
    return nested_form_data({"title": page.title, **promoted, **comments, **own_fields(page), **changes})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_page_and_question_of_a_course_opens_and_previews(folder, editor):
    call_command("import_course", folder, verbosity=0)
    pages = [*CoursePage.objects.all(), *StepPage.objects.specific()]
    assert len(pages) == len(list(folder.glob("*.md")))
    for page in pages:
        assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        assert editor.post(preview, form_data(page)).json() == {"is_valid": True, "is_available": True}
        shown = editor.get(preview)
        assert shown.status_code == 200
        assert page.title in shown.content.decode()
    for question in Question.objects.all():
        assert editor.get(reverse("wagtailsnippets_quizzes_question:edit", args=[question.pk])).status_code == 200


@pytest.mark.parametrize("make", [CourseFactory, LessonFactory, QuizFactory])
def test_editor_publishes_a_change(make, editor):
    page = make()
    before = page.live_revision
    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form_data(page, title="Tên mới") | {"action-publish": "action-publish"},
    )
    assert response.status_code == 302
    page.refresh_from_db()
    assert (page.title, page.live) == ("Tên mới", True)
    assert page.live_revision != before


@pytest.mark.parametrize("model", [LessonPage, QuizPage])
def test_editor_adds_steps_to_a_course_and_nowhere_else(model, editor):
    course = CourseFactory()
    names = ("courses", "lessonpage") if model is LessonPage else ("quizzes", "quizpage")
    assert editor.get(reverse("wagtailadmin_pages:add", args=[*names, course.pk])).status_code == 200
    root = Page.objects.get(depth=1)
    assert editor.get(reverse("wagtailadmin_pages:add", args=[*names, root.pk])).status_code != 200


def test_second_course_with_the_same_code_is_refused(editor):
    CourseFactory(code="GT-01")
    other = CourseFactory(code="HD-01")
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[other.pk]), form_data(other, code="GT-01"))
    assert "Another course already has the code GT-01." in response.content.decode()


def test_translation_may_have_the_same_code(editor):
    course = CourseFactory(code="GT-01", title_en="Course")
    english = course.get_translations().get().specific
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), form_data(english))
    assert response.status_code == 302
