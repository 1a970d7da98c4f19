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
