"""Plays of a conversation: begun, answered turn by turn, finished once. Nothing said is ever taken back."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from courses.actions import enrolments
from courses.errors import ChoiceNotInTurn, RunOfAnother, StepNotInCourse, StepNotPublished, TurnOver
from courses.models import Enrolment, ScenarioPage, ScenarioRun, ScenarioVersion
from courses.scenarios import script
from courses.scenarios.graph import END
from people.models import User


@transaction.atomic
def start(*, enrolment: Enrolment, scenario: ScenarioPage) -> ScenarioRun:
    """The open play of this run of the course, or a new one with the conversation frozen as it stands now.

    Raises StepNotInCourse or StepNotPublished.
    """
    source = scenario.source
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("course").get(pk=enrolment.pk)
    runs = ScenarioRun.objects.filter(enrolment=enrolment, scenario=source)
    if running := runs.open().first():
        return running
    if not source.is_child_of(enrolment.course):
        raise StepNotInCourse(step=scenario.title, course=enrolment.course.title)
    if not source.live:
        raise StepNotPublished(step=scenario.title)
    return ScenarioRun.objects.create(
        enrolment=enrolment,
        scenario=source,
        version=_version_of(source),
        revision=source.live_revision,
        number=runs.count() + 1,
        started_at=timezone.now(),
    )


@transaction.atomic
def choose(*, run: ScenarioRun, position: int, choice: int, by: User) -> bool:
    """Say something in the turn at a position of the play (from 1); the last turn finishes the play and the step.

    True if it was said now, False if just this had been said there before: then nothing changed. Of two answers to
    one turn the database takes the first; the other finds the turn over.
    Raises RunOfAnother, TurnOver or ChoiceNotInTurn.
    """
    run = ScenarioRun.objects.select_related("enrolment", "scenario", "version", "revision").get(pk=run.pk)
    if run.enrolment.learner_id != by.pk:
        raise RunOfAnother
    if _was_said(run, position, choice):
        return False
    if run.is_finished or position != run.answered + 1:
        raise TurnOver(turn=position)
    turn = _turn_now(run.version.script(), run.choices)
    chosen = turn.choice(choice)
    if chosen is None:
        raise ChoiceNotInTurn(turn=position)
    now = timezone.now()
    said = [*run.choices, {"turn": turn.key, "choice": choice, "at": now.isoformat()}]
    finished_at = now if chosen.goes_to == END else None
    waiting = ScenarioRun.objects.open().filter(pk=run.pk, answered=run.answered)
    if not waiting.update(choices=said, answered=position, finished_at=finished_at):
        run.refresh_from_db()
        if _was_said(run, position, choice):
            return False
        raise TurnOver(turn=position)
    if finished_at:
        enrolments.credit_step(enrolment=run.enrolment, step=run.scenario, revision=run.revision)
    return True


def _was_said(run: ScenarioRun, position: int, choice: int) -> bool:
    return 1 <= position <= run.answered and run.choices[position - 1]["choice"] == choice


def _turn_now(conversation: script.Script, choices: list[dict[str, Any]]) -> script.Turn:
    """The turn that waits for an answer after these choices."""
    if not choices:
        return conversation.first
    last = choices[-1]
    return conversation.turn(conversation.turn(last["turn"]).choice(last["choice"]).goes_to)


def _version_of(source: ScenarioPage) -> ScenarioVersion:
    """The conversation in all its published languages; plays of the same wording share one row."""
    translations = source.get_translations().live().select_related("locale").specific()
    content = script.content_of(
        source.turns.get_prep_value(),
        {page.locale.language_code: page.turns.get_prep_value() for page in translations},
        settings.LANGUAGE_CODE,
    )
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    version, _ = ScenarioVersion.objects.get_or_create(scenario=source, digest=digest, defaults={"content": content})
    return version
