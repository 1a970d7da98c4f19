"""Whom rules on citizens' reports and on inspections hit."""

import datetime
import math

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from evaluations.models import CitizenSignal, Finding, SignalOutcome
from training.models import RuleVersion
from training.rules import SEVERE
from training.selection.periods import first_day


def counted_reports(version: RuleVersion, as_of: datetime.date) -> QuerySet[CitizenSignal]:
    """Substantiated reports about people in the window, decided by then."""
    return CitizenSignal.objects.filter(
        person__isnull=False,
        category__in=version.sources,
        outcome__in=SignalOutcome.substantiated(),
        reported_on__range=(first_day(version, as_of), as_of),
        outcome_on__lte=as_of,
    )


def complained_about(version: RuleVersion, as_of: datetime.date) -> QuerySet:
    """`learner_id` of those with enough reports, or a single severe one."""
    people = counted_reports(version, as_of).order_by().values(learner_id=F("person"))
    return people.alias(reports=Count("pk"), worst=Max("severity")).filter(
        Q(reports__gte=math.ceil(version.threshold)) | Q(worst__gte=SEVERE)
    )


def counted_findings(version: RuleVersion, as_of: datetime.date) -> QuerySet[Finding]:
    """What inspections in the window found of the rule's items with people, repaired or not."""
    return Finding.objects.filter(
        person__isnull=False,
        item__in=version.sources,
        inspection__inspected_on__range=(first_day(version, as_of), as_of),
        count__gt=0,
    )


def repeated_items(version: RuleVersion, as_of: datetime.date) -> QuerySet:
    """`learner_id` and `item` whose findings add up to the threshold."""
    items = counted_findings(version, as_of).values("item", learner_id=F("person"))
    return items.alias(total=Sum("count")).filter(total__gte=math.ceil(version.threshold))
