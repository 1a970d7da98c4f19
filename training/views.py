"""What a person has to do and why, what they have learned, and what a line manager's people need."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people import access
from people.actions import looks
from people.models import Looked
from training.models import Assignment
from training.presenters import my_training as my_training_page
from training.presenters import reason, record, team


@require_safe
@never_cache
def my_training(request):
    today = timezone.localdate()
    page = my_training_page.my_training(request.user, today)
    return render(request, "training/my_training.html", {"training": page, "today": today})


@require_safe
@never_cache
def assignment_reason(request, pk):
    """For the learner, their line manager and their HR; for anybody else the page does not exist."""
    causes = ("learner", "course__locale", "assigned_by", "rule_version__rule", "rule_version__competency", "rule_run")
    assignment = get_object_or_404(Assignment.objects.select_related(*causes, "enrolment__certificate"), pk=pk)
    today = timezone.localdate()
    if not access.may_see_training_of(request.user, assignment.learner, today):
        raise Http404
    if request.user.pk != assignment.learner_id:
        looks.record(viewer=request.user, person=assignment.learner, what=Looked.REASON, about=assignment.course.code)
    explained = reason.explain(assignment, request.user, today)
    return render(request, "training/reason.html", {"reason": explained, "assignment": assignment})


@require_safe
@never_cache
def learning_record(request):
    return render(request, "training/record.html", {"record": record.record_of(request.user)})


@require_safe
@never_cache
def my_team(request):
    """For whoever is named as line manager in somebody's current post."""
    if not team.leads_anybody(request.user):
        raise Http404
    return render(request, "training/team.html", {"team": team.team_of(request.user, timezone.localdate())})
