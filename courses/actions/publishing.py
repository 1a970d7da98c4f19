"""Brings the pages of a course to what its folder says: in place, all of it or nothing, again and again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from courses.actions.catalogue import open_catalogue
from courses.folders import kinds
from courses.folders.errors import Fault, FolderRefused
from courses.folders.kinds import StepFile, Values
from courses.folders.pages import put_course, put_step, values_of_course, values_of_step
from courses.folders.reader import CourseFile, translated
from courses.models import CoursePage, StepPage
from people.models import User

# how the fields of pages are called in files
KEYS = {"reference": "source", "attempts_allowed": "attempts", "slots": "questions"}


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Change:
    """What became of a page (or of what stands beside it), in which language."""

    title: str
    language: str
    outcome: Outcome


@transaction.atomic
def publish_course(*, course: CourseFile, by: User | None = None) -> list[Change]:
    """Create or change the pages of a course and publish what changed; steps that are gone are unpublished.

    Pages keep their identity (the course by its code, a step by its name in the folder), so records stay with them.
    Raises FolderRefused, and then nothing was written.
    """
    catalogue = open_catalogue()
    page = CoursePage.objects.filter(code=course.code, locale=catalogue.locale).first()
    page = page or CoursePage(locale=catalogue.locale, slug=course.code.lower())
    texts = _Texts(course.document.path, course.values, course.translations)
    changes = _bring_with_translations(page, catalogue, texts, COURSE, by)
    steps = []
    for step in course.steps:
        step_page, step_changes = _bring_step(page, step, by)
        steps.append(step_page)
        changes += step_changes
    changes += _withdraw(_gone_from(page, steps), by)
    _put_in_order(page, steps)
    return changes


@dataclass(frozen=True)
class _Shape:
    """How values are read from a page of one kind and put into it."""

    values_of: Callable[[Page], Values]
    put: Callable[[Page, Values], None]


COURSE = _Shape(values_of_course, put_course)
STEP = _Shape(values_of_step, put_step)


@dataclass(frozen=True)
class _Texts:
    """What the files of one page say."""

    path: Path
    values: Values
    translations: Mapping[str, Values]


def _bring_step(course: CoursePage, step: StepFile, by: User | None) -> tuple[StepPage, list[Change]]:
    changed_beside = step.kind.put_beside(step, by)
    page = StepPage.objects.child_of(course).filter(slug=step.slug).first()
    if page and page.specific_class is not step.kind.page_class:
        raise FolderRefused.at(
            step.document.path,
            step.document.lines.get("kind", 1),
            _("On the site “%(slug)s” is a step of another kind. Give this file another name.") % {"slug": step.slug},
        )
    page = page.specific if page else step.kind.page_class(locale=course.locale, slug=step.slug)
    texts = _Texts(step.document.path, step.values, step.translations)
    changes = _bring_with_translations(page, course, texts, STEP, by)
    if changed_beside and changes[0].outcome == Outcome.UNCHANGED:
        changes[0] = replace(changes[0], outcome=Outcome.CHANGED)
    return page, changes


def _bring_with_translations(page: Page, parent: Page, texts: _Texts, shape: _Shape, by: User | None) -> list[Change]:
    changes = [_bring(page, parent, texts.path, texts.values, shape, by)]
    for language, values in texts.translations.items():
        locale = Locale.objects.get(language_code=language)
        translation = page.get_translation_or_none(locale) or type(page)(
            locale=locale, slug=page.slug, translation_key=page.translation_key
        )
        home = parent.get_translation_or_none(locale)
        if home is None:
            raise FolderRefused.at(
                translated(texts.path, language), 0, _("The course itself has no translation into this language.")
            )
        path = translated(texts.path, language)
        changes.append(_bring(translation, home, path, {**texts.values, **values}, shape, by))
    gone = page.get_translations().live().exclude(locale__language_code__in=list(texts.translations))
    return changes + _withdraw(gone, by)


def _bring(page: Page, parent: Page, path: Path, values: Values, shape: _Shape, by: User | None) -> Change:
    """Publish a page with the values, unless it is published with them already."""
    new = page.pk is None
    outcome = Outcome.CREATED if new else Outcome.CHANGED
    if not new and page.live and shape.values_of(page) == values:
        outcome = Outcome.UNCHANGED
    else:
        shape.put(page, values)
        try:
            if new:
                parent.refresh_from_db()
                parent.add_child(instance=page)
            page.save_revision(user=by).publish(user=by)
        except ValidationError as error:
            raise _refusal(path, error) from error
        page.refresh_from_db()
    return Change(page.title, page.locale.language_code, outcome)


def _refusal(path: Path, error: ValidationError) -> FolderRefused:
    return FolderRefused(
        [
            Fault(path, 0, f"{KEYS.get(name, name)}: {' '.join(sentences)}")
            for name, sentences in error.message_dict.items()
        ]
    )


def _gone_from(course: CoursePage, steps: list[StepPage]) -> QuerySet[Page]:
    """Published steps, in every language, that the folder no longer has; kinds that no folder holds are not meant."""
    others = StepPage.objects.child_of(course).exclude(pk__in=[step.pk for step in steps])
    gone = [step.translation_key for step in others if kinds.named(step.specific_class.kind)]
    return StepPage.objects.live().filter(translation_key__in=gone)


def _withdraw(pages: QuerySet[Page], by: User | None) -> list[Change]:
    """Unpublish pages; they are never deleted, for records may point at them."""
    withdrawn = list(pages.select_related("locale").specific())
    for page in withdrawn:
        page.unpublish(user=by)
    return [Change(page.title, page.locale.language_code, Outcome.WITHDRAWN) for page in withdrawn]


def _put_in_order(course: CoursePage, steps: list[StepPage]) -> None:
    """Steps stand under the course in the order of the folder, after those that were withdrawn."""
    wanted = [step.pk for step in steps]
    present = StepPage.objects.child_of(course).filter(pk__in=wanted).order_by("path").values_list("pk", flat=True)
    if list(present) != wanted:
        for pk in wanted:
            StepPage.objects.get(pk=pk).move(CoursePage.objects.get(pk=course.pk), pos="last-child")
