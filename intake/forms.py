from django import forms
from django.utils.translation import gettext_lazy as _

from intake import kinds


def kind_choices():
    return [(kind.code, kind.label) for kind in kinds.in_order()]


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of file"), choices=kind_choices)
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # the check says what is wrong with it
        help_text=_("A CSV file in UTF-8. Nothing changes before you have seen the result of the check and confirmed."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
