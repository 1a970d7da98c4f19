"""A form about one row, on a page of its own."""

from django.db.models import Model
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from people.viewsets.lists import ScopedObjectMixin


class ScopedFormView(ScopedObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Permission, form, one call, back to the row's page. `save(form)` returns the sentence to show."""

    any_permission_required = ["view"]
    template_name = "people/admin/form.html"
    submit_button_label = _("Save")
    namespace = ""
    """Of the addresses of the row's list and page."""

    @cached_property
    def row(self) -> Model:
        return self.get_object()

    @property
    def row_url(self) -> str:
        return reverse(f"{self.namespace}:inspect", args=[self.row.pk])

    def get_page_subtitle(self):
        return str(self.row)

    def get_breadcrumbs_items(self):
        plural = capfirst(self.row._meta.verbose_name_plural)
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(f"{self.namespace}:index"), "label": plural},
            {"url": self.row_url, "label": str(self.row)},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form):
        messages.success(self.request, self.save(form))
        return HttpResponseRedirect(self.row_url)


class PersonFormView(ScopedFormView):
    namespace = "people"

    @property
    def person(self):
        return self.row
