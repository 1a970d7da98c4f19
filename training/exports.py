"""Rows that other tools read: columns as agreed, sorted as agreed."""

from django.db.models import Prefetch

from evaluations.spreadsheets import Cell, as_text
from training.models import Assignment, CausePeriod, RuleRun

ASSIGNMENT_COLUMNS = ["staff_id", "course_code", "rule_code", "percent", "periods_used", "due_on"]
SKIPPED_COLUMNS = ["staff_id", "course_code", "rule_code", "reason"]


def assignment_cells(assignment: Assignment) -> list[Cell]:
    """An assignment with its `periods` prefetched, in the columns of ASSIGNMENT_COLUMNS."""
    return [
        assignment.learner.staff_number,
        assignment.course.code,
        assignment.rule_version.rule.code if assignment.rule_version else "",
        assignment.percent,
        "|".join(period.period_code for period in assignment.periods.all()),
        assignment.due_on,
    ]


def assignment_row(assignment: Assignment) -> list[str]:
    return [as_text(cell) for cell in assignment_cells(assignment)]


def assignments() -> list[list[Cell]]:
    made = Assignment.objects.select_related("learner", "course", "rule_version__rule").prefetch_related(
        Prefetch("periods", CausePeriod.objects.order_by("position"))
    )
    return sorted(map(assignment_cells, made), key=lambda cells: list(map(as_text, cells)))


def skipped() -> list[list[Cell]]:
    """Whom the newest run hit and left out."""
    run = RuleRun.objects.order_by("pk").last()
    if run is None:
        return []
    rows = run.skips.values_list(
        "learner__staff_number", "rule_version__course__code", "rule_version__rule__code", "reason"
    )
    return sorted(map(list, rows))
