"""The organisation as a tree: what exists since when, and what followed it. It comes from the units file alone."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.widgets import BooleanRadioSelect

from people.access import units_of
from people.models import RoleKind, Unit, UnitKind
from people.scope import ScopedPermissionPolicy
from people.viewsets.columns import DayColumn
from people.viewsets.lists import ReadOnlyViewSet, ScopedIndexView, ScopedInspectView
from people.viewsets.sections import TableSection


def units_visible_to(viewer, today):
    return Unit.objects.filter(pk__in=units_of(viewer, RoleKind.HR, today))


class UnitFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        choices=UnitKind, label=_("Kind"), widget=forms.RadioSelect, empty_label=_("All")
    )
    exists = django_filters.BooleanFilter(label=_("Exists today"), widget=BooleanRadioSelect, method="existing")

    class Meta:
        model = Unit
        fields = []

    def existing(self, queryset, name, wanted):
        today = timezone.localdate()
        ended = Q(valid_from__gt=today) | Q(valid_to__lt=today)
        return queryset.exclude(ended) if wanted else queryset.filter(ended)


class UnitIndexView(ScopedIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("successors")

    def order_queryset(self, queryset):
        """As a tree, unless a column was chosen."""
        return super().order_queryset(queryset) if self.ordering else queryset.with_tree_fields()


class UnitInspectView(ScopedInspectView):
    facts = ("code", "name", "kind", "level", "parent", "valid_from", "valid_to", "legal_basis")

    def sections(self):
        return [
            self._units("below", _("Directly below"), self.object.children.all(), _("There is no unit below.")),
            self._units("successors", _("Followed by"), self.object.successors.all(), _("No other unit followed it.")),
            self._units(
                "predecessors",
                _("Took over from"),
                self.object.predecessors.all(),
                _("It took over from no other unit."),
            ),
        ]

    def _units(self, name, heading, units, empty):
        columns = [
            Column("code", label=_("Code")),
            Column("name", label=_("Name")),
            DayColumn("valid_from", label=_("Valid from")),
            DayColumn("valid_to", label=_("Valid to")),
        ]
        return TableSection(name, heading, Table(columns, units), empty=empty)


def names_of_successors(unit):
    return ", ".join(successor.name for successor in unit.successors.all())


def indented_name(unit):
    return "\u2003" * getattr(unit, "tree_depth", 0) + unit.name


class UnitViewSet(ReadOnlyViewSet):
    model = Unit
    name = "units"
    icon = "site"
    menu_label = _("Units")
    search_fields = ["code", "name"]
    filterset_class = UnitFilterSet
    index_view_class = UnitIndexView
    inspect_view_class = UnitInspectView
    list_display = [
        TitleColumn("name", accessor=indented_name, label=_("Name"), sort_key="name", url_name="units:inspect"),
        Column("code", label=_("Code"), sort_key="code"),
        Column("kind", accessor="get_kind_display", label=_("Kind"), sort_key="kind", classname="on-wide"),
        DayColumn("valid_from", label=_("Valid from"), sort_key="valid_from", classname="on-wide"),
        DayColumn("valid_to", label=_("Valid to"), sort_key="valid_to", classname="on-wide"),
        Column("successors", accessor=names_of_successors, label=_("Followed by"), classname="on-wide"),
    ]
    permission_policy = ScopedPermissionPolicy(Unit, units_visible_to)
