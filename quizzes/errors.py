"""What cannot be done with quizzes, each with a sentence for the person who asked."""

from django.utils.translation import gettext_lazy as _

from courses.errors import Refused


class NoQuestions(Refused):
    sentence = _("“%(quiz)s” has no published question yet. Tell the editors of the course.")


class AttemptsUsedUp(Refused):
    sentence = _("You have used all %(allowed)s attempts at “%(quiz)s” in this run of the course.")


class AttemptClosed(Refused):
    sentence = _("This attempt has been handed in already; its answers can no longer be changed.")


class AttemptOfAnother(Refused):
    sentence = _("This attempt belongs to another person. Open the quiz from your own course page.")


class QuestionNotInAttempt(Refused):
    sentence = _(
        "Nothing was saved: question %(question)s is not part of this attempt. Reload the page and answer again."
    )


class OptionNotInQuestion(Refused):
    sentence = _(
        "Nothing was saved: an answer to question %(question)s is not among its options. "
        "Reload the page and answer again."
    )


class OneOptionOnly(Refused):
    sentence = _("Nothing was saved: question %(question)s takes one answer only.")


class AnswersUnreadable(Refused):
    sentence = _("Nothing was saved: the answers could not be read. Reload the page and answer again.")


class QuestionNameTaken(Refused):
    sentence = _("%(code)s: this name is used by a question of the category “%(category)s”. Choose another name.")
