"""What editors may do in the back office: courses with their steps and translations, pictures and documents."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from courses.models import CatalogPage
from people.models import RoleKind

ON_PAGES = ("wagtailcore", ["add_page", "change_page", "publish_page"])
ON_PICTURES = ("wagtailimages", ["add_image", "change_image", "choose_image"])
ON_DOCUMENTS = ("wagtaildocs", ["add_document", "change_document", "choose_document"])


def allow_pages() -> None:
    """Let editors add, change and publish pages in every catalogue there is; may be said again."""
    group = _editors()
    for permission in _permissions(*ON_PAGES):
        for catalogue in CatalogPage.objects.all():
            GroupPagePermission.objects.get_or_create(group=group, page=catalogue.page_ptr, permission=permission)


def allow_files() -> None:
    """Let editors keep pictures and documents; may be said again."""
    group = _editors()
    for permission in [*_permissions(*ON_PICTURES), *_permissions(*ON_DOCUMENTS)]:
        for collection in Collection.objects.filter(depth=1):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def allow_translations() -> None:
    """Let editors begin translations; may be said again. The permission comes from a migration, not from a model."""
    content_type, _ = ContentType.objects.get_or_create(app_label="wagtail_localize", model="translation")
    permission, _ = Permission.objects.get_or_create(
        content_type=content_type, codename="submit_translation", defaults={"name": "Can submit translations"}
    )
    _editors().permissions.add(permission)


def _editors() -> Group:
    return Group.objects.get_or_create(name=RoleKind.EDITOR)[0]


def _permissions(app_label: str, codenames: list[str]) -> Iterable[Permission]:
    """Django writes them after the migrations of their own app, which may be later than ours: so they are made here."""
    create_permissions(apps.get_app_config(app_label), verbosity=0)
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
