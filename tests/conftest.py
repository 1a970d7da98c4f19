"""Shared ground of the suite: private folders, a real Redis, a fast password hasher, signed-in clients."""

import contextlib
import os
import subprocess

import pytest
import redis
from django.test.utils import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from elearning import embedded_redis
from elearning.celery import app as celery_app

# the live server and Playwright's event loop share a thread in browser tests
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class NothingSkipped:
    """In CI every test runs: a run in which one was left out has failed."""

    def __init__(self):
        self.left_out = []

    def pytest_collectreport(self, report):
        self.pytest_runtest_logreport(report)

    def pytest_runtest_logreport(self, report):
        if report.skipped:
            self.left_out.append(report.nodeid)

    def pytest_sessionfinish(self, session):
        if self.left_out:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        if self.left_out:
            terminalreporter.section("failed: in CI nothing may be skipped")
            terminalreporter.write_line("\n".join(self.left_out))


def pytest_configure(config):
    if os.environ.get("CI") == "true" and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NothingSkipped())


# a busy machine is slow at times; that is no fault of an example
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory):
    """Uploads and mails of a test run go to a folder of its own."""
    from django.conf import settings

    root = tmp_path_factory.mktemp("var")
    storages = {**settings.STORAGES}
    storages["private"] = {**storages["private"], "OPTIONS": {"location": root / "private"}}
    with override_settings(
        MEDIA_ROOT=root / "media",
        PRIVATE_ROOT=root / "private",
        EMAIL_FILE_PATH=root / "mails",
        STORAGES=storages,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield root


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory, worker_id):
    """A real Redis: a database of its own on REDIS_URL, else a server of its own on a socket."""
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    if configured := os.environ.get("REDIS_URL"):
        base, _, last = configured.rpartition("/")
        url = f"{base}/{number + 8}" if last.isdigit() else f"{configured.rstrip('/')}/{number + 8}"
        redis.Redis.from_url(url).flushdb()
        yield url
        return
    socket = tmp_path_factory.mktemp("redis") / "redis.sock"
    server = embedded_redis.start(socket, stdout=subprocess.DEVNULL)
    yield f"redis+socket://{socket}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session", autouse=True)
def broker(redis_url):
    """Tasks run at once in the calling process unless a test starts a real worker."""
    celery_app.conf.broker_url = redis_url
    celery_app.conf.task_always_eager = True
    cache_url = redis_url.replace("redis+socket", "unix")
    caches = {"default": {"BACKEND": "elearning.cache.ForgivingRedisCache", "LOCATION": cache_url}}
    with override_settings(CACHES=caches):
        yield redis_url


@contextlib.contextmanager
def broker_at(url: str):
    """Connections to the broker go to this address instead; those that are open are left behind."""
    before, celery_app.conf.broker_url = celery_app.conf.broker_url, url
    celery_app._after_fork()  # forgets its pools
    yield
    celery_app.conf.broker_url = before
    celery_app._after_fork()


@pytest.fixture(autouse=True)
def empty_cache(broker):
    from django.core.cache import cache

    cache.clear()
