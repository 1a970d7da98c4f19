"""Sending: after commit, and never in the way of what was saved."""

import logging

import pytest
import redis
from django.core.cache import cache
from django.db import transaction

from elearning.celery import app as celery_app
from elearning.health import HEARTBEAT_KEY
from elearning.tasks import heartbeat
from tests.conftest import broker_at


@pytest.fixture
def really_sent(broker):
    """Messages go to the broker instead of being worked on at once."""
    celery_app.conf.task_always_eager = False
    queue = redis.Redis.from_url(broker.replace("redis+socket", "unix"))
    queue.delete("celery")
    yield queue
    queue.delete("celery")
    celery_app.conf.task_always_eager = True


@pytest.fixture
def no_broker(tmp_path):
    with broker_at(f"redis+socket://{tmp_path}/nobody.sock"):
        yield


@pytest.mark.django_db(transaction=True)
def test_a_task_is_sent_when_the_transaction_is_committed(really_sent):
    with transaction.atomic():
        heartbeat.delay_on_commit()
        assert really_sent.llen("celery") == 0
    assert really_sent.llen("celery") == 1


@pytest.mark.django_db(transaction=True)
def test_a_task_is_not_sent_when_the_transaction_fails(really_sent):
    with transaction.atomic():
        heartbeat.delay_on_commit()
        transaction.set_rollback(True)
    assert really_sent.llen("celery") == 0


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_transaction_is_committed_all_the_same(really_sent, no_broker, caplog):
    with caplog.at_level(logging.WARNING), transaction.atomic():
        heartbeat.delay_on_commit()
    assert "elearning.tasks.heartbeat was not sent, a sweep will find the work" in caplog.text


def test_heartbeat_is_kept_in_the_cache(broker):
    heartbeat()
    assert cache.get(HEARTBEAT_KEY) > 0
