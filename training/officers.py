"""What HR officers may do in the back office: chase, assign and release; rules are the whole organisation's."""

from people import groups
from people.models import RoleKind


def allow_back_office(**kwargs) -> None:
    groups.allow(
        RoleKind.HR,
        "training.view_assignment",
        "training.add_assignment",
        "training.change_assignment",
        "training.view_rule",
        "training.view_rulerun",
        "training.view_ruleskip",
    )
    groups.allow(groups.CENTRAL_HR, "training.add_rule", "training.change_rule")
