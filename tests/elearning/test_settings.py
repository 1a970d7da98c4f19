import ast
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from elearning import environment as env

READERS = {"text", "flag", "number", "words"}
READ_BY_THE_WEB_SERVER = {"WEB_BIND", "WEB_WORKERS"}  # in deploy/gunicorn.conf.py


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)])
def test_flag_understands(monkeypatch, written, meant):
    monkeypatch.setenv("SOME_FLAG", written)
    assert env.flag("SOME_FLAG") is meant


def test_flag_refuses_another_word(monkeypatch):
    monkeypatch.setenv("SOME_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="SOME_FLAG must be 1 or 0, not 'maybe'"):
        env.flag("SOME_FLAG")


def test_number_refuses_a_word(monkeypatch):
    monkeypatch.setenv("SOME_NUMBER", "many")
    with pytest.raises(ImproperlyConfigured, match="SOME_NUMBER must be a whole number, not 'many'"):
        env.number("SOME_NUMBER", 5)


def test_number_is_the_default_when_empty(monkeypatch):
    monkeypatch.setenv("SOME_NUMBER", " ")
    assert env.number("SOME_NUMBER", 5) == 5


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("SOME_WORDS", " a, b ,,c")
    assert env.words("SOME_WORDS") == ["a", "b", "c"]


def start(**environment):
    """A start of the product with nothing but these variables."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


SAFE = {"PRODUCTION": "1", "SECRET_KEY": "long-and-random", "ALLOWED_HOSTS": "boiduong.hungyen.example"}


def test_start_without_any_variable_runs(tmp_path):
    assert start(VAR_DIR=str(tmp_path)).returncode == 0


def test_production_with_everything_set_runs(tmp_path):
    assert start(VAR_DIR=str(tmp_path), **SAFE).returncode == 0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty or holds a wildcard"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is empty or holds a wildcard"),
        ({"ALLOWED_HOSTS": "a.example,*.b.example"}, "ALLOWED_HOSTS is empty or holds a wildcard"),
    ],
)
def test_production_refuses_and_says_why(tmp_path, change, fault):
    refused = start(VAR_DIR=str(tmp_path), **{**SAFE, **change})
    assert refused.returncode != 0
    assert f"This production start is refused: {fault}." in refused.stderr


def test_production_names_all_faults_at_once(tmp_path):
    refused = start(VAR_DIR=str(tmp_path), PRODUCTION="1", DEBUG="1", ALLOWED_HOSTS="*")
    assert "SECRET_KEY is not set; DEBUG is on; ALLOWED_HOSTS is empty or holds a wildcard" in refused.stderr


def variables_read() -> dict[str, str | None]:
    """Every variable the settings read, with its default as one would write it; None where it depends on others."""
    tree = ast.parse((settings.BASE_DIR / "elearning/settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return {
        call.args[0].value: written_default(call)
        for call in calls
        if call.func.attr in READERS and getattr(call.func.value, "id", "") == "env"
    }


def written_default(call: ast.Call) -> str | None:
    if len(call.args) == 1:
        return "0" if call.func.attr == "flag" else ""
    default = call.args[1]
    return str(default.value) if isinstance(default, ast.Constant) else None


def variables_documented() -> dict[str, str]:
    lines = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_env_example_lists_every_variable_and_no_other():
    assert set(variables_documented()) == set(variables_read()) | READ_BY_THE_WEB_SERVER


def test_env_example_shows_the_defaults():
    documented = variables_documented()
    fixed = {name: default for name, default in variables_read().items() if default is not None}
    assert {name: documented[name].strip('"') for name in fixed} == fixed
