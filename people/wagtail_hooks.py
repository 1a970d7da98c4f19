from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def role_changes(actions):
    actions.register_action("people.role_granted", _("Grant a role"), _("Role granted"))
    actions.register_action("people.role_revoked", _("Revoke a role"), _("Role revoked"))
