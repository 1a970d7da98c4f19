"""Rows other tools read: columns as agreed, sorted as agreed."""

from collections.abc import Iterable

from django.db.models import Prefetch

from training.models import Assignment, CausePeriod, RuleRun

ASSIGNMENT_COLUMNS = ["staff_id", "course_code", "rule_code", "percent", "periods_used", "due_on"]
SKIPPED_COLUMNS = ["staff_id", "course_code", "rule_code", "reason"]


def assignment_row(assignment: Assignment) -> list[str]:
    """An assignment with `periods` prefetched, in the columns of ASSIGNMENT_COLUMNS."""
    return [
        assignment.learner.staff_number,
        assignment.course.code,
        assignment.rule_version.rule.code if assignment.rule_version else "",
        "" if assignment.percent is None else f"{assignment.percent:.2f}",
        "|".join(period.period_code for period in assignment.periods.all()),
        assignment.due_on.isoformat(),
    ]


def assignments() -> Iterable[list[str]]:
    made = Assignment.objects.select_related("learner", "course", "rule_version__rule").prefetch_related(
        Prefetch("periods", CausePeriod.objects.order_by("position"))
    )
    return sorted(assignment_row(assignment) for assignment in made)


def skipped() -> Iterable[list[str]]:
    """Whom the newest run hit and left out."""
    run = RuleRun.objects.order_by("pk").last()
    if run is None:
        return []
    rows = run.skips.values_list(
        "learner__staff_number", "rule_version__course__code", "rule_version__rule__code", "reason"
    )
    return sorted(list(row) for row in rows)
