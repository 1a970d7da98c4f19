"""The worked example of docs/authoring.md is a course that can be imported as it stands."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from courses.models import CoursePage
from quizzes.models import QuestionVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

GUIDE = Path(settings.BASE_DIR) / "docs" / "authoring.md"
FILE = re.compile(r"^`([\w.-]+)`\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_worked_example_is_imported_and_exported_as_it_stands(tmp_path, capsys):
    example = dict(FILE.findall(GUIDE.read_text().partition("## A worked example")[2]))
    assert len(example) == 5
    for name, text in example.items():
        (tmp_path / name).write_text(text)
    call_command("import_course", tmp_path)
    assert capsys.readouterr().out == "XC-01: 4 new\n"
    course = CoursePage.objects.get(code="XC-01", locale__language_code="vi")
    assert [step.specific_class.kind for step in course.steps()] == ["lesson", "quiz"]
    assert QuestionVersion.objects.get().content["kind"] == "single"
    call_command("export_course", "XC-01", tmp_path / "again")
    assert {path.name: path.read_text() for path in (tmp_path / "again").iterdir()} == example
