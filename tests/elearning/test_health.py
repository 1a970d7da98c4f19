"""/healthz and /readyz, the cache and sending, with a real Redis that answers and one that has gone."""

import subprocess

import pytest
from django.core.cache import cache
from django.test import override_settings

from elearning import embedded_redis
from elearning.tasks import heartbeat
from tests.conftest import broker_at


@pytest.fixture
def own_redis(tmp_path):
    """A Redis of the test's own as broker and cache, for the test to stop."""
    socket = tmp_path / "redis.sock"
    server = embedded_redis.start(socket, stdout=subprocess.DEVNULL)
    caches = {"default": {"BACKEND": "elearning.cache.ForgivingRedisCache", "LOCATION": f"unix://{socket}"}}
    with override_settings(CACHES=caches), broker_at(f"redis+socket://{socket}"):
        yield server
    stop(server)


def stop(server: subprocess.Popen) -> None:
    server.terminate()
    server.wait(10)


def test_alive_needs_nothing_else(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_ready_when_a_worker_was_seen(client, own_redis):
    heartbeat()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": True, "broker": True, "worker": True})


@pytest.mark.django_db
def test_not_ready_before_any_worker_was_seen(client, own_redis):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": True, "broker": True, "worker": False})


@pytest.mark.django_db
def test_not_ready_when_the_worker_has_fallen_silent(client, own_redis, time_machine):
    time_machine.move_to("2026-10-01 08:00 +0700")
    heartbeat()
    time_machine.move_to("2026-10-01 08:03 +0700")
    assert client.get("/readyz").json()["worker"] is False


@pytest.mark.django_db
def test_not_ready_when_redis_has_gone(client, own_redis):
    heartbeat()
    stop(own_redis)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": True, "broker": False, "worker": False})


def test_cache_keeps_values(own_redis):
    cache.set("colour", "green")
    cache.set_many({"a": 1, "b": 2})
    assert cache.get("colour") == "green"
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert cache.add("colour", "red") is False
    assert cache.incr("a") == 2


def test_cache_without_redis_is_empty_and_complains_to_nobody(own_redis):
    stop(own_redis)
    cache.set("colour", "green")
    cache.set_many({"a": 1})
    cache.clear()
    assert cache.get("colour", "unknown") == "unknown"
    assert cache.get_many(["a"]) == {}
    assert cache.get_or_set("colour", "blue") == "blue"
    assert cache.has_key("colour") is False
    assert cache.delete("colour") is False
    assert cache.touch("colour") is False
    assert cache.incr("visits") == 1


def test_cache_works_again_when_redis_is_back(own_redis, tmp_path):
    stop(own_redis)
    cache.set("colour", "green")
    again = embedded_redis.start(tmp_path / "redis.sock", stdout=subprocess.DEVNULL)
    cache.set("colour", "blue")
    assert cache.get("colour") == "blue"
    stop(again)


def test_embedded_redis_refuses_a_path_too_long_for_a_socket(tmp_path):
    with pytest.raises(embedded_redis.EmbeddedRedisError, match="Set VAR_DIR to a shorter folder"):
        embedded_redis.start(tmp_path / ("x" * 100) / "redis.sock")
