from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from people.actions import languages
from people.forms import LanguageForm


@require_POST
@login_not_required
def set_language(request):
    """Keeps the choice on the person and, for pages without a sign-in, in the browser."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("/")
    language = form.cleaned_data["language"]
    if request.user.is_authenticated:
        languages.choose(person=request.user, language=language, by=request.user)
    response = redirect(form.way_back(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_safe
def my_account(request):
    return render(request, "people/account.html", {"posting": request.user.posting()})
