"""The building blocks of a lesson. Each has a template under templates/courses/blocks/."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtailmarkdown.blocks import MarkdownBlock as MarkdownEditorBlock

from courses.markdown import render


class MarkdownBlock(MarkdownEditorBlock):
    """Markdown with the editor of wagtail-markdown and our own cleaning."""

    class Meta:
        icon = "pilcrow"
        label = _("Text (Markdown)")

    def render_basic(self, value, context=None):
        return render(value)


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[
            ("info", _("Information")),
            ("good", _("Good to do")),
            ("soon", _("Take care")),
            ("bad", _("To be avoided")),
        ],
        default="info",
        label=_("Kind"),
    )
    text = MarkdownBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "courses/blocks/callout.html"


class ModelBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"))
    text = MarkdownBlock(label=_("Text"))


class DuoBlock(blocks.StructBlock):
    """A bad and a good model side by side."""

    weak = ModelBlock(label=_("Not so"))
    better = ModelBlock(label=_("Better so"))

    class Meta:
        icon = "list-ul"
        label = _("Bad and good model")
        template = "courses/blocks/duo.html"


class RevealBlock(blocks.StructBlock):
    summary = blocks.CharBlock(label=_("What is shown at first"))
    text = MarkdownBlock(label=_("What is revealed"))

    class Meta:
        icon = "view"
        label = _("Reveal")
        template = "courses/blocks/reveal.html"


class BehaviourBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Behaviour"))
    text = blocks.TextBlock(label=_("What one sees and hears"))


class BehavioursBlock(blocks.StructBlock):
    """The four requests or the four always, as petals."""

    kind = blocks.ChoiceBlock(choices=[("xin", _("Four requests")), ("luon", _("Four always"))], label=_("Kind"))
    items = blocks.ListBlock(BehaviourBlock(), label=_("Behaviours"))

    class Meta:
        icon = "list-ol"
        label = _("Behaviours")
        template = "courses/blocks/behaviours.html"


class LessonBlocks(blocks.StreamBlock):
    markdown = MarkdownBlock()
    callout = CalloutBlock()
    duo = DuoBlock()
    reveal = RevealBlock()
    behaviours = BehavioursBlock()
