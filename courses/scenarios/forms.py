from django import forms
from django.utils.translation import gettext_lazy as _


class ChoiceForm(forms.Form):
    """What is said in which turn: the position of the turn in the play, and the number of the choice."""

    turn = forms.IntegerField(min_value=1)
    choice = forms.IntegerField(min_value=1, error_messages={"required": _("Choose what you say, then send it.")})
