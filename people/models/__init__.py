from people.models.access_log import AccessLog, Looked
from people.models.posting import Posting
from people.models.role import Role, RoleKind
from people.models.unit import Unit, UnitKind, UnitLevel, UnitSuccession
from people.models.user import StaffCategory, StaffStatus, User, display_name

__all__ = [
    "AccessLog",
    "Looked",
    "Posting",
    "Role",
    "RoleKind",
    "StaffCategory",
    "StaffStatus",
    "Unit",
    "UnitKind",
    "UnitLevel",
    "UnitSuccession",
    "User",
    "display_name",
]
