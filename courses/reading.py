"""Courses as a reader sees them, in as many queries for forty steps as for one."""

import datetime
from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils.translation import get_language
from wagtail.models import Page

from courses import progress
from courses.models import CoursePage, Enrolment, StepCompletion, StepPage


def steps_of(course: CoursePage, language: str | None = None) -> list[progress.Step]:
    """Published steps of a course in order, worded in the language (the active one if none is named).

    Primary keys are those of the source pages, at which records point. Two queries.
    """
    source = course.source
    return steps_of_each([source], language)[source.pk]


def steps_of_each(courses: Iterable[CoursePage], language: str | None = None) -> dict[int, list[progress.Step]]:
    """The steps of each course (in its source language), as in `steps_of`; two queries for any number of courses."""
    by_path = {course.path: course for course in courses}
    steps: dict[int, list[progress.Step]] = {course.pk: [] for course in by_path.values()}
    pages = list(published_steps(by_path).order_by("path"))
    shown = shown_pages(pages, language)
    for page in pages:
        steps[by_path[page.parent_path].pk].append(_step(page, shown[page.pk]))
    return steps


def published_steps(paths: Collection[str]) -> QuerySet[StepPage]:
    """Published steps of the courses at these tree paths, each with the path of its course as `parent_path`."""
    length = len(next(iter(paths), ""))
    return StepPage.objects.live().annotate(parent_path=Left("path", length or 1)).filter(parent_path__in=list(paths))


def _step(page: StepPage, shown: StepPage) -> progress.Step:
    return progress.Step(
        pk=page.pk,
        title=shown.title,
        lede=shown.lede,
        minutes=page.minutes,
        required=page.required,
        kind=page.specific_class.kind,
        waits=page.specific_class.waits_for_lessons,
        url=page.address,
    )


def shown_pages(pages: Iterable[Page], language: str | None = None) -> dict[int, Page]:
    """For each source page its published translation into the language, else the page itself. One query at most."""
    pages = list(pages)
    shown = {page.pk: page for page in pages}
    language = language or get_language() or settings.LANGUAGE_CODE
    if pages and language != settings.LANGUAGE_CODE:
        translations = (
            type(pages[0])
            .objects.live()
            .select_related("locale")
            .filter(translation_key__in=[page.translation_key for page in pages], locale__language_code=language)
        )
        by_key = {page.translation_key: page for page in translations}
        shown = {page.pk: by_key.get(page.translation_key, page) for page in pages}
    return shown


def course_of(step: StepPage, language: str) -> tuple[CoursePage, CoursePage]:
    """The course of a step in the source language, and as it is published in the language, else the same. One query."""
    key = CoursePage.objects.ancestor_of(step).values("translation_key")
    family = CoursePage.objects.filter(translation_key__in=key).select_related("locale")
    by_language = {course.locale.language_code: course for course in family}
    source = by_language.get(settings.LANGUAGE_CODE) or next(iter(by_language.values()))
    shown = by_language.get(language, source)
    return source, shown if shown.live else source


def completed_steps(enrolment: Enrolment | None) -> dict[int, datetime.datetime]:
    """Primary keys of the steps done in a run, with the moment. One query; empty without a run."""
    if enrolment is None:
        return {}
    return dict(StepCompletion.objects.filter(enrolment=enrolment).values_list("step_id", "completed_at"))


def progress_in(course: CoursePage, enrolment: Enrolment | None, language: str | None = None) -> progress.Progress:
    """How far a run through the course has come; without a run, the course as a newcomer finds it."""
    return progress.of(steps_of(course, language), completed_steps(enrolment))


def published_courses() -> list[CoursePage]:
    """The courses of the catalogue in their source language, by code. One query."""
    return list(CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).order_by("code"))
