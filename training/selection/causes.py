"""Freezes why an assignment was made: periods, criteria lines, counted events, copied as they are on the day."""

import datetime

from evaluations.models import (
    Appraisal,
    Criterion,
    CriterionReach,
    Finding,
    Framework,
    Inspection,
    Period,
    Score,
    ScoreStatus,
)
from people.models import Unit
from training.models import Assignment, CauseEvent, CausePeriod, CauseScore, RuleKind, RuleRun, RuleVersion
from training.selection.decisions import execute
from training.selection.hits import counted_signals, first_day, repeated_findings, used_periods
from training.selection.sql import compose


def freeze(run: RuleRun, version: RuleVersion, as_of: datetime.date) -> None:
    """Write the causes of what the run assigned by this version."""
    made = Assignment.objects.filter(rule_run=run, rule_version=version)
    if version.kind in RuleKind.from_scores():
        _periods(made, version, as_of)
        _criteria_lines(made, version)
    elif version.kind == RuleKind.COMPLAINTS:
        _reports(made, version, as_of)
    else:
        _findings(made, version, as_of)


def _periods(made, version: RuleVersion, as_of: datetime.date) -> None:
    execute(
        compose(
            "INSERT INTO {table} (assignment_id, position, period_code, period_ends_on, source, points_sum, max_sum) "
            "SELECT made.id, COUNT(*) OVER (PARTITION BY made.id) - used.place, used.code, used.ends_on, used.source, "
            "used.points_sum, used.max_sum FROM ({made}) AS made JOIN ({used}) AS used "
            "ON used.person_id = made.learner_id",
            table=CausePeriod,
            made=made.values("id", "learner_id"),
            used=used_periods(version, as_of),
        )
    )


def _criteria_lines(made, version: RuleVersion) -> None:
    execute(
        compose(
            "INSERT INTO {table} (assignment_id, period_code, unit_name, framework_code, criterion_code, name_vi, "
            "name_en, points, max_points, weight) "
            "SELECT made.id, cause.period_code, COALESCE(unit.name, ''), framework.code, criterion.code, "
            "criterion.name_vi, criterion.name_en, line.points, criterion.max_points, reach.weight "
            "FROM ({made}) AS made JOIN {causes} cause ON cause.assignment_id = made.id "
            "JOIN {periods} period ON period.code = cause.period_code "
            "JOIN {appraisals} sheet ON sheet.person_id = made.learner_id AND sheet.period_id = period.id "
            "AND sheet.source = cause.source "
            "JOIN {lines} line ON line.appraisal_id = sheet.id AND line.status = {final} AND line.points IS NOT NULL "
            "JOIN {criteria} criterion ON criterion.id = line.criterion_id "
            "JOIN {frameworks} framework ON framework.id = criterion.framework_id "
            "JOIN {reaches} reach ON reach.criterion_id = criterion.id AND reach.competency_id = {competency} "
            "LEFT JOIN {units} unit ON unit.id = sheet.unit_id",
            table=CauseScore,
            made=made.values("id", "learner_id"),
            causes=CausePeriod,
            periods=Period,
            appraisals=Appraisal,
            lines=Score,
            final=ScoreStatus.FINAL.value,
            criteria=Criterion,
            frameworks=Framework,
            reaches=CriterionReach,
            competency=version.competency_id,
            units=Unit,
        )
    )


def _reports(made, version: RuleVersion, as_of: datetime.date) -> None:
    execute(
        compose(
            "INSERT INTO {table} (assignment_id, reference, happened_on, what, count, severity) "
            "SELECT made.id, report.reference, report.reported_on, report.category, 1, report.severity "
            "FROM ({made}) AS made JOIN ({reports}) AS report ON report.person_id = made.learner_id",
            table=CauseEvent,
            made=made.values("id", "learner_id"),
            reports=counted_signals(version, as_of).values(
                "person_id", "reference", "reported_on", "category", "severity"
            ),
        )
    )


def _findings(made, version: RuleVersion, as_of: datetime.date) -> None:
    execute(
        compose(
            "INSERT INTO {table} (assignment_id, reference, happened_on, what, count) "
            "SELECT made.id, inspection.reference, inspection.inspected_on, finding.item, finding.count "
            "FROM ({made}) AS made JOIN ({repeated}) AS repeated ON repeated.person_id = made.learner_id "
            "JOIN {findings} finding ON finding.person_id = made.learner_id AND finding.item = repeated.item "
            "AND finding.count > 0 JOIN {inspections} inspection ON inspection.id = finding.inspection_id "
            "WHERE inspection.inspected_on BETWEEN {first_day} AND {as_of}",
            table=CauseEvent,
            made=made.values("id", "learner_id"),
            repeated=repeated_findings(version, as_of),
            findings=Finding,
            inspections=Inspection,
            first_day=first_day(version, as_of),
            as_of=as_of,
        )
    )
