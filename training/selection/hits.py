"""Whom a rule hits: one SELECT of learner_id and percent for each kind."""

import datetime

from django.db import connection
from django.db.models import QuerySet

from people.models import User
from training.models import RuleKind, RuleVersion
from training.selection import postgresql, sqlite
from training.selection.events import complained_about, repeated_items
from training.selection.sql import Sql, compose

DIALECTS = {"postgresql": postgresql, "sqlite": sqlite}


def hits(version: RuleVersion, as_of: datetime.date, people: QuerySet[User]) -> Sql:
    """SELECT learner_id, percent of those among the people who are eligible and whom the rule hits.

    `percent` is NULL where events are counted.
    """
    eligible = people.eligible_on(as_of).values("id")
    if version.kind in RuleKind.from_scores():
        return DIALECTS[connection.vendor].score_hits(version, as_of, threshold_units(version), eligible)
    counted = complained_about if version.kind == RuleKind.COMPLAINTS else repeated_items
    return compose(
        "SELECT DISTINCT learner_id, CAST(NULL AS numeric) AS percent FROM ({counted}) AS counted "
        "WHERE learner_id IN ({eligible})",
        counted=counted(version, as_of),
        eligible=eligible,
    )


def threshold_units(version: RuleVersion) -> int:
    return RuleVersion._meta.get_field("threshold").to_units(version.threshold)
