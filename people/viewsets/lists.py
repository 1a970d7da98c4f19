"""What the back office's lists and pages have in common: they show the rows of the viewer's scope, and no others."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet


class ScopedIndexView(IndexView):
    """A list of the rows the viewer may see; exports and searches start from the same rows."""

    any_permission_required = ["view"]
    results_template_name = "people/admin/index_results.html"

    def get_base_queryset(self):
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "view")

    def get_list_more_buttons(self, instance):
        """The row's title leads to the only thing there is to do with it."""
        return []


class ScopedObjectMixin:
    """A row outside the viewer's scope does not exist for the viewer."""

    def get_object(self, queryset=None):
        visible = self.permission_policy.instances_user_has_permission_for(self.request.user, "view")
        return get_object_or_404(self.select(visible), pk=self.kwargs["pk"])

    def select(self, visible):
        """What else to read with the row."""
        return visible


class ScopedInspectView(ScopedObjectMixin, InspectView):
    """A page of facts, then sections such as tables. Only what `facts` names is ever shown."""

    facts: tuple[str, ...] = ()
    any_permission_required = ["view"]
    template_name = "people/admin/inspect.html"
    page_title = _("Details")

    def get_fields(self):
        return self.facts

    def sections(self) -> Iterable[Component]:
        return ()

    def get_context_data(self, **kwargs):
        return super().get_context_data(sections=self.sections(), **kwargs)


class ReadOnlyViewSet(ModelViewSet):
    """A list, and a page for each row. There is nothing to edit, so there is no address to edit at."""

    index_view_class = ScopedIndexView
    inspect_view_class = ScopedInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs):
        gone = dict.fromkeys(["add_url_name", "edit_url_name", "delete_url_name", "history_url_name", "usage_url_name"])
        return super().get_common_view_kwargs(**gone, **kwargs)

    def get_urlpatterns(self):
        patterns = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
        if self.inspect_view_enabled:
            patterns.append(path("<int:pk>/", self.inspect_view, name="inspect"))
        return patterns

    def register_admin_url_finder(self):
        """Nothing elsewhere may link to a page for editing."""
