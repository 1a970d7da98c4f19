"""Accounts come from HR's staff file; nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people.models import User


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


class StaffSocialAccountAdapter(DefaultSocialAccountAdapter):
    """The agency's sign-in: the account must be one HR imported, found by its verified work e-mail."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        person = User.objects.filter(email__in=verified, is_active=True).exclude(email="").first()
        if person is None:
            messages.error(request, _("This account is not on the staff list. Ask the HR officer of your unit."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, person)
