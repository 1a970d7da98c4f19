"""Whom a rule would assign on a day, as an officer may see it: counts, by unit, and by name. Nobody is ranked."""

import datetime
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, FilteredRelation, Q

from people.access import people_visible_to
from people.models import User
from training import selection
from training.models import RuleVersion, SkipReason


@dataclass(frozen=True)
class Line:
    """A person the rule hits; percent: the compared value, None where events were counted."""

    person: User
    unit: str
    percent: Decimal | None
    outcome: str

    @property
    def assigned(self) -> bool:
        return self.outcome == selection.ASSIGN

    @property
    def reason(self) -> str:
        """Why nothing would be assigned."""
        return "" if self.assigned else SkipReason(self.outcome).label


@dataclass(frozen=True)
class UnitCount:
    unit: str
    assigned: int
    skipped: int


@dataclass(frozen=True)
class Preview:
    """`lines` by unit and name."""

    as_of: datetime.date
    lines: list[Line]

    @property
    def assigned(self) -> int:
        return sum(line.assigned for line in self.lines)

    @property
    def skipped(self) -> list[tuple[str, int]]:
        """Reasons with the number of people."""
        counted = Counter(line.outcome for line in self.lines)
        return [(reason.label, counted[reason]) for reason in SkipReason if counted[reason]]

    @property
    def units(self) -> list[UnitCount]:
        assigned = Counter(line.unit for line in self.lines if line.assigned)
        skipped = Counter(line.unit for line in self.lines if not line.assigned)
        return [UnitCount(unit, assigned[unit], skipped[unit]) for unit in sorted(assigned | skipped)]


def preview(version: RuleVersion, as_of: datetime.date, viewer: User, today: datetime.date) -> Preview:
    """What the version, saved or not, would do on the day to the people the viewer answers for."""
    decisions = {decision.learner_id: decision for decision in selection.preview(version, as_of)}
    people = (
        people_visible_to(viewer, today)
        .filter(pk__in=decisions)
        .annotate(post=FilteredRelation("postings", condition=Q(postings__is_current=True)))
        .annotate(unit_name=F("post__unit__name"))
        .order_by("unit_name", "full_name", "staff_number")
    )
    return Preview(as_of, [_line(person, decisions[person.pk]) for person in people])


def _line(person: User, decision: selection.Decision) -> Line:
    return Line(person, person.unit_name or "", decision.percent, decision.outcome)
