"""The language a person chose; without a choice, the browser's."""

from django.conf import settings
from django.utils import translation


class PreferredLanguageMiddleware:
    """Runs after LocaleMiddleware (cookie, then Accept-Language) and lets the signed-in person's choice win."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request):
        language = request.user.language if request.user.is_authenticated else ""
        if language in self.known:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)
