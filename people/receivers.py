"""What follows from migrations: the groups of the back office exist and may do what their roles are for."""

from people import groups
from people.models import RoleKind


def allow_back_office(**kwargs) -> None:
    for name in RoleKind.values:
        groups.allow_admin(name)
    groups.allow(RoleKind.HR, "people.view_user", "people.view_unit")
    groups.allow(groups.CENTRAL_HR, "people.add_role", "people.delete_role", "people.view_accesslog")
    groups.allow(groups.CENTRAL_HR, "intake.add_importbatch", "intake.view_importbatch")
