from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ConfirmationForm(forms.Form):
    """That one has read a version, as the digest of its text in a language says which."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)
    read = forms.BooleanField(
        error_messages={"required": _("Tick that you have read this version, then confirm.")},
    )
