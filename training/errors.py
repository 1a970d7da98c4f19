"""What can be wrong with a request about assignments; each is a sentence for the person who asked."""

from django.utils.translation import gettext as _


class TrainingError(ValueError):
    """Something asked for that cannot be done; the text says why and what to do."""


class ReasonMissing(TrainingError):
    def __init__(self):
        super().__init__(_("Write the reason; the person reads it."))


class DueDatePassed(TrainingError):
    def __init__(self):
        super().__init__(_("The due date lies in the past. Choose today or a later day."))


class NotOpen(TrainingError):
    def __init__(self):
        super().__init__(_("This assignment is no longer open. Look at its present state."))


class UnknownRule(TrainingError):
    def __init__(self, code: str):
        super().__init__(_("There is no active rule “%(code)s”.") % {"code": code})


class RuleChangedMeanwhile(TrainingError):
    def __init__(self, code: str):
        super().__init__(
            _("%(code)s was changed meanwhile. Look at what it would assign now, then switch it.") % {"code": code}
        )
