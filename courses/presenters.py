"""What the pages of catalogue, course and lesson show, in as many queries for forty steps as for one."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses import progress, reading
from courses.markdown import render
from courses.models import CatalogPage, Certificate, CoursePage, Enrolment, LessonPage, StepPage
from courses.progress import Progress, Step, StepProgress

COURSES_ON_A_SHEET = 24
NOTHING_YET = (0, 0)


@dataclass(frozen=True)
class CatalogEntry:
    """A course in the list; minutes and steps are those of its published steps."""

    page: CoursePage
    url: str
    minutes: int
    steps: int
    enrolment: Enrolment | None


@dataclass(frozen=True)
class Catalog:
    page: CatalogPage
    sheet: Sheet
    entries: list[CatalogEntry]


@dataclass(frozen=True)
class StepEntry:
    """A step in the list of a course, with the day it was done."""

    progress: StepProgress
    done_on: datetime.date | None
    what_passes: str


@dataclass(frozen=True)
class Course:
    """A course and where the reader stands in it. `page` is worded in its locale; records point at `source`."""

    page: CoursePage
    source: CoursePage
    url: str
    progress: Progress
    enrolment: Enrolment | None
    steps: list[StepEntry]

    @property
    def certificate(self) -> Certificate | None:
        return getattr(self.enrolment, "certificate", None)

    @property
    def language(self) -> str:
        return self.page.locale.language_code

    @property
    def description(self) -> SafeString:
        return render(self.page.description)

    @property
    def is_running(self) -> bool:
        return self.enrolment is not None and self.enrolment.completed_at is None

    @property
    def lessons(self) -> int:
        return sum(entry.progress.step.kind == LessonPage.kind for entry in self.steps)

    @property
    def what_passes(self) -> list[str]:
        return [entry.what_passes for entry in self.steps if entry.what_passes]


@dataclass(frozen=True)
class Lesson:
    """A step of a course with the way through it. `page` is worded in its locale; records point at `source`."""

    page: StepPage
    source: StepPage
    course_title: str
    course: CoursePage
    course_url: str
    progress: Progress
    enrolment: Enrolment | None

    @cached_property
    def entry(self) -> StepProgress | None:
        """None while an editor previews a step that is not published yet."""
        return self.progress.at(self.source.pk)

    @cached_property
    def neighbours(self) -> tuple[StepProgress | None, StepProgress | None]:
        return self.progress.around(self.source.pk) if self.entry else (None, None)

    @property
    def is_running(self) -> bool:
        return self.enrolment is not None and self.enrolment.completed_at is None

    @property
    def language(self) -> str:
        return self.page.locale.language_code

    @property
    def is_translated(self) -> bool:
        return self.language == get_language()


def catalog(page: CatalogPage, request) -> Catalog:
    """One sheet of the catalogue, by code; the reader's own runs are marked."""
    courses = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    ordered = courses.select_related("locale").order_by("code")
    sheet = Paginator(ordered, COURSES_ON_A_SHEET).get_page(request.GET.get("page"))
    shown = reading.shown_pages(sheet.object_list)
    lengths = _lengths(sheet.object_list)
    runs = Enrolment.objects.filter(learner=request.user, course__in=list(shown)).order_by("run")
    latest = {run.course_id: run for run in runs}
    entries = [
        CatalogEntry(
            page=shown[source.pk],
            url=source.address,
            minutes=lengths.get(source.path, NOTHING_YET)[0],
            steps=lengths.get(source.path, NOTHING_YET)[1],
            enrolment=latest.get(source.pk),
        )
        for source in sheet
    ]
    return Catalog(page=_shown(page, request), sheet=sheet, entries=entries)


def course(page: CoursePage, request) -> Course:
    """A course as the reader finds it."""
    source = page.source
    shown = _shown(page, request)
    run = _latest_run(request, source)
    done = reading.completed_steps(run)
    standing = progress.of(reading.steps_of(source, shown.locale.language_code), done)
    return Course(
        page=shown,
        source=source,
        url=source.address,
        progress=standing,
        enrolment=run,
        steps=_step_entries(standing, done),
    )


def lesson(page: StepPage, request) -> Lesson:
    """A step and the way through its course."""
    source = page.source
    shown = _shown(page, request)
    language = shown.locale.language_code
    parent, parent_shown = reading.course_of(source, language)
    run = _latest_run(request, parent)
    return Lesson(
        page=shown,
        source=source,
        course_title=parent_shown.title,
        course=parent,
        course_url=parent.address,
        progress=reading.progress_in(parent, run, language),
        enrolment=run,
    )


def _shown(page, request):
    """The page in the reader's language; an editor's preview shows the very page being edited."""
    if getattr(request, "is_preview", False):
        return page
    return reading.shown_pages([page.source])[page.source.pk]


def _latest_run(request, course: CoursePage) -> Enrolment | None:
    if getattr(request, "is_preview", False):
        return None
    runs = Enrolment.objects.filter(learner=request.user, course=course)
    return runs.select_related("certificate").order_by("-run").first()


def _step_entries(standing: Progress, done: dict[int, datetime.datetime]) -> list[StepEntry]:
    what_passes = _what_passes([entry.step for entry in standing.steps])
    return [
        StepEntry(
            progress=entry,
            done_on=timezone.localdate(done[entry.step.pk]) if entry.step.pk in done else None,
            what_passes=what_passes.get(entry.step.pk, ""),
        )
        for entry in standing.steps
    ]


def _what_passes(steps: list[Step]) -> dict[int, str]:
    """What has to be reached, in the steps whose kind says so. One query for each such kind."""
    models = [model for model in StepPage.__subclasses__() if model.what_passes is not StepPage.what_passes]
    kinds = {step.kind for step in steps}
    pks = [step.pk for step in steps]
    wanted = [model for model in models if model.kind in kinds]
    return {page.pk: page.what_passes for model in wanted for page in model.objects.filter(pk__in=pks)}


def _lengths(courses: Iterable[CoursePage]) -> dict[str, tuple[int, int]]:
    """Minutes and number of the published steps, by the tree path of their course. One query."""
    steps = reading.published_steps([course.path for course in courses])
    rows = steps.order_by().values_list("parent_path").annotate(Sum("minutes"), Count("pk"))
    return {path: (minutes, count) for path, minutes, count in rows}
