"""The Celery app. The schedule lives here, in code; the database is the truth, a message only makes it prompt."""

import functools
import logging
import os

from celery import Celery
from celery.contrib.django.task import DjangoTask
from celery.schedules import crontab
from celery.signals import worker_ready
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elearning.settings")
logger = logging.getLogger(__name__)


class PromptTask(DjangoTask):
    """A task whose message may be lost: while the broker is away, the scheduled sweeps find the work."""

    def delay_on_commit(self, *args, **kwargs) -> None:
        transaction.on_commit(functools.partial(self._send, *args, **kwargs))

    def _send(self, *args, **kwargs) -> None:
        try:
            self.delay(*args, **kwargs)
        except (OperationalError, RedisError) as error:
            logger.warning("%s was not sent, a sweep will find the work (%s)", self.name, error)


app = Celery("elearning", task_cls=PromptTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "apply rules every night": {"task": "training.tasks.apply_rules_nightly", "schedule": crontab(hour=1, minute=30)},
    "apply rules to imports that were missed": {"task": "training.tasks.sweep_evidence", "schedule": 60},
    "close assignments whose course is done": {"task": "training.tasks.sweep_completions", "schedule": 60},
    "send messages that are due": {"task": "training.tasks.sweep_messages", "schedule": 30},
    "work on imports that were left": {"task": "intake.tasks.sweep_batches", "schedule": 60},
    "end duties whose last day has passed": {"task": "people.tasks.end_roles", "schedule": crontab(hour=0, minute=5)},
    "complete runs through courses that were shortened": {
        "task": "courses.tasks.sweep_runs",
        "schedule": crontab(hour=0, minute=20),
    },
    "say that a worker is alive": {"task": "elearning.tasks.heartbeat", "schedule": 30},
}


@worker_ready.connect
def show_at_once_that_a_worker_is_alive(**kwargs):
    """The first beat comes only after its interval; whoever waits for /readyz need not."""
    from elearning.tasks import heartbeat

    heartbeat()
