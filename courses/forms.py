import re

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from courses import certificate_codes

CODE = re.compile(f"[{certificate_codes.ALPHABET}]{{{certificate_codes.LENGTH}}}")


class StepForm(forms.Form):
    """The revision of the step, or of its translation, that the learner had before them."""

    revision = forms.ModelChoiceField(Revision.objects.none(), required=False)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        pages = step.get_translations(inclusive=True).values_list("pk", flat=True)
        self.fields["revision"].queryset = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in pages])


class CodeForm(forms.Form):
    """The verification code of a certificate, however it was typed."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=40,
        help_text=_("It stands beside the square code, for example 7K3M-Q2WX-94TB."),
        error_messages={"required": _("Enter the code printed on the paper.")},
        widget=forms.TextInput(
            attrs={"class": "num", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = certificate_codes.normalised(self.cleaned_data["code"])
        if CODE.fullmatch(code):
            return certificate_codes.grouped(code)
        if code.startswith(certificate_codes.KIND):
            raise forms.ValidationError(
                _("This is the number of the certificate. Enter the verification code, which stands beside it.")
            )
        raise forms.ValidationError(_("A verification code has 12 letters and digits. Compare it with the paper."))
