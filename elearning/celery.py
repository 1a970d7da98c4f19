"""The Celery app. The schedule lives here, in code; the database is the truth, a message only makes it prompt."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elearning.settings")

app = Celery("elearning")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "apply rules every night": {"task": "training.tasks.apply_rules_nightly", "schedule": crontab(hour=1, minute=30)},
    "apply rules to imports that were missed": {"task": "training.tasks.sweep_evidence", "schedule": 60},
    "close assignments whose course is done": {"task": "training.tasks.sweep_completions", "schedule": 60},
    "send messages that are due": {"task": "training.tasks.sweep_messages", "schedule": 30},
    "work on imports that were left": {"task": "intake.tasks.sweep_batches", "schedule": 60},
    "end duties whose last day has passed": {"task": "people.tasks.end_roles", "schedule": crontab(hour=0, minute=5)},
    "say that a worker is alive": {"task": "elearning.tasks.heartbeat", "schedule": 30},
}
