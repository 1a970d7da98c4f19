"""A learner's way through a quiz: start, answer, hand in, understand the result."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.errors import Refused
from courses.models import Enrolment
from quizzes import forms, presenters
from quizzes.actions import attempts
from quizzes.errors import AttemptClosed
from quizzes.models import Attempt, AttemptState, QuizPage


@require_POST
def start_quiz(request, pk):
    quiz = get_object_or_404(QuizPage, pk=pk).source
    enrolment = Enrolment.objects.filter(learner=request.user, course=quiz.course).order_by("-run").first()
    if enrolment is None:
        messages.warning(request, _("Start the course first; the quiz is its last step."))
        return redirect(quiz.course.address)
    try:
        attempt = attempts.start(enrolment=enrolment, quiz=quiz)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(quiz.address)
    return redirect("quiz_attempt", attempt.pk)


@require_safe
@never_cache
def attempt_page(request, pk):
    attempt = _own_attempt(request, pk)
    if attempt.state == AttemptState.GRADED:
        return redirect("quiz_review", attempt.pk)
    return render(request, "quizzes/attempt.html", {"sheet": presenters.sheet(attempt)})


@require_POST
def save_answers(request, pk):
    """Keeps answers while they are given: from the script as JSON, from the button as a page."""
    attempt = _own_attempt(request, pk)
    by_script = request.headers.get("Accept") == "application/json"
    try:
        sheet = forms.read(request.POST)
        attempts.save(attempt=attempt, answers=sheet.answers, flagged=sheet.flagged)
    except Refused as refusal:
        return _refuse(request, attempt, refusal, by_script=by_script)
    if by_script:
        return JsonResponse({"saved_at": timezone.localtime().strftime("%H:%M")})
    messages.success(request, _("Your answers are saved. You can close the page and come back."))
    return redirect("quiz_attempt", attempt.pk)


@require_POST
def submit_answers(request, pk):
    attempt = _own_attempt(request, pk)
    if attempt.state == AttemptState.GRADED:
        messages.info(request, _("This attempt had been handed in already. Its result stays as it was."))
        return redirect("quiz_review", attempt.pk)
    try:
        attempts.submit(attempt=attempt, answers=forms.read(request.POST).answers, by=request.user)
    except Refused as refusal:
        return _refuse(request, attempt, refusal, by_script=False)
    return redirect("quiz_review", attempt.pk)


@require_safe
@never_cache
def review_page(request, pk):
    attempt = _own_attempt(request, pk)
    if attempt.state == AttemptState.OPEN:
        return redirect("quiz_attempt", attempt.pk)
    return render(request, "quizzes/review.html", {"review": presenters.review(attempt)})


def _own_attempt(request, pk) -> Attempt:
    """Answers are seen by the one who gave them and nobody else."""
    attempts_with_quiz = Attempt.objects.select_related("enrolment", "quiz__locale")
    return get_object_or_404(attempts_with_quiz, pk=pk, enrolment__learner=request.user)


def _refuse(request, attempt, refusal, *, by_script):
    status = 409 if isinstance(refusal, AttemptClosed) else 400
    if by_script:
        return JsonResponse({"refused": str(refusal)}, status=status)
    return render(request, "quizzes/refused.html", {"attempt": attempt, "refusal": refusal}, status=status)
