"""Wagtail's own list of users, made to fit accounts with one field for the name."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    user_viewset = "people.viewsets.accounts.AccountViewSet"
