from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.acknowledgements.forms import ConfirmationForm
from courses.actions import acknowledgements
from courses.errors import Refused
from courses.models import AcknowledgePage


@require_POST
def confirm(request, pk):
    page = get_object_or_404(AcknowledgePage, pk=pk).source
    form = ConfirmationForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(sentence for errors in form.errors.values() for sentence in errors))
        return redirect(page.get_url(request))
    given = form.cleaned_data
    try:
        acknowledgements.confirm(
            page=page, version=given["version"], digest=given["digest"], language=given["language"], by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your confirmation is kept. This step is done."))
    return redirect(page.get_url(request))
