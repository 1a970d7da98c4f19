"""A strict content security policy: nothing inline, nothing from elsewhere."""

from django.urls import reverse

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",  # the QR code of an authenticator app
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",  # the editor's live preview
    ]
)


class ContentSecurityPolicyMiddleware:
    """Sets the policy on every answer but those of the back office, whose scripts are Wagtail's own."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.back_office = reverse("wagtailadmin_home")

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith(self.back_office):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
