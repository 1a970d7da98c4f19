"""The whole loop on the province: files in, rules applied, and exactly the rows that must come out."""

import csv
import datetime

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.province import EXPECTED, expected, load_province
from training.actions import runs
from training.models import Assignment, AssignmentEvent, CausePeriod, CauseScore, Reminder, Rule, RuleRun, RunTrigger
from training.selection import ASSIGN, preview

AS_OF = datetime.date(2026, 11, 1)


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker, tmp_path_factory):
    """The imported province for all tests of this module, in a transaction that is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_province(tmp_path_factory.mktemp("province"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def applied(province, db):
    """The province after the first run of its rules."""
    return runs.apply_rules(as_of=AS_OF, trigger=RunTrigger.MANUAL)


def exported(what: str, folder) -> str:
    file = folder / f"{what}.csv"
    call_command("export_data", what, file)
    return file.read_text()


@pytest.mark.parametrize("what", ["assignments", "skipped", "scores"])
def test_export_equals_expected_row_for_row(applied, tmp_path, what):
    assert exported(what, tmp_path) == expected(what)


def test_second_run_assigns_nobody_and_skips_the_same_people(applied, tmp_path):
    run = runs.apply_rules(as_of=AS_OF, trigger=RunTrigger.MANUAL)
    assert (run.assigned, run.skipped) == (0, 30)
    assert exported("skipped", tmp_path) == expected("skipped")


def test_planted_cases_end_as_planned(applied):
    outcomes = dict.fromkeys(
        Assignment.objects.values_list("learner__staff_number", "rule_version__rule__code"), "assigned"
    )
    skips = RuleRun.objects.latest().skips.values_list("learner__staff_number", "rule_version__rule__code", "reason")
    outcomes |= {(staff, rule): f"skipped:{reason}" for staff, rule, reason in skips}
    with (EXPECTED / "cases.csv").open(newline="") as file:
        cases = list(csv.DictReader(file))
    wrong = [
        case["case"] for case in cases if outcomes.get((case["staff_id"], case["rule_code"]), "none") != case["outcome"]
    ]
    assert wrong == []


def test_every_assignment_has_its_event_its_message_and_its_cause(applied):
    assert AssignmentEvent.objects.count() == Assignment.objects.count() == Reminder.objects.count() == 183
    assert Assignment.objects.filter(periods__isnull=True, events_counted__isnull=True).count() == 0
    assert CauseScore.objects.filter(assignment__in=CausePeriod.objects.values("assignment")).exists()


def test_preview_says_what_the_run_does_and_writes_nothing(province, db):
    decisions = preview(Rule.objects.get(code="R-COMM").current, AS_OF)
    assert Assignment.objects.count() == 0
    outcomes = [decision.outcome for decision in decisions]
    assert (outcomes.count(ASSIGN), outcomes.count("cooldown")) == (126, 17)


def test_worked_example_of_someone_who_moved(applied):
    assignment = Assignment.objects.get(learner__staff_number="0019931")
    assert str(assignment.percent) == "69.87"
    assert [period.period_code for period in assignment.periods.all()] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert {line.framework_code for line in assignment.scores.filter(period_code="2026-Q2")} == {
        "ND335-M01",
        "COUNTER-2026",
    }
