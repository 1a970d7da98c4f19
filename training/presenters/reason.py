"""Why a course was assigned: from the lines that were read to what is to be done, as frozen on the day."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Sum
from django.utils.translation import gettext as _

from courses import reading
from courses.models import CoursePage
from evaluations.models import AppraisalSource, InspectionItem, SignalCategory
from evaluations.scoring import mean, percent, rounded
from people.models import User
from training import reasons
from training.models import Assignment, AssignmentEvent, AssignmentState, CausePeriod, CauseScore, RuleKind
from training.presenters import chart
from training.presenters.due import Due, due
from training.rule_words import figure, period_name, says
from training.rules import RECENT_OF_A_DROP

PERCENT_PLACES = 2


@dataclass(frozen=True)
class Column:
    """A period that was read; calculation: how its percent follows from its lines."""

    name: str
    percent: Fraction
    figure: str
    calculation: str


@dataclass(frozen=True)
class Row:
    """A line of an appraisal sheet, with its points in each period."""

    code: str
    name: str
    max_points: Decimal
    weight: Decimal
    unit: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Counted:
    """A report or finding that was counted."""

    happened_on: datetime.date
    what: str
    reference: str
    count: int
    severity: int | None


@dataclass(frozen=True)
class Scores:
    """What a rule on appraisal scores read."""

    competency: str
    sources: list[str]
    frameworks: list[str]
    columns: list[Column]
    rows: list[Row]
    result: str
    chart: chart.Chart
    chart_words: str


@dataclass(frozen=True)
class Reason:
    """An assignment explained. `scores` or `counted` is given for a rule, neither for a person's decision.

    sentence: the reason in brief; what a person wrote stands further down, in their words.
    """

    assignment: Assignment
    sentence: str
    rule_says: str
    course: CoursePage
    course_url: str
    minutes: int
    due: Due
    scores: Scores | None
    counted: list[Counted]
    history: list[AssignmentEvent]
    is_own: bool

    @property
    def is_open(self) -> bool:
        return self.assignment.state == AssignmentState.OPEN


def explain(assignment: Assignment, viewer: User, today: datetime.date) -> Reason:
    """The reason page of an assignment, for somebody who may see it."""
    version, course = assignment.rule_version, assignment.course
    steps = reading.published_steps([course.path]).order_by()
    return Reason(
        assignment=assignment,
        sentence=reasons.sentence(assignment) if version else reasons.short(assignment),
        rule_says=says(version) if version else "",
        course=reading.shown_pages([course])[course.pk],
        course_url=course.address,
        minutes=steps.aggregate(total=Sum("minutes"))["total"] or 0,
        due=due(assignment.due_on, today),
        scores=_scores(assignment) if version and version.kind in RuleKind.from_scores() else None,
        counted=_counted(assignment) if version and version.kind not in RuleKind.from_scores() else [],
        history=list(assignment.events.select_related("by")),
        is_own=viewer.pk == assignment.learner_id,
    )


def _scores(assignment: Assignment) -> Scores:
    periods, lines = list(assignment.periods.all()), list(assignment.scores.all())
    columns = [_column(period, lines) for period in periods]
    percents = [column.percent for column in columns]
    level = _level(assignment, percents)
    return Scores(
        competency=assignment.rule_version.competency.name,
        sources=sorted({str(AppraisalSource(period.source).label) for period in periods}),
        frameworks=sorted({line.framework_code for line in lines}),
        columns=columns,
        rows=_rows(periods, lines),
        result=_result(assignment, columns),
        chart=chart.draw([(column.name, column.percent, f"{column.figure}%") for column in columns], level),
        chart_words=_("threshold %(level)s%%") % {"level": _percent_figure(level)},
    )


def _column(period: CausePeriod, lines: list[CauseScore]) -> Column:
    own = [line for line in lines if line.period_code == period.period_code]
    value = percent(period.points_sum, period.max_sum)
    points = " + ".join(f"{figure(line.points)} × {figure(line.weight)}" for line in own)
    most = " + ".join(f"{figure(line.max_points)} × {figure(line.weight)}" for line in own)
    sums = f"{figure(period.points_sum)} ÷ {figure(period.max_sum)}"
    shown = _percent_figure(value)
    return Column(
        period_name(period.period_code), value, shown, calculation=f"({points}) ÷ ({most}) = {sums} = {shown}%"
    )


def _rows(periods: list[CausePeriod], lines: list[CauseScore]) -> list[Row]:
    """The same line of the same sheet in one row; whoever moved has one row for each unit."""
    units = {line.unit_name for line in lines}
    by_line: dict[tuple, dict[str, CauseScore]] = {}
    for line in lines:
        key = (line.framework_code, line.criterion_code, line.max_points, line.weight, line.unit_name)
        by_line.setdefault(key, {})[line.period_code] = line
    rows = []
    for found in by_line.values():
        line = next(iter(found.values()))
        cells = tuple(
            figure(found[period.period_code].points) if period.period_code in found else "–" for period in periods
        )
        unit = line.unit_name if len(units) > 1 else ""
        rows.append(Row(line.criterion_code, line.name, line.max_points, 100 * line.weight, unit, cells))
    return rows


def _level(assignment: Assignment, percents: list[Fraction]) -> Fraction:
    """The percent that had to be reached. A drop is measured from the mean of the periods before the newest two."""
    threshold = Fraction(assignment.threshold)
    if assignment.rule_version.kind == RuleKind.DROP:
        return mean(percents[:-RECENT_OF_A_DROP]) + threshold
    return threshold


def _result(assignment: Assignment, columns: list[Column]) -> str:
    """How the value that was compared follows from the percents of the periods; empty for a single period."""
    figures = [column.figure for column in columns]
    value = figure(assignment.percent)
    if assignment.rule_version.kind == RuleKind.DROP:
        recent, before = figures[-RECENT_OF_A_DROP:], figures[:-RECENT_OF_A_DROP]
        return f"{_mean_of(recent)} − {_mean_of(before)} = {value}"
    return f"{_mean_of(figures)} = {value}%" if len(figures) > 1 else ""


def _mean_of(figures: list[str]) -> str:
    return f"({' + '.join(figures)}) ÷ {len(figures)}"


def _percent_figure(value: Fraction) -> str:
    return figure(rounded(value, PERCENT_PLACES))


def _counted(assignment: Assignment) -> list[Counted]:
    names = SignalCategory if assignment.rule_version.kind == RuleKind.COMPLAINTS else InspectionItem
    return [
        Counted(event.happened_on, str(names(event.what).label), event.reference, event.count, event.severity)
        for event in assignment.events_counted.all()
    ]
