"""The history of imports: every file that was handed over, and what became of it."""

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from intake import kinds, views
from intake.forms import kind_choices
from intake.models import BatchState, ImportBatch


class BatchFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        choices=kind_choices, label=_("Kind of file"), widget=forms.RadioSelect, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        choices=BatchState, label=_("State"), widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = ImportBatch
        fields = []


class BatchIndexView(IndexView):
    any_permission_required = ["view"]
    page_title = _("Imports")
    add_item_label = _("Upload a file")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("uploaded_by")

    def get_list_more_buttons(self, instance):
        return []


def kind_label(batch):
    return kinds.get(batch.kind).label


def uploader(batch):
    return batch.uploaded_by or _("Command line")


def uploaded(batch):
    return date_format(timezone.localtime(batch.uploaded_at), "SHORT_DATETIME_FORMAT")


class ImportViewSet(ModelViewSet):
    model = ImportBatch
    name = "imports"
    icon = "upload"
    menu_label = _("Imports")
    menu_order = 700
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["filename", "uploaded_by__full_name"]
    list_per_page = 50
    filterset_class = BatchFilterSet
    index_view_class = BatchIndexView
    list_display = [
        TitleColumn(
            "filename",
            label=_("File"),
            sort_key="filename",
            get_url=lambda batch: reverse("imports:batch", args=[batch.pk]),
        ),
        Column("kind", accessor=kind_label, label=_("Kind of file"), sort_key="kind", classname="on-wide"),
        StatusTagColumn("state", accessor="get_state_display", label=_("State"), sort_key="state"),
        NumberColumn("rows", label=_("Rows"), sort_key="rows", classname="on-wide"),
        Column("uploaded_by", accessor=uploader, label=_("Uploaded by"), classname="on-wide"),
        Column("uploaded_at", accessor=uploaded, label=_("Uploaded"), sort_key="uploaded_at"),
    ]

    def get_common_view_kwargs(self, **kwargs):
        gone = dict.fromkeys(["edit_url_name", "delete_url_name", "history_url_name", "usage_url_name"])
        return super().get_common_view_kwargs(**gone, **kwargs)

    def get_urlpatterns(self):
        own = {
            "new/": (views.UploadView, "add"),
            "<int:pk>/": (views.BatchView, "batch"),
            "<int:pk>/progress/": (views.ProgressView, "progress"),
            "<int:pk>/confirm/": (views.ConfirmView, "confirm"),
            "<int:pk>/cancel/": (views.CancelView, "cancel"),
            "<int:pk>/errors.csv": (views.ErrorsView, "errors"),
        }
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            *(
                path(route, view.as_view(permission_policy=self.permission_policy), name=name)
                for route, (view, name) in own.items()
            ),
        ]

    def register_admin_url_finder(self):
        """There is no page for editing that others could link to."""
