"""Writes rules. What a rule says is never changed: another wording is another version."""

from django.db import transaction
from wagtail.log_actions import log

from people.models import User
from training.errors import RuleChangedMeanwhile
from training.models import Rule, RuleVersion


def known_codes() -> set[str]:
    return set(Rule.objects.values_list("code", flat=True))


def differs(*, code: str, active: bool, **values: object) -> bool:
    """Whether the rule is new, is switched otherwise, or says something else. `values` as in `save_version`."""
    rule = Rule.objects.select_related("current").filter(code=code).first()
    return rule is None or rule.active != active or _says_otherwise(rule.current, values)


@transaction.atomic
def save_version(*, code: str, active: bool, by: User | None, **values: object) -> RuleVersion:
    """Put a rule in force as given by `values`, the fields of RuleVersion (relations as `course_id`).

    A new version is written only when it says something else than the one in force; switching a rule on or off is
    none.
    """
    rule, _ = Rule.objects.select_for_update().get_or_create(code=code)
    if _says_otherwise(rule.current, values):
        newest = rule.versions.first()
        number = newest.number + 1 if newest else 1
        rule.current = RuleVersion.objects.create(rule=rule, number=number, created_by=by, **values)
    rule.active = active
    rule.save(update_fields=["current", "active"])
    return rule.current


@transaction.atomic
def switch(*, rule: Rule, version: RuleVersion | None, active: bool, by: User) -> None:
    """Switch the rule as `version` says it; raises RuleChangedMeanwhile where that is not the one in force."""
    if version is None or not Rule.objects.filter(pk=rule.pk, current=version).update(active=active):
        raise RuleChangedMeanwhile(rule.code)
    action = "training.rule_switched_on" if active else "training.rule_switched_off"
    log(rule, action, user=by, data={"version": version.number})


def _says_otherwise(version: RuleVersion | None, values: dict[str, object]) -> bool:
    return version is None or any(getattr(version, name) != value for name, value in values.items())
