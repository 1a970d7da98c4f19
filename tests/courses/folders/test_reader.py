"""Faults of a folder, each named with its file and line. Needs no database."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from courses.folders.errors import FolderRefused
from courses.folders.reader import read_course

SOURCE = Path(settings.BASE_DIR) / "content" / "courses" / "HD-01"
LESSON, QUIZ, GIFT = "01-viet-phieu-huong-dan", "03-kiem-tra", "03-kiem-tra"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SOURCE, tmp_path / "HD-01"))


def refused(folder) -> list[tuple[str, int]]:
    with pytest.raises(FolderRefused) as refusal:
        read_course(folder)
    return [(fault.path.name, fault.line) for fault in refusal.value.faults]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_folder_is_read_as_a_whole(folder):
    course = read_course(folder)
    assert course.code == "HD-01"
    assert [(step.kind.name, step.slug) for step in course.steps] == [
        ("lesson", "viet-phieu-huong-dan"),
        ("lesson", "hen-tra-tre-han"),
        ("quiz", "kiem-tra"),
    ]
    assert set(course.steps[0].translations) == {"en"}
    assert course.steps[2].values["attempts_allowed"] == 3


def test_missing_folder_is_refused(tmp_path):
    assert refused(tmp_path / "nothing") == [("nothing", 0)]


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("course.md", "code: HD-01", "code: HD 01", ("course.md", 2)),
        ("course.md", "code: HD-01\n", "", ("course.md", 1)),
        ("course.md", "language: vi", "language: en", ("course.md", 6)),
        ("course.md", "hours: 0.5", "hours: half", ("course.md", 7)),
        ("course.en.md", "language: en", "language: cs", ("course.en.md", 5)),
        ("course.en.md", "language: en", "minutes: 8", ("course.en.md", 5)),
        (f"{LESSON}.md", "kind: lesson", "kind: lecture", (f"{LESSON}.md", 2)),
        (f"{LESSON}.md", "kind: lesson\n", "", (f"{LESSON}.md", 1)),
        (f"{LESSON}.md", "minutes: 8", "minutes: 8.5", (f"{LESSON}.md", 5)),
        (f"{LESSON}.md", "minutes: 8", "duration: 8", (f"{LESSON}.md", 5)),
        (f"{LESSON}.md", "::: duo", "::: duet", (f"{LESSON}.md", None)),
        (f"{QUIZ}.md", "pass_percent: 50", "pass_percent: 101", (f"{QUIZ}.md", 6)),
        (f"{QUIZ}.md", "questions: 03-kiem-tra.gift", "questions: ../x.gift", (f"{QUIZ}.md", 8)),
        (f"{QUIZ}.md", "questions: 03-kiem-tra.gift", "questions: course.md", (f"{QUIZ}.md", 8)),
        (f"{GIFT}.gift", "::hd01-q02::", "", (f"{GIFT}.gift", 11)),
        (f"{GIFT}.en.gift", "::hd01-q01::", "::hd01-q99::", (f"{GIFT}.en.gift", 3)),
        (f"{GIFT}.en.gift", "~%-50%", "~%-25%", (f"{GIFT}.en.gift", 3)),
    ],
)
def test_fault_is_named_with_file_and_line(folder, file, old, new, where):
    change(folder / file, old, new)
    if where[1] is None:
        where = (file, 1 + (folder / file).read_text().split("\n").index("::: duet"))
    assert where in refused(folder)


def test_all_faults_of_all_files_are_named_at_once(folder):
    change(folder / "course.md", "hours: 0.5", "hours: half")
    change(folder / f"{LESSON}.md", "minutes: 8", "minutes: many")
    assert refused(folder) == [("course.md", 7), (f"{LESSON}.md", 5)]


@pytest.mark.parametrize("name", ["notes.txt", "4-short.md", "04-Upper.md", "03-kiem-tra.cs.md"])
def test_file_that_belongs_to_nothing_is_refused(folder, name):
    (folder / name).write_text("x")
    assert refused(folder) == [(name, 0)]


def test_hidden_files_are_left_alone(folder):
    (folder / ".DS_Store").write_text("x")
    read_course(folder)


def test_two_steps_of_one_number_are_refused(folder):
    for ending in ("md", "en.md"):
        shutil.copy(folder / f"{LESSON}.{ending}", folder / f"01-zweiter.{ending}")
    assert refused(folder) == [("01-zweiter.md", 0)]


def test_translated_quiz_without_translated_questions_is_refused(folder):
    (folder / f"{GIFT}.en.gift").unlink()
    assert refused(folder) == [(f"{GIFT}.en.gift", 0)]
