import datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from training.actions import runs
from training.errors import UnknownRule
from training.models import RunTrigger, SkipReason

COLUMNS = ["assigned", *SkipReason.values]


class Command(BaseCommand):
    help = "Run the active rules as of a day, and say for each how many it assigned and skipped."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day; today if none is given")
        parser.add_argument("--dry-run", action="store_true", help="do everything, then take it back")
        parser.add_argument("--rule", metavar="CODE", help="this rule alone, also if it waits for a person")

    @transaction.atomic
    def handle(self, *, as_of, dry_run, rule, **options):
        day = _day(as_of)
        try:
            run = runs.apply_rules(as_of=day, trigger=RunTrigger.MANUAL, rules=[rule] if rule else None)
        except UnknownRule as error:
            raise CommandError(str(error)) from error
        self._print(run.outcomes())
        self.stdout.write(f"As of {day}: {run.assigned} assigned, {run.skipped} skipped.")
        if dry_run:
            transaction.set_rollback(True)
            self.stdout.write("This was a dry run: nothing was written.")

    def _print(self, outcomes: dict[str, dict[str, int]]) -> None:
        wide = max([len(code) for code in outcomes], default=0)
        self.stdout.write("  ".join(["rule".ljust(wide), *COLUMNS]))
        for code, counted in outcomes.items():
            figures = [str(counted.get(column, 0)).rjust(len(column)) for column in COLUMNS]
            self.stdout.write("  ".join([code.ljust(wide), *figures]))


def _day(text: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise CommandError(f"--as-of: “{text}” is not a day. Write it as YYYY-MM-DD.") from error
