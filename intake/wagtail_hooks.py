from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from intake.viewsets import ImportViewSet


@hooks.register("register_admin_viewset")
def history():
    return ImportViewSet()


@hooks.register("register_log_actions")
def decisions(actions):
    actions.register_action("intake.uploaded", _("Upload a file"), _("File uploaded"))
    actions.register_action("intake.confirmed", _("Confirm an import"), _("Import confirmed"))
    actions.register_action("intake.cancelled", _("Cancel an import"), _("Import cancelled"))
