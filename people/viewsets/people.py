"""People: found, read, and given roles. Who exists and where they work comes from the staff file alone."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import F, FilteredRelation, Q
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, Table, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from people.access import people_visible_to
from people.models import StaffCategory, StaffStatus, User
from people.scope import ScopedPermissionPolicy
from people.viewsets.columns import DayColumn
from people.viewsets.filters import UnitFilter
from people.viewsets.language import LanguageView
from people.viewsets.lists import ReadOnlyViewSet, ScopedIndexView, ScopedInspectView
from people.viewsets.roles import GrantRoleView, RevokeRoleView
from people.viewsets.sections import TableSection

EXPORTED = ["staff_number", "full_name", "unit_name", "position", "category", "status", "citizen_facing"]


class PersonFilterSet(WagtailFilterSet):
    unit = UnitFilter(field_name="pk")
    category = django_filters.ChoiceFilter(
        choices=StaffCategory, label=_("Category"), widget=forms.RadioSelect, empty_label=_("All")
    )
    status = django_filters.ChoiceFilter(
        choices=StaffStatus, label=_("Status"), widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = User
        fields = []


class PersonIndexView(ScopedIndexView):
    list_export = EXPORTED

    def get_base_queryset(self):
        """With the current post beside each person, in the same query."""
        return (
            super()
            .get_base_queryset()
            .annotate(post=FilteredRelation("postings", condition=Q(postings__is_current=True)))
            .annotate(
                unit_name=F("post__unit__name"),
                position=F("post__position"),
                citizen_facing=F("post__citizen_facing"),
            )
        )


class PersonInspectView(ScopedInspectView):
    facts = ("staff_number", "email", "phone", "category", "status", "language", "is_active")

    def get_page_subtitle(self):
        return self.object.full_name

    def get_language_display_value(self):
        return dict(settings.LANGUAGES).get(self.object.language, _("As the browser asks for"))

    def get_is_active_display_value(self):
        return _("Yes") if self.object.is_active else _("No")

    @property
    def header_buttons(self):
        return [HeaderButton(_("Language"), url=reverse("people:language", args=[self.object.pk]), icon_name="globe")]

    def sections(self):
        """Posts and roles; what other apps know about the person follows."""
        own = [self.posts(), self.roles()]
        others = [hook(self.request, self.object) for hook in hooks.get_hooks("register_person_section")]
        return own + [section for section in others if section]

    def posts(self):
        columns = [
            Column("unit", label=_("Unit")),
            Column("position", label=_("Position")),
            Column("title", label=_("Job title"), classname="on-wide"),
            DayColumn("starts_on", label=_("From")),
            DayColumn("ends_on", label=_("To")),
            BooleanColumn("is_current", label=_("Current")),
        ]
        posts = self.object.postings.select_related("unit")
        return TableSection("posts", _("Posts"), Table(columns, posts), empty=_("No post is known."))

    def roles(self):
        columns = [
            Column("kind", accessor="get_kind_display", label=_("Role")),
            Column("unit", label=_("For the unit and everything below it")),
            DayColumn("until", label=_("Until")),
        ]
        links = []
        if self.request.user.has_perm("people.delete_role"):
            columns.append(
                TitleColumn(
                    "revoke",
                    accessor=lambda role: _("Revoke"),
                    label=_("Action"),
                    get_url=lambda role: reverse("people:revoke_role", args=[self.object.pk, role.pk]),
                )
            )
        if self.request.user.has_perm("people.add_role"):
            links.append((reverse("people:grant_role", args=[self.object.pk]), _("Grant a role")))
        roles = self.object.roles.select_related("unit")
        return TableSection(
            "roles", _("Roles"), Table(columns, roles), empty=_("This person holds no role."), links=links
        )


class PersonViewSet(ReadOnlyViewSet):
    model = User
    name = "people"
    icon = "user"
    menu_label = _("People")
    menu_name = "people"
    ordering = "full_name"
    search_fields = ["full_name", "staff_number", "email"]
    filterset_class = PersonFilterSet
    index_view_class = PersonIndexView
    inspect_view_class = PersonInspectView
    list_display = [
        "full_name",
        Column("staff_number", label=_("Staff number"), sort_key="staff_number"),
        Column("unit_name", label=_("Unit"), sort_key="unit_name"),
        Column("position", label=_("Position"), sort_key="position", classname="on-wide"),
        Column("status", accessor="get_status_display", label=_("Status"), sort_key="status", classname="on-wide"),
        BooleanColumn("citizen_facing", label=_("Serves citizens"), sort_key="citizen_facing", classname="on-wide"),
    ]
    permission_policy = ScopedPermissionPolicy(User, people_visible_to)

    def get_urlpatterns(self):
        policy = {"permission_policy": self.permission_policy}
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/language/", LanguageView.as_view(**policy), name="language"),
            path("<int:pk>/roles/new/", GrantRoleView.as_view(**policy), name="grant_role"),
            path("<int:pk>/roles/<int:role>/revoke/", RevokeRoleView.as_view(**policy), name="revoke_role"),
        ]
