"""Assigning a course by hand: people are found or their numbers pasted, then the course, the day and the reason."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from training.actions import assignments
from training.viewsets.assign_form import MOST_FOUND, AssignForm


class AssignView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """`do=find` shows the people the search finds and keeps everything filled in; else the course is assigned."""

    permission_required = "add"
    template_name = "training/admin/assign.html"
    page_title = gettext_lazy("Assign a course")
    header_icon = "plus"

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("assignments:index"), "label": _("Assignments")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request, *args, **kwargs):
        """A person's page leads here with the person chosen."""
        return self._page(self._form(finding=False, data=None, chosen=request.GET.getlist("people")))

    def post(self, request, *args, **kwargs):
        finding = request.POST.get("do") == "find"
        form = self._form(finding=finding, data=request.POST, chosen=request.POST.getlist("people"))
        if finding or not form.is_valid():
            return self._page(form)
        told = form.cleaned_data
        handed = assignments.assign(
            learners=told["learners"], course=told["course"], due_on=told["due_on"], note=told["note"], by=request.user
        )
        self._say(handed, told["course"])
        return redirect("assignments:index")

    def _form(self, **given) -> AssignForm:
        return AssignForm(viewer=self.request.user, today=timezone.localdate(), **given)

    def _page(self, form):
        return self.render_to_response(self.get_context_data(form=form, most_found=MOST_FOUND))

    def _say(self, handed: assignments.Handed, course) -> None:
        if made := len(handed.made):
            words = ngettext(
                "%(course)s was assigned to %(count)s person.", "%(course)s was assigned to %(count)s people.", made
            )
            messages.success(self.request, words % {"course": course.code, "count": made})
        if handed.held_back:
            names = ", ".join(str(person) for person in handed.held_back)
            words = _("Not assigned, because they have %(course)s to do already: %(names)s.")
            messages.warning(self.request, words % {"course": course.code, "names": names})
