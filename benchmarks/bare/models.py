from wagtail.models import Page


class BarePage(Page):
    """The least Wagtail can serve: a title."""

    template = "bare/bare_page.html"
