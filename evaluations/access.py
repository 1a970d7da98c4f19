"""Whose appraisals an HR officer may see: those of the people the officer answers for, wherever they were earned."""

import datetime

from django.db.models import QuerySet

from evaluations.models import Appraisal
from people.access import people_visible_to
from people.models import User


def appraisals_visible_to(viewer: User, today: datetime.date) -> QuerySet[Appraisal]:
    return Appraisal.objects.filter(person__in=people_visible_to(viewer, today).values("pk"))
