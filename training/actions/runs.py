"""A run of the rules: one transaction, so it happens as a whole or not at all."""

import datetime

from django.db import connection, transaction
from django.utils import timezone

from intake.models import BatchState, ImportBatch
from training.errors import UnknownRule
from training.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    EventKind,
    Origin,
    Reminder,
    ReminderStage,
    Rule,
    RuleMode,
    RuleRun,
    RuleSkip,
    RuleVersion,
)
from training.selection import ASSIGN, decided
from training.selection.causes import freeze
from training.selection.decisions import execute
from training.selection.hits import threshold_units
from training.selection.sql import Sql, compose

EVIDENCE_KINDS = [
    "competencies", "frameworks", "periods", "units", "staff", "evaluations", "training_history", "feedback",
    "inspections", "rules",
]  # fmt: skip


@transaction.atomic
def apply_rules(*, as_of: datetime.date, trigger: str, rules: list[str] | None = None) -> RuleRun:
    """Run the active rules (or those of the given codes) in their order, as of a day.

    The rules are locked for the run: a second worker waits, and then finds everybody answered.
    Raises UnknownRule for a code that is not active.
    """
    started_at = timezone.now()
    seen = None if rules else evidence_applied()
    run = RuleRun.objects.create(
        as_of=as_of, trigger=trigger, started_at=started_at, finished_at=started_at, evidence_seen=seen
    )
    for rule in _locked(rules):
        _apply(run, rule.current, as_of)
    run.assigned, run.skipped = run.assignments.count(), run.skips.count()
    run.finished_at = timezone.now()
    run.save()
    return run


def evidence_applied() -> int:
    """How many imports that rules could read have been applied."""
    return ImportBatch.objects.filter(state=BatchState.APPLIED, kind__in=EVIDENCE_KINDS).count()


def rules_are_behind() -> bool:
    """Whether evidence was applied that no full run has seen."""
    seen = RuleRun.objects.filter(evidence_seen__isnull=False).order_by("pk").values_list("evidence_seen", flat=True)
    return evidence_applied() > (seen.last() or 0)


def _locked(codes: list[str] | None) -> list[Rule]:
    rules = Rule.objects.active().filter(current__mode=RuleMode.AUTO).select_related("current__course")
    if connection.features.has_select_for_update:
        rules = rules.select_for_update(of=("self",))
    found = list(rules)
    for code in codes or []:
        if code not in {rule.code for rule in found}:
            raise UnknownRule(code)
    return [rule for rule in found if not codes or rule.code in codes]


def _apply(run: RuleRun, version: RuleVersion, as_of: datetime.date) -> None:
    with decided(version, as_of) as decisions:
        _assign(run, version, as_of, decisions)
        _record_skips(run, version, decisions)
    made = Assignment.objects.filter(rule_run=run, rule_version=version).values("id")
    execute(
        compose(
            "INSERT INTO {table} (assignment_id, kind, at, reason) SELECT made.id, {kind}, {now}, {empty} "
            "FROM ({made}) AS made",
            table=AssignmentEvent,
            kind=EventKind.ASSIGNED.value,
            now=run.started_at,
            empty="",
            made=made,
        )
    )
    execute(
        compose(
            "INSERT INTO {table} (assignment_id, stage, attempts, error) SELECT made.id, {stage}, 0, {empty} "
            "FROM ({made}) AS made",
            table=Reminder,
            stage=ReminderStage.ASSIGNED.value,
            empty="",
            made=made,
        )
    )
    freeze(run, version, as_of)


def _assign(run: RuleRun, version: RuleVersion, as_of: datetime.date, decisions: Sql) -> None:
    percent = Sql("CAST(percent AS numeric(7, 2))")
    execute(
        compose(
            "INSERT INTO {table} (learner_id, course_id, origin, rule_version_id, rule_run_id, note, percent, "
            "threshold, assigned_on, due_on, state, created_at) SELECT learner_id, {course}, {origin}, {version}, "
            "{run}, {empty}, {percent}, {threshold}, {as_of}, {due_on}, {open}, {now} FROM {decisions} "
            "WHERE outcome = {assign} ON CONFLICT DO NOTHING",
            table=Assignment,
            course=version.course_id,
            origin=Origin.RULE.value,
            version=version.pk,
            run=run.pk,
            empty="",
            percent=percent,
            threshold=threshold_units(version),
            as_of=as_of,
            due_on=as_of + datetime.timedelta(days=version.due_days),
            open=AssignmentState.OPEN.value,
            now=run.started_at,
            decisions=decisions,
            assign=ASSIGN,
        )
    )


def _record_skips(run: RuleRun, version: RuleVersion, decisions: Sql) -> None:
    execute(
        compose(
            "INSERT INTO {table} (run_id, rule_version_id, learner_id, reason) "
            "SELECT {run}, {version}, learner_id, outcome FROM {decisions} WHERE outcome <> {assign}",
            table=RuleSkip,
            run=run.pk,
            version=version.pk,
            decisions=decisions,
            assign=ASSIGN,
        )
    )
