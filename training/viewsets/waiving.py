"""Releasing people from an assignment: one on its own page, several from the list. Nobody releases themselves."""

from contextlib import suppress

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.bulk_action import BulkAction

from people.models import User
from people.viewsets.forms import ScopedFormView
from training.access import assignments_visible_to
from training.actions import assignments
from training.errors import NotOpen, TrainingError
from training.models import Assignment
from training.viewsets.forms import ReasonForm


def waivable_by(viewer: User):
    """Open assignments of other people in the officer's scope."""
    visible = assignments_visible_to(viewer, timezone.localdate())
    return visible.open().exclude(learner=viewer).select_related("learner", "course")


class WaiveView(ScopedFormView):
    permission_required = "change"
    page_title = gettext_lazy("Waive an assignment")
    submit_button_label = gettext_lazy("Waive")
    form_class = ReasonForm
    namespace = "assignments"

    def select(self, visible):
        return waivable_by(self.request.user)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except TrainingError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)

    def save(self, form):
        assignments.waive(assignment=self.row, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("%(name)s no longer has to take %(course)s.") % {
            "name": self.row.learner.full_name,
            "course": self.row.course.code,
        }


class WaiveBulkAction(BulkAction):
    """The marked assignments of one page of the list. Rows the officer may not waive do not exist here."""

    models = [Assignment]
    action_type = "waive"
    display_name = gettext_lazy("Waive")
    aria_label = gettext_lazy("Waive the marked assignments")
    template_name = "training/admin/waive_marked.html"
    form_class = ReasonForm

    def get_actionable_objects(self):
        if not self.request.user.has_perm("training.change_assignment"):
            return [], {}
        marked = [pk for pk in self.request.GET.getlist("id") if pk.isdecimal()]
        return list(waivable_by(self.request.user).filter(pk__in=marked)), {}

    def get_execution_context(self):
        return {"reason": self.cleaned_form.cleaned_data["reason"], "by": self.request.user}

    @classmethod
    def execute_action(cls, objects, *, reason, by, **kwargs):
        """What was closed meanwhile needs no release."""
        waived = 0
        for assignment in objects:
            with suppress(NotOpen):
                assignments.waive(assignment=assignment, reason=reason, by=by)
                waived += 1
        return waived, 0

    def get_success_message(self, count, _children):
        return ngettext("%(count)s assignment was waived.", "%(count)s assignments were waived.", count) % {
            "count": count
        }
