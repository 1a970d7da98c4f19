"""Hands work to the worker. A message only makes it prompt; the sweeps make it certain."""

import logging

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def enqueue(task: Task, *args: object) -> None:
    """Send the task once the current transaction is committed. A broker that is away is logged, never raised."""
    transaction.on_commit(lambda: _send(task, args))


def _send(task: Task, args: tuple) -> None:
    try:
        task.apply_async(args)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("The broker did not take %s%s (%s); a sweep will find the work.", task.name, args, error)
