import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from elearning import embedded_redis


class Command(BaseCommand):
    help = "Runs the Redis that is used while REDIS_URL is unset, in the foreground. `manage.py demo` brings its own."

    def handle(self, *args, **options):
        try:
            command = embedded_redis.command(settings.REDIS_SOCKET)
        except embedded_redis.EmbeddedRedisError as error:
            raise CommandError(str(error)) from error
        settings.REDIS_SOCKET.unlink(missing_ok=True)
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
