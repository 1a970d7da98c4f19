"""The courses that come with the product: imported, imported again, exported as they were."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision, Site

from courses.models import CatalogPage, CoursePage, LessonPage, StepPage
from quizzes.models import Question, QuestionVersion, QuizPage
from tests.factories.courses import EnrolmentFactory, StepCompletionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

CONTENT = Path(settings.BASE_DIR) / "content" / "courses"
FOLDERS = sorted(path for path in CONTENT.iterdir() if path.is_dir())
CODES = ["DD-01", "GT-01", "HD-01", "KL-01", "LD-01", "SO-01"]


@pytest.fixture
def folder(tmp_path):
    """A copy of HD-01 to change."""
    return Path(shutil.copytree(CONTENT / "HD-01", tmp_path / "HD-01"))


def imported(folder, capsys) -> str:
    capsys.readouterr()
    call_command("import_course", folder)
    return capsys.readouterr().out.strip()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_all_courses_come_with_the_product():
    assert [folder.name for folder in FOLDERS] == CODES


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_course_is_the_same_after_a_round_trip(folder, tmp_path, capsys):
    said = imported(folder, capsys)
    revisions, versions = Revision.objects.count(), QuestionVersion.objects.count()
    assert said.endswith("new")
    assert imported(folder, capsys) == f"{folder.name}: unchanged"
    assert (Revision.objects.count(), QuestionVersion.objects.count()) == (revisions, versions)
    call_command("export_course", folder.name, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


def test_import_makes_the_catalogue_the_root_of_the_site(folder, capsys):
    imported(folder, capsys)
    source = CatalogPage.objects.get(locale__language_code="vi")
    assert Site.objects.get().root_page.specific == source
    assert source.get_translations().get().specific == CatalogPage.objects.get(locale__language_code="en")
    assert not Page.objects.filter(depth=2).not_type(CatalogPage).exists()


def test_import_leaves_a_root_page_that_somebody_built_on(folder, capsys):
    before = Site.objects.get().root_page
    before.save_revision()
    imported(folder, capsys)
    assert Page.objects.filter(pk=before.pk).exists()
    assert Site.objects.get().root_page.specific_class is CatalogPage


def test_import_publishes_both_languages_with_one_version_of_each_question(folder, capsys):
    imported(folder, capsys)
    course = CoursePage.objects.get(code="HD-01", locale__language_code="vi")
    english = course.get_translations().get().specific
    assert (course.live, english.live, english.code, english.slug) == (True, True, "HD-01", course.slug)
    assert english.get_parent().locale.language_code == "en"
    steps, translated = course.steps().specific(), english.steps().specific()
    assert [type(step) for step in steps] == [LessonPage, LessonPage, QuizPage]
    assert [step.translation_key for step in steps] == [step.translation_key for step in translated]
    assert all(step.live_revision for step in [*steps, *translated])
    quiz = steps[2]
    assert [slot.question.code for slot in quiz.slots.all()] == [f"hd01-q0{n}" for n in range(1, 6)]
    assert QuestionVersion.objects.count() == 5
    for version in QuestionVersion.objects.asked_in(quiz):
        assert set(version.content["text"]) == {"vi", "en"}
        assert all(set(option["text"]) == {"vi", "en"} for option in version.content["options"])


def test_change_is_published_in_place(folder, capsys):
    imported(folder, capsys)
    lesson = LessonPage.objects.get(slug="viet-phieu-huong-dan", locale__language_code="vi")
    completion = StepCompletionFactory(
        enrolment=EnrolmentFactory(course=lesson.course), step=lesson, revision=lesson.live_revision
    )
    replace(folder / "01-viet-phieu-huong-dan.md", "minutes: 8", "minutes: 9")
    assert imported(folder, capsys) == "HD-01: 2 changed, 6 unchanged"
    lesson.refresh_from_db()
    completion.refresh_from_db()
    assert lesson.minutes == 9
    assert (completion.step.pk, completion.revision) == (lesson.pk, lesson.revisions.order_by("pk").first())
    assert lesson.live_revision == lesson.latest_revision != completion.revision


def test_changed_question_becomes_a_new_version_and_the_old_one_stays(folder, capsys):
    imported(folder, capsys)
    replace(folder / "03-kiem-tra.gift", "#Bà con chắc chắn phải đi thêm", "#Bà con phải đi thêm")
    assert imported(folder, capsys) == "HD-01: 1 changed, 7 unchanged"
    question = Question.objects.get(code="hd01-q01", locale__language_code="vi")
    first, second = question.versions.order_by("number")
    assert [option["key"] for option in first.content["options"]] == [
        option["key"] for option in second.content["options"]
    ]
    assert first.content["options"][0]["feedback"]["vi"].startswith("Bà con chắc chắn")
    assert second.content["options"][0]["feedback"]["vi"].startswith("Bà con phải")


def test_steps_are_reordered_by_number_and_a_step_that_is_gone_is_unpublished(folder, capsys):
    imported(folder, capsys)
    course = CoursePage.objects.get(code="HD-01", locale__language_code="vi")
    first, second, quiz = course.steps()
    for path in folder.glob("01-*"):
        path.unlink()
    for path in folder.glob("02-*"):
        path.rename(path.with_name(path.name.replace("02-", "05-")))
    said = imported(folder, capsys)
    assert said == "HD-01: 6 unchanged, 2 unpublished"
    assert [step.pk for step in course.steps()] == [quiz.pk, second.pk]
    first.refresh_from_db()
    assert first.live is False
    assert not first.get_translations().get().live


def test_step_that_returns_is_the_same_page(folder, capsys):
    imported(folder, capsys)
    page = StepPage.objects.get(slug="hen-tra-tre-han", locale__language_code="vi")
    aside = folder.parent / "aside"
    aside.mkdir()
    for path in folder.glob("02-*"):
        path.rename(aside / path.name)
    imported(folder, capsys)
    for path in aside.iterdir():
        path.rename(folder / path.name)
    assert imported(folder, capsys) == "HD-01: 2 changed, 6 unchanged"
    page.refresh_from_db()
    assert page.live is True


def test_translation_that_is_gone_is_unpublished(folder, capsys):
    imported(folder, capsys)
    (folder / "01-viet-phieu-huong-dan.en.md").unlink()
    assert imported(folder, capsys) == "HD-01: 7 unchanged, 1 unpublished"


def test_nothing_is_written_when_a_later_file_is_refused_by_the_database(folder, capsys):
    replace(folder / "03-kiem-tra.md", 'title: "Kiểm tra cuối khóa"', f'title: "{"dài " * 80}"')
    with pytest.raises(CommandError, match=r"03-kiem-tra\.md: title: "):
        call_command("import_course", folder)
    assert not CoursePage.objects.exists()
    assert not Question.objects.exists()


def test_question_name_of_another_category_is_refused(folder, capsys):
    imported(folder, capsys)
    replace(folder / "03-kiem-tra.gift", "$CATEGORY: HD-01", "$CATEGORY: HD-02")
    with pytest.raises(CommandError, match=r"03-kiem-tra\.gift:3: hd01-q01: .*HD-01"):
        call_command("import_course", folder)


def test_step_of_another_kind_is_refused(folder, capsys):
    imported(folder, capsys)
    (folder / "03-kiem-tra.gift").unlink()
    (folder / "03-kiem-tra.en.gift").unlink()
    for name in ("03-kiem-tra.md", "03-kiem-tra.en.md"):
        (folder / name).write_text(
            f'---\n{"kind: lesson" if name == "03-kiem-tra.md" else "language: en"}\ntitle: "X"\n---\n'
        )
    with pytest.raises(CommandError, match=r"03-kiem-tra\.md:2: .*kiem-tra"):
        call_command("import_course", folder)


def test_export_of_an_unknown_course_is_refused(tmp_path):
    with pytest.raises(CommandError, match="XX-99"):
        call_command("export_course", "XX-99", tmp_path)


def test_export_names_files_that_are_not_part_of_the_course(folder, capsys):
    imported(folder, capsys)
    (folder / "09-notes.txt").write_text("mine")
    call_command("export_course", "HD-01", folder)
    assert "09-notes.txt" in capsys.readouterr().err
    assert (folder / "09-notes.txt").read_text() == "mine"
