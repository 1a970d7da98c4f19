"""Keeps CompetencyScore in step with the lines it is summed from."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from evaluations.insert_select import insert_select
from evaluations.models import Appraisal, CompetencyScore, Score, ScoreStatus


def recount(*, person_ids: Iterable[int] | None = None, appraisals: QuerySet[Appraisal] | None = None) -> int:
    """Rebuild the sums of docs/rules.md, "Scores", as two set operations; give the number of rows written.

    - `recount()`: everything.
    - `recount(person_ids=…)`: every period and source of these people; a list, or a subquery of ids.
    - `recount(appraisals=…)`: exactly the (person, period, source) of these sheets, whatever other sheets they have.
      The query is used as it stands within the statements and may select by a staging table.

    Sheets must still exist when they are named here: lines may have been deleted before, sheets only after.
    """
    scores, lines = CompetencyScore.objects.all(), Score.objects.all()
    if person_ids is not None:
        person_ids = person_ids if isinstance(person_ids, QuerySet) else list(person_ids)
        scores = scores.filter(person__in=person_ids)
        lines = lines.filter(appraisal__person__in=person_ids)
    if appraisals is not None:
        scores = scores.filter(_same_person_period_source(appraisals, ""))
        lines = lines.filter(_same_person_period_source(appraisals, "appraisal__"))
    with transaction.atomic():
        scores._raw_delete(scores.db)
        return insert_select(CompetencyScore, _summed(lines))


def _same_person_period_source(appraisals: QuerySet[Appraisal], path: str) -> Exists:
    keys = ("person", "period", "source")
    return Exists(appraisals.order_by().filter(**{key: OuterRef(path + key) for key in keys}))


def _summed(lines: QuerySet[Score]) -> QuerySet:
    """Σ weight·points and Σ weight·max_points by person, period, source and competency."""
    weight = F("criterion__reaches__weight")
    return (
        lines.filter(status=ScoreStatus.FINAL, points__isnull=False, criterion__reaches__isnull=False)
        .values(
            person=F("appraisal__person"),
            period=F("appraisal__period"),
            source=F("appraisal__source"),
            competency=F("criterion__reaches__competency"),
        )
        .annotate(points_sum=Sum(weight * F("points")), max_sum=Sum(weight * F("criterion__max_points")))
    )
