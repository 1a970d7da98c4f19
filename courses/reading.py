"""Courses as a reader sees them, in as many queries for forty steps as for one."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from courses import progress
from courses.models import CoursePage, Enrolment, StepCompletion, StepPage


def steps_of(
    course: CoursePage, language: str | None = None, request: HttpRequest | None = None
) -> list[progress.Step]:
    """Published steps of a course in order, worded in the language (the active one if none is named).

    Primary keys are those of the source pages, at which records point. Two queries, and those for the course's address.
    """
    source = course.source
    pages = list(StepPage.objects.child_of(source).live().order_by("path"))
    shown = shown_pages(pages, language)
    course_url = source.get_url(request) or ""
    return [
        progress.Step(
            pk=page.pk,
            title=shown[page.pk].title,
            lede=shown[page.pk].lede,
            minutes=page.minutes,
            required=page.required,
            kind=page.specific_class.kind,
            waits=page.specific_class.waits_for_lessons,
            url=f"{course_url}{page.slug}/",
        )
        for page in pages
    ]


def shown_pages(pages: Iterable[Page], language: str | None = None) -> dict[int, Page]:
    """For each source page its published translation into the language, else the page itself. One query at most."""
    pages = list(pages)
    shown = {page.pk: page for page in pages}
    language = language or get_language() or settings.LANGUAGE_CODE
    if pages and language != settings.LANGUAGE_CODE:
        translations = (
            type(pages[0])
            .objects.live()
            .filter(translation_key__in=[page.translation_key for page in pages], locale__language_code=language)
        )
        by_key = {page.translation_key: page for page in translations}
        shown = {page.pk: by_key.get(page.translation_key, page) for page in pages}
    return shown


def completed_steps(enrolment: Enrolment | None) -> dict[int, datetime.datetime]:
    """Primary keys of the steps done in a run, with the moment. One query; empty without a run."""
    if enrolment is None:
        return {}
    return dict(StepCompletion.objects.filter(enrolment=enrolment).values_list("step_id", "completed_at"))


def progress_in(
    course: CoursePage,
    enrolment: Enrolment | None,
    language: str | None = None,
    request: HttpRequest | None = None,
) -> progress.Progress:
    """How far a run through the course has come; without a run, the course as a newcomer finds it."""
    return progress.of(steps_of(course, language, request), completed_steps(enrolment))


def published_courses() -> list[CoursePage]:
    """The courses of the catalogue in their source language, by code. One query."""
    return list(CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).order_by("code"))
