"""Roles are granted and revoked on the person's page, by the HR officers of the whole organisation."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from people.actions import roles
from people.models import RoleKind, Unit
from people.viewsets.filters import UnitChoiceField
from people.viewsets.forms import PersonFormView


class RoleForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Role"), choices=RoleKind)
    unit = UnitChoiceField(
        label=gettext_lazy("Unit"),
        queryset=Unit.objects.none(),
        help_text=gettext_lazy("The role reaches everything below this unit."),
    )
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("The last day counts. Empty: until it is revoked."),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].queryset = Unit.objects.with_tree_fields().valid_on(today)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until < self.today:
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        return until


class GrantRoleView(PersonFormView):
    page_title = gettext_lazy("Grant a role")
    submit_button_label = gettext_lazy("Grant the role")
    form_class = RoleForm

    def user_has_any_permission(self, permissions):
        return self.request.user.has_perm("people.add_role")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def save(self, form):
        role = roles.grant(user=self.person, by=self.request.user, **form.cleaned_data)
        return _("%(name)s is now %(role)s for %(unit)s.") % {
            "name": self.person.full_name,
            "role": role.get_kind_display(),
            "unit": role.unit,
        }


class RevokeRoleView(PersonFormView):
    page_title = gettext_lazy("Revoke a role")
    submit_button_label = gettext_lazy("Revoke the role")
    form_class = forms.Form
    template_name = "people/admin/revoke_role.html"

    def user_has_any_permission(self, permissions):
        return self.request.user.has_perm("people.delete_role")

    @cached_property
    def role(self):
        return get_object_or_404(self.person.roles.select_related("unit"), pk=self.kwargs["role"])

    def save(self, form):
        roles.revoke(role=self.role, by=self.request.user)
        return _("%(name)s is no longer %(role)s for %(unit)s.") % {
            "name": self.person.full_name,
            "role": self.role.get_kind_display(),
            "unit": self.role.unit,
        }
