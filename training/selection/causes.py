"""Freezes why assignments were made: periods, criteria lines, counted events, copied as they are on the day."""

import datetime
import math

from django.db.models import F, QuerySet, Sum, Value, Window

from evaluations.insert_select import insert_select
from evaluations.models import Appraisal, Criterion, CriterionReach, Framework, Period, Score, ScoreStatus
from people.models import Unit
from training.models import Assignment, CauseEvent, CausePeriod, CauseScore, RuleKind, RuleVersion
from training.selection.events import counted_findings, counted_reports
from training.selection.periods import used_periods
from training.selection.sql import compose, execute

PERIODS = """
INSERT INTO {causes} (assignment_id, position, period_code, period_ends_on, source, points_sum, max_sum)
SELECT used.owner_id, COUNT(*) OVER (PARTITION BY used.owner_id) - used.place, period.code, period.ends_on,
    used.source, used.points_sum, used.max_sum
FROM ({used}) AS used
JOIN {periods} period ON period.id = used.period_id
"""
LINES = """
INSERT INTO {causes} (assignment_id, period_code, unit_name, framework_code, criterion_code, name_vi, name_en, points,
    max_points, weight)
SELECT made.id, period.code, COALESCE(unit.name, ''), framework.code, criterion.code, criterion.name_vi,
    criterion.name_en, line.points, criterion.max_points, reach.weight
FROM ({made}) AS made
JOIN {read} read ON read.assignment_id = made.id
JOIN {periods} period ON period.code = read.period_code
JOIN {sheets} sheet ON sheet.person_id = made.learner_id AND sheet.period_id = period.id AND sheet.source = read.source
JOIN {lines} line ON line.appraisal_id = sheet.id AND line.status = {final} AND line.points IS NOT NULL
JOIN {criteria} criterion ON criterion.id = line.criterion_id
JOIN {frameworks} framework ON framework.id = criterion.framework_id
JOIN {reaches} reach ON reach.criterion_id = criterion.id AND reach.competency_id = {competency}
LEFT JOIN {units} unit ON unit.id = sheet.unit_id
"""


def freeze(made: QuerySet[Assignment], version: RuleVersion, as_of: datetime.date) -> None:
    """Write the causes of what was assigned by this version as of the day."""
    if version.kind in RuleKind.from_scores():
        _freeze_periods(made, version, as_of)
        _freeze_lines(made, version)
    elif version.kind == RuleKind.COMPLAINTS:
        _freeze_reports(made, version, as_of)
    else:
        _freeze_findings(made, version, as_of)


def _freeze_periods(made: QuerySet[Assignment], version: RuleVersion, as_of: datetime.date) -> None:
    who = compose(
        "SELECT id AS owner_id, learner_id AS person_id FROM ({made}) AS made", made=made.values("id", "learner_id")
    )
    execute(
        compose(
            PERIODS,
            causes=CausePeriod,
            used=used_periods(version, as_of, who=who),
            periods=Period,
        )
    )


def _freeze_lines(made: QuerySet[Assignment], version: RuleVersion) -> None:
    execute(
        compose(
            LINES,
            causes=CauseScore,
            made=made.values("id", "learner_id"),
            read=CausePeriod,
            periods=Period,
            sheets=Appraisal,
            lines=Score,
            final=ScoreStatus.FINAL.value,
            criteria=Criterion,
            frameworks=Framework,
            reaches=CriterionReach,
            competency=version.competency_id,
            units=Unit,
        )
    )


def _freeze_reports(made: QuerySet[Assignment], version: RuleVersion, as_of: datetime.date) -> None:
    about_them = counted_reports(version, as_of).filter(person__assignments__in=made)
    insert_select(
        CauseEvent,
        about_them.values(
            "reference",
            "severity",
            assignment=F("person__assignments"),
            happened_on=F("reported_on"),
            what=F("category"),
        ).annotate(count=Value(1)),
    )


def _freeze_findings(made: QuerySet[Assignment], version: RuleVersion, as_of: datetime.date) -> None:
    with_them = counted_findings(version, as_of).filter(person__assignments__in=made)
    of_item = Window(Sum("count"), partition_by=["person", "item"])
    insert_select(
        CauseEvent,
        with_them.annotate(total=of_item)
        .filter(total__gte=math.ceil(version.threshold))
        .values(
            "count",
            assignment=F("person__assignments"),
            reference=F("inspection__reference"),
            happened_on=F("inspection__inspected_on"),
            what=F("item"),
        ),
    )
