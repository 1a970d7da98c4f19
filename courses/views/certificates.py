"""Certificates: the paper for its holder, and what anybody may know about it."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import papers
from courses.forms import CodeForm
from courses.models import Certificate
from people import access

LOOK_UPS_A_MINUTE = 30


@require_safe
def certificate(request, number):
    """The paper itself; seen by its holder and by those who may see the holder's training."""
    found = get_object_or_404(Certificate.objects.select_related("enrolment__learner"), number=number)
    today = timezone.localdate()
    if not access.may_see_training_of(request.user, found.enrolment.learner, today):
        raise Http404
    return render(request, "courses/certificate.html", {"paper": papers.of(found, today)})


@require_safe
@login_not_required
def verify(request):
    """Asks for the code on the paper."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("verify_code", form.cleaned_data["code"])
    return _not_indexed(render(request, "courses/verify.html", {"form": form}))


@require_safe
@never_cache
@login_not_required
def verify_code(request, code):
    """What stands on the paper with this code, and whether it still holds; for anybody, without a sign-in."""
    if _asks_too_often(request):
        return _not_indexed(render(request, "429.html", status=429))
    form = CodeForm({"code": code})
    found = Certificate.objects.with_code(code).first() if form.is_valid() else None
    now = timezone.now()
    paper = papers.of(found, timezone.localdate(now)) if found else None
    context = {"form": form, "asked": code, "now": now, "paper": paper}
    return _not_indexed(render(request, "courses/verify.html", context, status=200 if paper else 404))


def _asks_too_often(request) -> bool:
    """Whether this address has used up its look-ups of the minute: codes are not to be found by trying."""
    key = f"verify:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=60)
    return cache.incr(key) > LOOK_UPS_A_MINUTE


def _not_indexed(response):
    response.headers["X-Robots-Tag"] = "noindex"
    return response
