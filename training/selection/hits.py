"""Whom a rule hits: one SELECT of learner_id and percent for each kind."""

import datetime

from evaluations.models import CitizenSignal, CompetencyScore, Finding, Inspection, Period, SignalOutcome
from people.models import User
from training.models import RuleKind, RuleVersion
from training.models.rules import THRESHOLD_PLACES
from training.rules import SEVERE, least_periods, most_periods, usable_sources
from training.selection.exact import dialect
from training.selection.sql import Sql, compose

COUNT_UNIT = 10**THRESHOLD_PLACES


def hits(version: RuleVersion, as_of: datetime.date) -> Sql:
    """SELECT learner_id, percent of the eligible people the rule hits; percent is NULL where events are counted."""
    found = {RuleKind.COMPLAINTS: _complaints, RuleKind.INSPECTION: _inspection}.get(version.kind, _scores)
    return compose(
        "SELECT hit.learner_id, hit.percent FROM ({found}) AS hit WHERE hit.learner_id IN ({eligible})",
        found=found(version, as_of),
        eligible=User.objects.eligible_on(as_of).values("pk"),
    )


def threshold_units(version: RuleVersion) -> int:
    return RuleVersion._meta.get_field("threshold").to_units(version.threshold)


def used_periods(version: RuleVersion, as_of: datetime.date) -> Sql:
    """SELECT the periods a rule on scores reads for each person; place 1 is the newest."""
    sources = usable_sources(version.sources)
    if not sources:
        return Sql(
            "SELECT NULL AS person_id, NULL AS period_id, NULL AS code, NULL AS ends_on, NULL AS source, "
            "NULL AS points_sum, NULL AS max_sum, 1 AS place WHERE 1 = 0"
        )
    choice = Sql(
        f"CASE score.source {' '.join(f'WHEN %s THEN {rank}' for rank in range(len(sources)))} END", tuple(sources)
    )
    return compose(
        "SELECT * FROM (SELECT chosen.*, ROW_NUMBER() OVER "
        "(PARTITION BY person_id ORDER BY ends_on DESC, starts_on DESC, code DESC) AS place FROM "
        "(SELECT score.person_id, score.period_id, period.code, period.starts_on, period.ends_on, score.source, "
        "score.points_sum, score.max_sum, "
        "ROW_NUMBER() OVER (PARTITION BY score.person_id, score.period_id ORDER BY {choice}) AS choice "
        "FROM {scores} score JOIN {periods} period ON period.id = score.period_id "
        "WHERE score.competency_id = {competency} AND score.source IN ({sources}) "
        "AND period.closed_on <= {as_of} AND period.ends_on >= {first_day}) AS chosen "
        "WHERE chosen.choice = 1) AS ranked WHERE ranked.place <= {most}",
        choice=choice,
        scores=CompetencyScore,
        periods=Period,
        competency=version.competency_id,
        sources=list(sources),
        as_of=as_of,
        first_day=first_day(version, as_of),
        most=most_periods(version.kind, version.periods),
    )


def first_day(version: RuleVersion, as_of: datetime.date) -> datetime.date:
    return as_of - datetime.timedelta(days=version.lookback_days)


def counted_signals(version: RuleVersion, as_of: datetime.date):
    """Substantiated reports in the window, decided by then."""
    return CitizenSignal.objects.filter(
        person__isnull=False,
        category__in=version.sources,
        outcome__in=SignalOutcome.substantiated(),
        reported_on__range=(first_day(version, as_of), as_of),
        outcome_on__lte=as_of,
    )


def _scores(version: RuleVersion, as_of: datetime.date) -> Sql:
    exact = dialect()
    most = most_periods(version.kind, version.periods)
    return compose(
        f"SELECT person_id AS learner_id, {exact.percent()} AS percent "
        f"FROM (SELECT person_id, {exact.value(version.kind, most)} FROM "
        f"(SELECT person_id, {exact.columns(version.kind, most)} FROM ({{used}}) AS used_periods "
        "GROUP BY person_id HAVING COUNT(*) >= {least}) AS summed) AS measured WHERE {hit}",
        used=used_periods(version, as_of),
        least=least_periods(version.kind, version.min_periods),
        hit=Sql(exact.hit(version.kind), (threshold_units(version),)),
    )


def _complaints(version: RuleVersion, as_of: datetime.date) -> Sql:
    return compose(
        "SELECT person_id AS learner_id, NULL AS percent FROM ({counted}) AS counted GROUP BY person_id "
        f"HAVING COUNT(*) * {COUNT_UNIT} >= {{threshold}} OR MAX(severity) >= {SEVERE}",
        counted=counted_signals(version, as_of).values("person_id", "severity"),
        threshold=threshold_units(version),
    )


def repeated_findings(version: RuleVersion, as_of: datetime.date) -> Sql:
    """SELECT person_id, item whose findings in the window add up to the threshold, repaired or not."""
    return compose(
        "SELECT finding.person_id, finding.item FROM {findings} finding "
        "JOIN {inspections} inspection ON inspection.id = finding.inspection_id "
        "WHERE finding.person_id IS NOT NULL AND finding.item IN ({items}) "
        "AND inspection.inspected_on BETWEEN {first_day} AND {as_of} GROUP BY finding.person_id, finding.item "
        f"HAVING SUM(finding.count) > 0 AND SUM(finding.count) * {COUNT_UNIT} >= {{threshold}}",
        findings=Finding,
        inspections=Inspection,
        items=list(version.sources) or [""],
        first_day=first_day(version, as_of),
        as_of=as_of,
        threshold=threshold_units(version),
    )


def _inspection(version: RuleVersion, as_of: datetime.date) -> Sql:
    return compose(
        "SELECT DISTINCT person_id AS learner_id, NULL AS percent FROM ({repeated}) AS repeated",
        repeated=repeated_findings(version, as_of),
    )
