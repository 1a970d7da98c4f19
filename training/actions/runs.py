"""A run of the rules: one transaction, so it happens as a whole or not at all."""

import datetime

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.utils import timezone

from evaluations.insert_select import insert_select
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
    RunTrigger,
)
from training.selection import ASSIGN, decided
from training.selection.causes import freeze
from training.selection.hits import threshold_units
from training.selection.sql import Sql, compose, execute

EVIDENCE_KINDS = [
    "competencies",
    "frameworks",
    "periods",
    "staff",
    "evaluations",
    "training_history",
    "feedback",
    "inspections",
    "rules",
]
ASSIGNMENTS = """
INSERT INTO {assignments} (learner_id, course_id, origin, rule_version_id, rule_run_id, note, percent, threshold,
    assigned_on, due_on, state, created_at)
SELECT learner_id, {course}, {origin}, {version}, {run}, '', CAST(percent AS numeric(7, 2)), {threshold},
    {assigned_on}, {due_on}, {state}, {now}
FROM {decisions} WHERE outcome = {assign} ON CONFLICT DO NOTHING
"""
SKIPS = """
INSERT INTO {skips} (run_id, rule_version_id, learner_id, reason)
SELECT {run}, {version}, learner_id, outcome FROM {decisions} WHERE outcome <> {assign}
"""


@transaction.atomic
def apply_rules(*, as_of: datetime.date, trigger: RunTrigger, rules: list[str] | None = None) -> RuleRun:
    """Run the active rules that assign by themselves, in their order, as of a day.

    With `rules`, the active rules of these codes alone, also those that wait for a person: naming one confirms it.
    Raises UnknownRule for a code that is not active.

    All active rules stay locked to the end, so of two workers the second waits, and then finds everybody answered.
    """
    chosen = _chosen(_locked(), rules)
    now = timezone.now()
    complete = rules is None and as_of == timezone.localdate(now)
    run = RuleRun.objects.create(
        as_of=as_of,
        trigger=trigger,
        started_at=now,
        finished_at=now,
        evidence_seen=evidence_applied() if complete else None,
    )
    for rule in chosen:
        _apply(run, rule.current)
    run.assigned, run.skipped = run.assignments.count(), run.skips.count()
    run.finished_at = timezone.now()
    run.save()
    return run


def evidence_applied() -> int:
    """How many imports that rules could read have been applied."""
    return ImportBatch.objects.filter(state=BatchState.APPLIED, kind__in=EVIDENCE_KINDS).count()


def rules_are_behind() -> bool:
    """Whether evidence was applied that no complete run has seen.

    Imports are counted, not dated: one that was applied before a run began may have been committed after.
    """
    complete = RuleRun.objects.filter(evidence_seen__isnull=False).order_by("pk")
    return evidence_applied() != (complete.values_list("evidence_seen", flat=True).last() or 0)


def _locked() -> list[Rule]:
    """The active rules in the order they run in."""
    return list(Rule.objects.active().select_related("current__course").select_for_update(of=("self",)))


def _chosen(active: list[Rule], codes: list[str] | None) -> list[Rule]:
    if codes is None:
        return [rule for rule in active if rule.current.mode == RuleMode.AUTO]
    for code in codes:
        if code not in {rule.code for rule in active}:
            raise UnknownRule(code)
    return [rule for rule in active if rule.code in codes]


def _apply(run: RuleRun, version: RuleVersion) -> None:
    with decided(version, run.as_of) as decisions:
        _assign(run, version, decisions)
        _record_skips(run, version, decisions)
    made = run.assignments.filter(rule_version=version)
    freeze(made, version, run.as_of)
    _log_and_announce(made, run)


def _assign(run: RuleRun, version: RuleVersion, decisions: Sql) -> None:
    """Somebody who got the course in the same moment from elsewhere is left out, and met by the next run."""
    execute(
        compose(
            ASSIGNMENTS,
            assignments=Assignment,
            course=version.course_id,
            origin=Origin.RULE.value,
            version=version.pk,
            run=run.pk,
            threshold=threshold_units(version),
            assigned_on=run.as_of,
            due_on=run.as_of + datetime.timedelta(days=version.due_days),
            state=AssignmentState.OPEN.value,
            now=run.started_at,
            decisions=decisions,
            assign=ASSIGN,
        )
    )


def _record_skips(run: RuleRun, version: RuleVersion, decisions: Sql) -> None:
    execute(compose(SKIPS, skips=RuleSkip, run=run.pk, version=version.pk, decisions=decisions, assign=ASSIGN))


def _log_and_announce(made: QuerySet[Assignment], run: RuleRun) -> None:
    """Each assignment with its first event and its first message."""
    insert_select(
        AssignmentEvent,
        made.values(assignment=F("pk")).annotate(
            kind=Value(EventKind.ASSIGNED), at=Value(run.started_at), reason=Value("")
        ),
    )
    insert_select(
        Reminder,
        made.values(assignment=F("pk")).annotate(
            stage=Value(ReminderStage.ASSIGNED), attempts=Value(0), error=Value("")
        ),
    )
