from django import forms
from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme


class LanguageForm(forms.Form):
    """The language switch of the header, and the page to come back to."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False)

    def way_back(self, request) -> str:
        """The page the switch was used on, if it is one of ours, else the start page."""
        url = self.cleaned_data.get("next", "")
        safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
        return url if safe else "/"
