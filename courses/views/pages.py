"""Pages of courses, and the learner's steps through them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses import reading
from courses.actions import enrolments
from courses.addresses import page_at
from courses.errors import Refused
from courses.forms import StepForm
from courses.models import CoursePage, Enrolment, StepPage


@require_safe
def serve(request, path):
    """A page of the catalogue. Addresses are those of the source language; that of a translation leads there."""
    page = page_at(path)
    if page is None or not page.source.live:
        raise Http404
    address = page.source.address
    return page.serve(request) if request.path == address else redirect(address)


@require_POST
def start_course(request, pk):
    course = get_object_or_404(CoursePage.objects.live(), pk=pk).source
    try:
        enrolment = enrolments.enrol(learner=request.user, course=course)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(course.address)
    following = reading.progress_in(course, enrolment).next
    return redirect(following.step.url if following else course.address)


@require_POST
def complete_step(request, pk):
    """The learner says that a lesson is done, and is led to the next step."""
    step = get_object_or_404(StepPage.objects.live(), pk=pk).source.specific
    course = step.course
    enrolment = Enrolment.objects.open().filter(learner=request.user, course=course).first()
    if enrolment is None:
        messages.warning(request, _("Start the course first; then your progress is kept."))
        return redirect(course.address)
    form = StepForm(request.POST, step=step)
    revision = form.cleaned_data["revision"] if form.is_valid() else None
    try:
        enrolments.complete_step(enrolment=enrolment, step=step, revision=revision)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(step.address)
    following = reading.progress_in(course, enrolment).next
    return redirect(following.step.url if following else course.address)
