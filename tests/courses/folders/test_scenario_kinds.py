"""Scenarios and documents in a course folder: imported, exported as they were, refused with their line."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from courses.actions import scenarios
from courses.folders.errors import FolderRefused
from courses.folders.reader import read_course
from courses.models import AcknowledgePage, CoursePage, ScenarioPage
from tests.factories.courses import EnrolmentFactory

pytestmark = pytest.mark.django_db

SCENARIO = """---
kind: scenario
title: "Lần thứ ba"
minutes: 10
required: no
source: "Tình huống do ban biên soạn viết."
---

## chao
who: Bác Sen
says: Lần thứ ba rồi!

- say: Cháu chào bác ạ.
  shown: xin-chao
  good: yes
  to: giay

- say: Chờ đấy.
  missed: xin-chao
  why: Chào trước đã.
  to: end

## giay
who: Bác Sen
says: Tên tôi sai.

- say: Cháu xin lỗi bác.
  shown: xin-loi
  good: yes
  to: end
"""
ENGLISH = """---
title: "The third time"
source: "Written by the editors."
language: en
---

## chao
who: Mrs Sen
says: The third time!

- say: Good morning.

- say: Wait.
  why: Greet first.
"""
CODE = """---
kind: acknowledge
title: "Bộ quy tắc ứng xử"
minutes: 5
issuer: "Trung tâm mẫu"
version: 3
effective_on: 2026-10-01
changes: "Báo trước khi trễ hẹn."
---

Chào trước.
"""


@pytest.fixture
def folder(tmp_path):
    copy = Path(shutil.copytree(Path(settings.BASE_DIR) / "content" / "courses" / "HD-01", tmp_path / "HD-01"))
    (copy / "04-lan-thu-ba.md").write_text(SCENARIO)
    (copy / "04-lan-thu-ba.en.md").write_text(ENGLISH)
    (copy / "05-quy-tac.md").write_text(CODE)
    return copy


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_round_trip_is_identical_and_a_second_import_changes_nothing(folder, tmp_path, capsys):
    call_command("import_course", folder)
    before = list(ScenarioPage.objects.values_list("pk", "latest_revision_id"))
    call_command("import_course", folder)
    assert list(ScenarioPage.objects.values_list("pk", "latest_revision_id")) == before
    call_command("export_course", "HD-01", tmp_path / "again")
    assert files(tmp_path / "again") == files(folder)
    assert AcknowledgePage.objects.get().version == 3


def test_a_changed_source_keeps_its_translation(folder):
    call_command("import_course", folder)
    path = folder / "04-lan-thu-ba.md"
    path.write_text(path.read_text().replace("Tên tôi sai.", "Tên đệm của tôi sai."))
    call_command("import_course", folder)
    course = CoursePage.objects.get(code="HD-01", locale__language_code="vi")
    scenario = ScenarioPage.objects.child_of(course).get()
    run = scenarios.start(enrolment=EnrolmentFactory(course=course), scenario=scenario)
    assert [sorted(turn["words"]) for turn in run.version.content["turns"]] == [["en", "vi"], ["vi"]]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("  to: giay", "  to: khong-co", 16),
        ("  why: Chào trước đã.\n", "", 18),
        ("- say: Cháu xin lỗi bác.\n  shown: xin-loi\n  good: yes\n  to: end\n", "", 23),
        ("  to: giay", "  to: end", 23),
    ],
)
def test_branches_that_do_not_hold_are_refused_with_their_line(folder, old, new, line):
    path = folder / "04-lan-thu-ba.md"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(FolderRefused) as refusal:
        read_course(folder)
    assert (path.name, line) in [(fault.path.name, fault.line) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "line"), [("## chao", "## khac", 7), ("\n- say: Wait.\n  why: Greet first.\n", "", 7)]
)
def test_a_translation_that_disagrees_is_refused_with_its_line(folder, old, new, line):
    path = folder / "04-lan-thu-ba.en.md"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(FolderRefused) as refusal:
        read_course(folder)
    assert [(fault.path.name, fault.line) for fault in refusal.value.faults] == [(path.name, line)]


@pytest.mark.parametrize(("old", "new", "line"), [("version: 3", "version: 0", 6), ("2026-10-01", "2026-13-01", 7)])
def test_a_document_without_version_or_day_is_refused(folder, old, new, line):
    path = folder / "05-quy-tac.md"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(FolderRefused) as refusal:
        read_course(folder)
    assert [(fault.path.name, fault.line) for fault in refusal.value.faults] == [(path.name, line)]
