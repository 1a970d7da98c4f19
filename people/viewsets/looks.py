"""Who looked at whose evaluations: read by the HR officers of the whole organisation, changed by nobody."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column

from people.models import AccessLog, Looked
from people.viewsets.columns import MomentColumn
from people.viewsets.lists import ReadOnlyViewSet, ScopedIndexView


class LookFilterSet(WagtailFilterSet):
    what = django_filters.ChoiceFilter(choices=Looked, label=_("What"), widget=forms.RadioSelect, empty_label=_("All"))
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = AccessLog
        fields = []


class LookIndexView(ScopedIndexView):
    list_export = ["at", "viewer", "what", "person", "people_count", "about"]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("viewer", "person")


class LookViewSet(ReadOnlyViewSet):
    model = AccessLog
    name = "looks"
    icon = "view"
    menu_label = _("Looks at evaluations")
    menu_hook = "register_reports_menu_item"
    menu_order = 10
    inspect_view_enabled = False
    index_view_class = LookIndexView
    ordering = "-at"
    search_fields = ["viewer__full_name", "viewer__staff_number", "person__full_name", "person__staff_number"]
    filterset_class = LookFilterSet
    list_display = [
        Column("viewer", label=_("Who looked"), sort_key="viewer__full_name"),
        Column("what", accessor="get_what_display", label=_("What")),
        Column("person", label=_("At whom"), sort_key="person__full_name"),
        Column("people_count", label=_("People")),
        Column("about", label=_("Which")),
        MomentColumn("at", label=_("When"), sort_key="at"),
    ]
