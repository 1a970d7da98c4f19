"""What cannot be done with courses, each with a sentence for the person who asked."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Something asked for cannot be done. `str()` is a sentence in the language of the one who asked."""

    sentence = _("This cannot be done.")

    def __init__(self, **values):
        super().__init__(str(self.sentence) % values)


class CourseNotPublished(Refused):
    sentence = _("The course “%(course)s” is not published at the moment. Choose another course in the catalogue.")


class StepNotInCourse(Refused):
    sentence = _("“%(step)s” is not a step of the course “%(course)s”. Open the step from the page of the course.")


class StepNotPublished(Refused):
    sentence = _("“%(step)s” is no longer published. Go on with the next step of the course.")


class StepNeedsResult(Refused):
    sentence = _("“%(step)s” is completed by its result, not by a click. Open it and hand in your answers.")


class StepLocked(Refused):
    sentence = _("“%(step)s” opens when you have completed: %(missing)s.")


class CourseNotStarted(Refused):
    sentence = _("Start the course first; then “%(step)s” counts for you.")


class RunOfAnother(Refused):
    sentence = _("This conversation is another person's. Open the scenario from your own course page.")


class TurnOver(Refused):
    sentence = _("Turn %(turn)s is over. Nothing was changed; the conversation stands where it stood.")


class ChoiceNotInTurn(Refused):
    sentence = _("Nothing was changed: turn %(turn)s has no such choice. Choose one of those on the page.")


class DocumentChanged(Refused):
    sentence = _(
        "Nothing was confirmed: “%(title)s” was changed while you were reading. Read the new text, then confirm."
    )
