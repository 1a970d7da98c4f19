"""What of the loop an HR officer may see: that of the people the officer answers for."""

import datetime

from django.db.models import QuerySet

from people.access import people_visible_to
from people.models import User
from training.models import Assignment, RuleSkip


def assignments_visible_to(viewer: User, today: datetime.date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(learner__in=people_visible_to(viewer, today).values("pk"))


def skips_visible_to(viewer: User, today: datetime.date) -> QuerySet[RuleSkip]:
    return RuleSkip.objects.filter(learner__in=people_visible_to(viewer, today).values("pk"))
