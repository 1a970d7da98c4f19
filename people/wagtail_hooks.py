from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
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


@hooks.register("insert_global_admin_css")
def product_look():
    return format_html('<link rel="stylesheet" href="{}">', static("css/back-office.css"))


@hooks.register("construct_main_menu")
def hide_what_is_not_for_officers(request, items):
    """Wagtail's help speaks to whoever runs the site."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "help"]


@hooks.register("construct_main_menu")
def name_the_person(request, items):
    """Wagtail's sidebar shows a first name, and the staff number where an account has none."""
    request.user.first_name = request.user.full_name


@hooks.register("construct_reports_menu")
def hide_reports_of_administrators(request, items):
    """The history of everything names people of every unit; translations belong to those who keep pages."""
    if request.user.is_superuser:
        return
    hidden = {"site-history"}
    if not user_has_any_page_permission(request.user):
        hidden.add("translations")
    items[:] = [item for item in items if item.name not in hidden]
