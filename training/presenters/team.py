"""A line manager's people by what they need, never by how well they do; no score stands on the list."""

import datetime
from dataclasses import dataclass

from courses import reading
from courses.models import CoursePage
from people.models import Posting, StaffStatus, User
from training.models import Assignment, AssignmentState
from training.presenters.due import Due, Pressure, due


@dataclass(frozen=True)
class OpenTask:
    assignment: Assignment
    course: CoursePage
    due: Due


@dataclass(frozen=True)
class Member:
    """done and total: assignments completed, and those that were not waived."""

    posting: Posting
    open: list[OpenTask]
    done: int
    total: int

    @property
    def person(self) -> User:
        return self.posting.user

    @property
    def most_pressing(self) -> Due | None:
        return self.open[0].due if self.open else None

    @property
    def is_away(self) -> bool:
        return self.person.status != StaffStatus.AT_WORK

    @property
    def is_late(self) -> bool:
        """Nobody on leave is late."""
        return bool(self.open) and self.open[0].due.pressure == Pressure.LATE and not self.is_away


@dataclass(frozen=True)
class Team:
    members: list[Member]

    @property
    def late(self) -> int:
        return sum(member.is_late for member in self.members)

    @property
    def without_need(self) -> int:
        return sum(not member.open for member in self.members)


def leads_anybody(person: User) -> bool:
    return Posting.objects.filter(manager=person, is_current=True).exists()


def team_of(manager: User, today: datetime.date) -> Team:
    """The people whose current post names this line manager, those with the earliest due date first."""
    postings = Posting.objects.filter(manager=manager, is_current=True).exclude(user__status=StaffStatus.LEFT)
    postings = list(postings.select_related("user", "unit").order_by("user__full_name", "user__staff_number"))
    assignments = (
        Assignment.objects.filter(learner__in=[posting.user_id for posting in postings])
        .exclude(state=AssignmentState.WAIVED)
        .select_related("course__locale")
        .order_by("due_on", "pk")
    )
    by_person: dict[int, list[Assignment]] = {posting.user_id: [] for posting in postings}
    for assignment in assignments:
        by_person[assignment.learner_id].append(assignment)
    shown = reading.shown_pages({one.course_id: one.course for one in assignments}.values())
    members = [_member(posting, by_person[posting.user_id], shown, today) for posting in postings]
    return Team(sorted(members, key=_need))


def _member(
    posting: Posting, assignments: list[Assignment], shown: dict[int, CoursePage], today: datetime.date
) -> Member:
    tasks = [
        OpenTask(one, shown[one.course_id], due(one.due_on, today))
        for one in assignments
        if one.state == AssignmentState.OPEN
    ]
    return Member(posting, tasks, done=len(assignments) - len(tasks), total=len(assignments))


def _need(member: Member) -> tuple[bool, datetime.date]:
    return not member.open, member.open[0].due.on if member.open else datetime.date.max
