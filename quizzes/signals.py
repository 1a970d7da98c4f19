"""What quizzes tell the apps above, after commit."""

from django.dispatch import Signal

# kwarg attempt_id
attempt_graded = Signal()
