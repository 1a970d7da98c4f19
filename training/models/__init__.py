from training.models.assignments import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    CauseEvent,
    CausePeriod,
    CauseScore,
    EventKind,
    Origin,
)
from training.models.messages import Reminder, ReminderStage
from training.models.rules import Rule, RuleKind, RuleMode, RuleRun, RuleSkip, RuleVersion, RunTrigger, SkipReason

__all__ = [
    "Assignment",
    "AssignmentEvent",
    "AssignmentState",
    "CauseEvent",
    "CausePeriod",
    "CauseScore",
    "EventKind",
    "Origin",
    "Reminder",
    "ReminderStage",
    "Rule",
    "RuleKind",
    "RuleMode",
    "RuleRun",
    "RuleSkip",
    "RuleVersion",
    "RunTrigger",
    "SkipReason",
]
