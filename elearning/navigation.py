"""The links of the header: which doors a person has, and through which one they came."""

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Posting, User


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool


def links(request) -> list[Link]:
    """Main navigation for the request's person; for anybody else what is public."""
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return [_link(request, _("Verify a certificate"), reverse("verify"))]
    duties = _duties(request.user)
    found = [
        _link(request, _("My training"), reverse("my_training"), inside=("/my/assignments/",), exact=True),
        _link(request, _("Courses"), reverse("wagtail_serve", args=[""]), inside=("/attempts/",)),
        _link(request, _("Record"), reverse("learning_record"), inside=("/my/certificates/",)),
    ]
    if duties["leads"]:
        found.append(_link(request, _("My team"), reverse("team")))
    if duties["works_in_back_office"]:
        found.append(_link(request, _("Back office"), reverse("wagtailadmin_home")))
    return found


def _link(request, label: str, url: str, *, inside: tuple[str, ...] = (), exact: bool = False) -> Link:
    path = request.path if request else ""
    return Link(label, url, current=path == url or path.startswith(inside if exact else (url, *inside)))


def _duties(user: User) -> dict[str, bool]:
    """Whether the person leads somebody and may enter the back office, in one query."""
    admin_access = Permission.objects.filter(
        Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk")),
        codename="access_admin",
        content_type__app_label="wagtailadmin",
    )
    duties = User.objects.values(
        leads=Exists(Posting.objects.filter(manager=OuterRef("pk"), is_current=True)),
        works_in_back_office=Exists(admin_access),
    ).get(pk=user.pk)
    duties["works_in_back_office"] |= user.is_superuser
    return duties
