"""Pages of a course as folders see them: the values a file gives, read from a page and put into one."""

from courses.folders import kinds
from courses.folders.kinds import Values
from courses.models import CoursePage, StepPage

COURSE_FIELDS = ("code", "title", "lede", "competencies", "hours", "reference", "description")
STEP_FIELDS = ("title", "lede", "minutes", "required")


def values_of_course(page: CoursePage) -> Values:
    return _values(page, COURSE_FIELDS)


def put_course(page: CoursePage, values: Values) -> None:
    _put(page, COURSE_FIELDS, values)


def values_of_step(page: StepPage) -> Values:
    return {**_values(page, STEP_FIELDS), **kinds.named(page.kind).values_of(page)}


def put_step(page: StepPage, values: Values) -> None:
    _put(page, STEP_FIELDS, values)
    kinds.named(page.kind).put(page, values)


def plain_lines(text: str) -> str:
    """A text as files have it: browsers send line ends as CR LF, and blank lines around it mean nothing."""
    return text.replace("\r\n", "\n").strip("\n").rstrip()


def _values(page, names: tuple[str, ...]) -> Values:
    values = {name: getattr(page, name) for name in names}
    return {name: plain_lines(value) if isinstance(value, str) else value for name, value in values.items()}


def _put(page, names: tuple[str, ...], values: Values) -> None:
    for name in names:
        setattr(page, name, values[name])
