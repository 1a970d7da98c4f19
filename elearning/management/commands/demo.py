import os
import signal
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from elearning.demo import organisation, stage, state
from elearning.demo.processes import Processes
from elearning.embedded_redis import EmbeddedRedisError
from elearning.sample.sign_ins import PASSWORD, SIGN_INS
from training.actions import runs
from training.models import Assignment, Origin

FORBIDDEN = ("DATABASE_URL", "REDIS_URL", "EMAIL_HOST", "PRODUCTION")


ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """Somebody asked the demo to end. Not an Exception, so that no import takes it for a fault of its own."""


class Command(BaseCommand):
    help = "Shows the whole product with a sample organisation: web server, worker and beat, until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="start over: delete what earlier demos kept")

    def handle(self, *, port, reset, **options):
        _on_signals(_stop)
        processes = Processes(settings.VAR_DIR / "log")
        try:
            self.prepare(port, reset)
            self.play(processes, port)
        except Stopped:
            self.stdout.write("\nStopping.")
        except (state.DemoRefused, EmbeddedRedisError) as error:
            raise CommandError(str(error)) from error
        finally:
            _on_signals(signal.SIG_IGN)  # a second Ctrl-C must not leave anything running
            processes.stop()

    def prepare(self, port, reset):
        given = [name for name in FORBIDDEN if os.environ.get(name, "").strip()]
        if given:
            raise state.DemoRefused(f"The demo touches no server: unset {', '.join(given)}, or use `make demo`.")
        state.refuse_taken(port)
        state.refuse_foreign(settings.VAR_DIR)
        if reset:
            state.start_over(settings.VAR_DIR)

    def play(self, processes, port):
        stage.start_broker(processes)
        self.say("Preparing the database")
        (settings.VAR_DIR / state.SAMPLE).mkdir(exist_ok=True)
        call_command("migrate", verbosity=0)
        if not organisation.is_loaded():
            organisation.load(settings.VAR_DIR / state.SAMPLE, say=self.say)
        self.say("Starting web server, worker and beat")
        stage.start_others(processes, port)
        stage.wait_until_ready(processes, port)
        for _ in stage.moments(processes, "The worker has not applied the rules"):
            if not runs.rules_are_behind():
                break
        self.welcome(port)
        while True:
            stage.refuse_ended(processes)
            time.sleep(0.5)

    def say(self, sentence):
        self.stdout.write(f"{sentence} …")
        self.stdout.flush()

    def welcome(self, port):
        address = f"http://127.0.0.1:{port}"
        width = max(len(sign_in.what) for sign_in in SIGN_INS)
        rows = [f"  {one.staff_id:<11} {one.what:<{width}}  {address}{one.start}" for one in SIGN_INS]
        made = Assignment.objects.filter(origin=Origin.RULE).count()
        self.stdout.write(
            "\n".join(
                [
                    "",
                    f"Ready: {address}  (sample data; all people are invented)",
                    "",
                    f"Sign in with one of these staff numbers and the password {PASSWORD}",
                    *rows,
                    "",
                    f"Assignments made by the worker: {made}",
                    f"Mails are written to {settings.EMAIL_FILE_PATH}",
                    f"Logs are in {settings.VAR_DIR / 'log'}",
                    "Ctrl-C ends everything. The data stay; make demo RESET=1 starts over.",
                ]
            )
        )
        self.stdout.flush()


def _on_signals(handler):
    for number in ENDING:
        signal.signal(number, handler)


def _stop(number, frame):
    raise Stopped
