from django.conf import settings
from django.conf.urls.static import static
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from elearning import health
from people.viewsets.accounts import OwnAccountView, SiteHistoryView

CLOSED_ACCOUNT_PAGES = ("signup", "email", "3rdparty")

urlpatterns = [
    path("", login_not_required(RedirectView.as_view(pattern_name="my_training"))),
    path("healthz", login_not_required(health.alive)),
    path("readyz", login_not_required(health.ready)),
    # one way in for everybody: attempts are counted and a second factor is asked for
    path("admin/login/", login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True))),
    path("admin/account/", require_admin_access(OwnAccountView.as_view())),
    path("admin/reports/site-history/", require_admin_access(SiteHistoryView.as_view())),
    path("admin/reports/site-history/results/", require_admin_access(SiteHistoryView.as_view(results_only=True))),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # name, e-mail and sign-in by the agency come from the staff file; nobody signs up or changes them here
    *(path(f"accounts/{page}/", RedirectView.as_view(pattern_name="my_account")) for page in CLOSED_ACCOUNT_PAGES),
    path("accounts/", include("allauth.urls")),
    path("", include("people.urls")),
    path("", include("training.urls")),
    path("", include("quizzes.urls")),
    path("", include("courses.urls")),
    *(static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT) if settings.DEBUG else []),
]
