"""The code base about itself: what every part promised the others."""

import ast
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter

from elearning import catalogues
from elearning.celery import app as celery_app
from elearning.management.commands.messages import CATALOGUE, own_folders

LINE = ["elearning", "training", "evaluations", "quizzes", "courses", "people", "intake"]  # top to bottom
ROOT = settings.BASE_DIR
TEMPLATES = ROOT / "templates"
ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}  # Django finds them by name
OPEN_TO_EVERYBODY = {"healthz", "readyz", "verify", "verify_code", "set_language"}


@cache
def python_files(*folders: str) -> dict[str, str]:
    """Text of each Python file in the folders of the project, without migrations, by its path."""
    files = (file for folder in folders for file in (ROOT / folder).rglob("*.py") if "migrations" not in file.parts)
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


# the line of apps


def imported_apps(source: str) -> set[str]:
    """The apps of the line that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names} & set(LINE)


@pytest.mark.parametrize("app", LINE)
def test_an_app_imports_only_apps_below_it(app):
    above = set(LINE[: LINE.index(app)])
    imports = {file: imported_apps(source) & above for file, source in python_files(app).items()}
    assert {file: sorted(names) for file, names in imports.items() if names} == {}


@pytest.mark.parametrize("app", LINE)
def test_a_table_points_only_at_tables_of_apps_below_it(app):
    """The account is named through AUTH_USER_MODEL, which every app may do."""
    above = set(LINE[: LINE.index(app)])
    fields = (field for model in apps.get_app_config(app).get_models() for field in model._meta.local_fields)
    targets = {
        str(field): field.related_model for field in fields if field.related_model not in {None, get_user_model()}
    }
    assert {field: target for field, target in targets.items() if target._meta.app_label in above} == {}


def test_every_app_of_the_project_stands_on_the_line():
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours == set(LINE)


def test_nothing_listens_to_post_save():
    listening = [file for file, source in python_files(*LINE).items() if "post_save" in source]
    assert listening == []


# tables, tasks, addresses


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_scheduled_task_exists():
    celery_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in celery_app.conf.beat_schedule.values()}
    assert scheduled - set(celery_app.tasks) == set()


def own_addresses(resolver, prefix="") -> list[tuple[str, URLPattern]]:
    """Address and pattern of every view of ours; numbers and words in it are made up."""
    found = []
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLPattern):
            found += own_addresses(pattern, prefix + str(pattern.pattern))
        elif pattern.callback.__module__.partition(".")[0] in LINE:
            found.append((filled_in(prefix, pattern), pattern))
    return found


def filled_in(prefix: str, pattern: URLPattern) -> str:
    address = "/" + prefix + str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        made_up = "1" if isinstance(converter, IntConverter) else "none"
        address = re.sub(rf"<(\w+:)?{name}>", made_up, address)
    return address


@pytest.mark.django_db
def test_views_send_anonymous_visitors_to_sign_in(client):
    answers = {}
    for address, pattern in own_addresses(get_resolver()):
        if pattern.name in OPEN_TO_EVERYBODY or not pattern.name:
            continue
        response = client.get(address)
        if response.status_code == 405:
            response = client.post(address)
        answers[address] = (response.status_code, response.headers.get("Location", "").partition("?")[0])
    assert {address: answer for address, answer in answers.items() if answer != (302, "/accounts/login/")} == {}


# templates


def template_names() -> list[str]:
    return sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*") if file.is_file())


@pytest.mark.parametrize("name", template_names())
def test_every_template_compiles(name):
    get_template(name)


def test_every_template_is_used():
    texts = [*python_files(*LINE).values(), *(file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.*"))]
    named = "\n".join(texts)
    unused = [name for name in template_names() if name not in ERROR_PAGES | set(replaced()) and not used(name, named)]
    assert unused == []


def used(name: str, texts: str) -> bool:
    """Named in full, or without its ending where code adds the ending."""
    return name in texts or f"{name.rpartition('.')[0]}." in texts


def replaced() -> list[str]:
    """Templates that stand in for one of a library's of the same name."""
    libraries = get_app_template_dirs("templates")
    return [name for name in template_names() if any((folder / name).is_file() for folder in libraries)]


# texts


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def test_every_text_is_in_the_vietnamese_catalogue(catalogue):
    texts = catalogues.texts_under(ROOT, own_folders())
    known = {catalogues.text_of_entry(entry) for entry in catalogue if entry.translated()}
    assert sorted(set(texts) - known) == []


def test_the_catalogue_has_no_text_that_nobody_uses(catalogue):
    texts = catalogues.texts_under(ROOT, own_folders())
    assert sorted({catalogues.text_of_entry(entry) for entry in catalogue} - set(texts)) == []


def test_translations_keep_the_placeholders(catalogue):
    assert catalogues.disagreeing_placeholders(catalogue) == []


def test_no_text_says_that_something_went_successfully(catalogue):
    told = [entry for entry in catalogue if re.search("successful|thành công", f"{entry.msgid} {entry.msgstr}".lower())]
    assert [entry.msgid for entry in told] == []


# the project stands on its own


def test_no_file_reads_what_lies_outside_the_project():
    outside = re.compile(r"\.\./" + "shared|/work" + "/")
    folders = [*LINE, "tests", "benchmarks", "deploy", "content", "templates", "static", "docs", ".ci"]
    files = [file for folder in folders for file in (ROOT / folder).rglob("*") if file.is_file()]
    files += [file for file in ROOT.iterdir() if file.is_file()]
    texts = {file: file.read_bytes().decode("utf-8", "ignore") for file in files if file.suffix != ".pyc"}
    assert [str(file) for file, text in texts.items() if outside.search(text)] == []
