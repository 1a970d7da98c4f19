"""A form about one person, on a page of its own."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from people.viewsets.lists import ScopedObjectMixin


class PersonFormView(ScopedObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Permission, form, one call, back to the person's page. `save(form)` returns the sentence to show."""

    any_permission_required = ["view"]
    template_name = "people/admin/form.html"
    submit_button_label = _("Save")

    @cached_property
    def person(self):
        return self.get_object()

    @property
    def person_url(self):
        return reverse("people:inspect", args=[self.person.pk])

    def get_page_subtitle(self):
        return self.person.full_name

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("people:index"), "label": _("People")},
            {"url": self.person_url, "label": self.person.full_name},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form):
        messages.success(self.request, self.save(form))
        return HttpResponseRedirect(self.person_url)
