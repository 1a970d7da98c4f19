import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from training.actions import runs
from training.errors import UnknownRule
from training.models import Rule, RunTrigger
from training.selection import ASSIGN, preview


class Command(BaseCommand):
    help = "Run the active rules as of a day."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day; today if none is given")
        parser.add_argument("--dry-run", action="store_true", help="say whom each rule alone would hit; write nothing")
        parser.add_argument("--rule", metavar="CODE", help="this rule alone")

    def handle(self, *, as_of, dry_run, rule, **options):
        day = _day(as_of)
        if dry_run:
            return self._preview(day, rule)
        try:
            run = runs.apply_rules(as_of=day, trigger=RunTrigger.MANUAL, rules=[rule] if rule else None)
        except UnknownRule as error:
            raise CommandError(str(error)) from error
        for code in sorted({*run.assignments.values_list("rule_version__rule__code", flat=True)}):
            self.stdout.write(f"{code}: {run.assignments.filter(rule_version__rule__code=code).count()} assigned")
        self.stdout.write(f"As of {day}: {run.assigned} assigned, {run.skipped} skipped.")

    def _preview(self, day: datetime.date, code: str | None) -> None:
        found = [rule for rule in Rule.objects.active() if code in (None, rule.code)]
        if code and not found:
            raise CommandError(str(UnknownRule(code)))
        for rule in found:
            decisions = preview(rule.current, day)
            assigned = sum(decision.outcome == ASSIGN for decision in decisions)
            self.stdout.write(f"{rule.code}: {assigned} would be assigned, {len(decisions) - assigned} skipped")


def _day(text: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise CommandError(f"--as-of: “{text}” is not a day. Write it as YYYY-MM-DD.") from error
