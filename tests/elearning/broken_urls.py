"""The addresses of the site, and two that go wrong."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.urls import path

from elearning.urls import urlpatterns as addresses_of_the_site


@login_not_required
def broken(request):
    raise RuntimeError("broken on purpose")


@login_not_required
def suspicious(request):
    raise SuspiciousOperation


urlpatterns = [path("broken/", broken), path("suspicious/", suspicious), *addresses_of_the_site]
