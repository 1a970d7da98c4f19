"""Which page stands at an address: one query instead of Wagtail's walk down the tree."""

from django.conf import settings
from wagtail.models import Page, Site

from courses.models import CatalogPage, CoursePage, StepPage

LEVELS = (CatalogPage, CoursePage, StepPage)
"""What stands at an address, by the number of its parts."""


class PagePath:
    """The part of an address below the catalogue; empty for the catalogue itself."""

    regex = r"[\w\-/]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def page_at(path: str) -> Page | None:
    """The published page at a path below the catalogue, in its specific class and with its locale; None if none is.

    Where a translation has the same address, the page in the source language is meant.
    """
    parts = [part for part in path.split("/") if part]
    depth = len(parts)
    if depth >= len(LEVELS):
        return None
    candidates = ["".join([root.root_path, *(f"{part}/" for part in parts)]) for root in Site.get_site_root_paths()]
    found = LEVELS[depth].objects.live().filter(url_path__in=candidates)
    kinds = [kind._meta.model_name for kind in LEVELS[depth].__subclasses__()]
    pages = sorted(found.select_related("locale", *kinds), key=_is_translation)
    return _specific(pages[0]) if pages else None


def _is_translation(page: Page) -> bool:
    return page.locale.language_code != settings.LANGUAGE_CODE


def _specific(page: Page) -> Page:
    """The page as its own class, read along by select_related."""
    if isinstance(page, page.specific_class):
        return page
    specific = getattr(page, page.specific_class._meta.model_name)
    specific.locale = page.locale
    return specific
