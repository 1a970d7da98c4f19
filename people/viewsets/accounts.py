"""Accounts as administrators see them. Everybody else's way to people is the list of the HR officers."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.account import AccountView, LocaleSettingsPanel, NameEmailSettingsPanel
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from people.models import User

FIELDS = ["staff_number", "full_name", "email", "is_superuser", "groups"]


class AdministratorsOnly(ModelPermissionPolicy):
    """Whoever edits accounts can make anybody anything, so no group is ever enough."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser


class AccountCreationForm(UserCreationForm):
    first_name = last_name = email = None

    class Meta(UserCreationForm.Meta):
        fields = FIELDS


class AccountEditForm(UserEditForm):
    first_name = last_name = email = None

    class Meta(UserEditForm.Meta):
        fields = [*FIELDS, "is_active"]


class AccountIndexView(IndexView):
    search_fields = ["full_name", "staff_number", "email"]


class AccountViewSet(UserViewSet):
    """Wagtail's list of users, with one field for the name."""

    index_view_class = AccountIndexView
    permission_policy = AdministratorsOnly(User)
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm


class OwnAccountView(AccountView):
    """How the back office looks. Name and address come from the staff file, the language from the person's choice."""

    def get_panels(self):
        elsewhere = (NameEmailSettingsPanel, LocaleSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, elsewhere)]


class SiteHistoryView(LogEntriesView):
    """The history of everything, people of every unit among it, is for administrators."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
