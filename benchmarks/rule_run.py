"""A run of the rules against hand-written SQL that leaves the same rows, each in a transaction that is taken back."""

import contextlib
import csv
import datetime
import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.comparison import Comparison, alternate, hand_over  # noqa: E402
from elearning.sample import files  # noqa: E402
from evaluations.actions import scores  # noqa: E402
from evaluations.models import CompetencyScore  # noqa: E402
from training.actions import runs  # noqa: E402
from training.models import Assignment, CausePeriod, CauseScore, Rule, RuleRun, RuleSkip, RunTrigger  # noqa: E402

PEOPLE = int(os.environ.get("PEOPLE", "100000"))
ROUNDS = 3
LAST_PLACE = Decimal("0.01")
HERE = Path(__file__).parent
COURSES = ("GT-01", "HD-01")
RULES = ("R-COMM", "R-WRITE", "R-DROP")  # the kinds that read scores
FRAMEWORK = [
    {"framework_code": "BENCH", "criterion_code": code, "name_vi": code, "name_en": code, "max_points": "10",
     "competencies": f"{competency}:1", "valid_from": "2020-01-01"}
    for code, competency in (("K1", "communication"), ("K2", "written_guidance"))
]  # fmt: skip
WRITTEN = ("assignment", "causeperiod", "causescore", "assignmentevent", "reminder", "ruleskip", "rulerun")
MEAN, NEWEST = "avg(percent)", "max(percent) FILTER (WHERE place = 1)"
DROP = "avg(percent) FILTER (WHERE place <= 2) - avg(percent) FILTER (WHERE place > 2)"
MEASURES = {"sustained_low": (MEAN, "<"), "percent_of_max": (NEWEST, "<"), "drop": (DROP, "<=")}


def main() -> None:
    today = timezone.localdate()
    prepare(today)
    with taken_back():
        ours = result_of(lambda: applied(today))
    with taken_back():
        bare = result_of(lambda: written_by_hand(today))
    refuse_difference(ours, bare)
    seconds = alternate(lambda: applied(today), lambda: written_by_hand(today), rounds=ROUNDS, around=taken_back)
    name = f"rule run, {PEOPLE:,} people, {CompetencyScore.objects.count():,} scores"
    note = f"{len(ours['assignments']):,} assignments, {ours['skips']:,} skipped"
    hand_over(Comparison(name, *seconds, "s", seconds[0] / seconds[1], 1.5, note=note))


def prepare(today: datetime.date) -> None:
    call_command("migrate", verbosity=0)
    for code in COURSES:
        call_command("import_course", settings.BASE_DIR / "content/courses" / code, stdout=sys.stderr)
    folder = settings.VAR_DIR / "sample"
    written = files.write(folder, today=today, people=100)
    rules = list(csv.DictReader(written["rules"].open(encoding="utf-8")))
    chosen = {"frameworks": FRAMEWORK, "rules": [rule for rule in rules if rule["code"] in RULES]}
    for kind in ("competencies", "frameworks", "periods", "units"):
        import_rows(kind, written[kind], chosen.get(kind))
    run_file("rule_run_data.sql", people=PEOPLE)
    scores.recount()
    import_rows("rules", written["rules"], chosen["rules"])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def import_rows(kind: str, file: Path, rows: list[dict[str, str]] | None) -> None:
    """Import the file, first rewritten with these rows when there are any."""
    if rows:
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    call_command("import_data", kind, file, stdout=sys.stderr)


@contextlib.contextmanager
def taken_back() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {', '.join(f'training_{table}' for table in WRITTEN)}")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def applied(today: datetime.date) -> None:
    runs.apply_rules(as_of=today, trigger=RunTrigger.MANUAL)
    check_references()


def written_by_hand(today: datetime.date) -> None:
    now = timezone.now()
    run = RuleRun.objects.create(as_of=today, trigger=RunTrigger.MANUAL, started_at=now, finished_at=now)
    for rule in Rule.objects.active().select_related("current__course"):
        version = rule.current
        measure, comparison = MEASURES[version.kind]
        run_file(
            "rule_run.sql",
            run=run.pk,
            version=version.pk,
            competency=version.competency_id,
            course=version.course_id,
            course_code=version.course.code,
            most=1 if version.kind == "percent_of_max" else version.periods,
            least=version.min_periods,
            measure=measure,
            falls_short=f"value {comparison} {version.threshold}",
            threshold_units=int(version.threshold * 10**4),
            as_of=today,
            first_day=today - datetime.timedelta(days=version.lookback_days),
            due_on=today + datetime.timedelta(days=version.due_days),
            cooldown_from=today - datetime.timedelta(days=version.cooldown_days),
        )
    check_references()


def run_file(name: str, **values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute((HERE / name).read_text(encoding="utf-8").format(**values))


def check_references() -> None:
    """What a commit would check."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def result_of(way) -> dict:
    way()
    made = Assignment.objects.order_by("learner", "course").values_list("learner", "course", "due_on", "percent")
    return {
        "assignments": list(made),
        "skips": RuleSkip.objects.count(),
        "periods": CausePeriod.objects.count(),
        "lines": CauseScore.objects.count(),
    }


def refuse_difference(ours: dict, bare: dict) -> None:
    """Raise RuntimeError unless both left the same rows; the last place of a percent may be rounded otherwise."""
    counts = [{name: rows for name, rows in result.items() if name != "assignments"} for result in (ours, bare)]
    made = [[row[:3] for row in result["assignments"]] for result in (ours, bare)]
    percents = [[row[3] for row in result["assignments"]] for result in (ours, bare)]
    close = all(abs(one - other) <= LAST_PLACE for one, other in zip(*percents, strict=False))
    if counts[0] != counts[1] or made[0] != made[1] or not close:
        raise RuntimeError(f"The results differ: {counts}, {len(made[0])} and {len(made[1])} assignments.")


if __name__ == "__main__":
    main()
