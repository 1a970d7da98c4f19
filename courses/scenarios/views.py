"""A learner plays a conversation: begins, says something, says the next thing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from courses.actions import scenarios
from courses.errors import Refused
from courses.models import Enrolment, ScenarioPage, ScenarioRun
from courses.scenarios import presenters
from courses.scenarios.forms import ChoiceForm


@require_POST
def start(request, pk):
    scenario = get_object_or_404(ScenarioPage, pk=pk).source
    url = scenario.get_url(request)
    enrolment = Enrolment.objects.filter(learner=request.user, course=scenario.course).order_by("-run").first()
    if enrolment is None:
        messages.warning(request, _("Start the course first; then your progress is kept."))
        return redirect(url)
    try:
        scenarios.start(enrolment=enrolment, scenario=scenario)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(url)
    return redirect(f"{url}#turn-1")


@require_POST
def choose(request, pk):
    """Says one thing. With the script only what is new comes back; without it, the page at its new turn."""
    runs = ScenarioRun.objects.select_related("scenario__locale", "version")
    run = get_object_or_404(runs, pk=pk, enrolment__learner=request.user)
    url = f"{run.scenario.get_url(request)}?play={run.number}"
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(sentence for errors in form.errors.values() for sentence in errors))
        return _go(request, url)
    position = form.cleaned_data["turn"]
    try:
        said = scenarios.choose(run=run, position=position, choice=form.cleaned_data["choice"], by=request.user)
    except Refused as refusal:
        return _refuse(request, run, url, refusal, position)
    if not said:
        messages.info(request, _("You had said this already. Nothing was added; the conversation goes on here."))
        return _go(request, url)
    run.refresh_from_db(fields=["choices"])
    play = presenters.play(run)
    if play.open is None:
        return _go(request, url)
    if not request.htmx:
        return redirect(f"{url}#turn-{play.open.number}")
    return render(request, "courses/scenario_next.html", {"play": play, "before": play.exchanges[position - 1]})


def _refuse(request, run, url, refusal, position):
    """A page that says what happened and what had been said in that turn."""
    run.refresh_from_db(fields=["choices"])
    said = next((exchange for exchange in presenters.play(run).exchanges if exchange.number == position), None)
    context = {"run": run, "url": url, "refusal": refusal, "said": said}
    return render(request, "courses/scenario_refused.html", context, status=409)


def _go(request, url):
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
