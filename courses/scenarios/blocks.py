"""What an editor fills in for a conversation. Keys and marks are the same in every language; the rest is translated."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.scenarios.behaviours import Behaviour
from courses.scenarios.graph import END

KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MOST_TURNS = 60
MOST_CHOICES = 6


class KeyBlock(blocks.RegexBlock):
    """The name of a turn; never translated."""

    def __init__(self, **kwargs):
        messages = {"invalid": _("Write small letters without accents, digits and single hyphens, such as loi-chao.")}
        super().__init__(regex=KEY, max_length=40, error_messages=messages, **kwargs)

    def get_translatable_segments(self, value):
        return []


class BehavioursField(blocks.MultipleChoiceBlock):
    def __init__(self, **kwargs):
        super().__init__(
            choices=Behaviour.choices, widget=forms.CheckboxSelectMultiple, required=False, default=[], **kwargs
        )


class ChoiceBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("What the learner says or does"), rows=2)
    consequence = blocks.TextBlock(label=_("What happens then"), required=False, rows=2)
    goes_to = KeyBlock(
        label=_("Goes to the turn"),
        help_text=format_lazy(_("The name of a turn, or “{end}” to end the conversation."), end=END),
    )
    shown = BehavioursField(label=_("Shows"), help_text=_("Each one is a point earned."))
    missed = BehavioursField(label=_("Misses"), help_text=_("Each one is a point lost: there was an occasion for it."))
    good = blocks.BooleanBlock(
        label=_("A good choice"), required=False, help_text=_("At the end it is shown to those who chose a weaker one.")
    )
    why = blocks.TextBlock(
        label=_("Why another choice is better"), required=False, rows=2, help_text=_("Needed for every weaker choice.")
    )

    class Meta:
        icon = "comment"
        label = _("Choice")
        label_format = "{goes_to}: {text}"


class TurnBlock(blocks.StructBlock):
    key = KeyBlock(label=_("Name of the turn"), help_text=_("Choices lead here by this name. Learners do not see it."))
    speaker = blocks.CharBlock(label=_("Who speaks"), max_length=80)
    scene = blocks.TextBlock(label=_("What one sees"), required=False, rows=2)
    text = blocks.TextBlock(label=_("What is said"), rows=3)
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Choices"), min_num=1, max_num=MOST_CHOICES, collapsed=True)

    class Meta:
        icon = "openquote"
        label = _("Turn")
        label_format = "{key}: {text}"


class TurnsBlock(blocks.StreamBlock):
    turn = TurnBlock()

    class Meta:
        collapsed = True
        max_num = MOST_TURNS
