"""Django groups follow roles. A group says what its members may do; the roles say for which units."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from people.models import RoleKind

CENTRAL_HR = "hr-central"
"""HR officers of a unit without a parent: they answer for the whole organisation, its rules and its roles."""

GROUP_NAMES = frozenset({*RoleKind.values, CENTRAL_HR})


def allow(group: str, *permissions: str) -> None:
    """Give the group the permissions, each written as "app_label.codename".

    For post_migrate receivers: Django writes an app's permissions in a receiver of its own, which may come later,
    so they are written here first. Raises Permission.DoesNotExist for a permission no model declares.
    """
    members, _ = Group.objects.get_or_create(name=group)
    wanted = [name.split(".", 1) for name in permissions]
    for label in {label for label, _ in wanted}:
        create_permissions(apps.get_app_config(label), verbosity=0)
    members.permissions.add(
        *(Permission.objects.get(content_type__app_label=label, codename=codename) for label, codename in wanted)
    )


def allow_admin(group: str) -> None:
    """Let the group enter the back office. Wagtail writes this permission in a migration, for no model of its own."""
    content_type, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    permission, _ = Permission.objects.get_or_create(
        content_type=content_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    members, _ = Group.objects.get_or_create(name=group)
    members.permissions.add(permission)
