from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from people.viewsets.looks import LookViewSet
from people.viewsets.people import PersonViewSet
from people.viewsets.units import UnitViewSet


@hooks.register("register_log_actions")
def changes_of_accounts(actions):
    actions.register_action("people.role_granted", _("Grant a role"), _("Role granted"))
    actions.register_action("people.role_revoked", _("Revoke a role"), _("Role revoked"))
    actions.register_action("people.language_chosen", _("Choose a language"), _("Language chosen"))


class PeopleGroup(ViewSetGroup):
    menu_label = _("People")
    menu_name = "people-group"
    menu_icon = "group"
    menu_order = 400
    items = (PersonViewSet, UnitViewSet)


@hooks.register("register_admin_viewset")
def lists():
    return [PeopleGroup(), LookViewSet()]
