"""What follows from migrations: who may read evaluations in the back office."""

from people import groups
from people.models import RoleKind


def allow_back_office(**kwargs) -> None:
    groups.allow(
        RoleKind.HR,
        "evaluations.view_appraisal",
        "evaluations.view_competency",
        "evaluations.view_framework",
        "evaluations.view_period",
    )
