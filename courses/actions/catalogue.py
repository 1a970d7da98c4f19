"""The catalogue: the root of the site, once in each language."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from courses import editors
from courses.models import CatalogPage

SLUG = "courses"


@transaction.atomic
def open_catalogue() -> CatalogPage:
    """The catalogue in the source language, made with its translations and the site if they are not there yet.

    A page that Wagtail's first migration left as the root of the site gives way, unless somebody built on it.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    root = Page.get_first_root_node() or Page.add_root(
        title="Root", slug="root", locale=locales[settings.LANGUAGE_CODE]
    )
    source = _catalogue_in(locales[settings.LANGUAGE_CODE], root, None)
    for code, locale in locales.items():
        if code != settings.LANGUAGE_CODE:
            _catalogue_in(locale, root, source)
    _serve(source)
    editors.allow_pages()
    return source


def _catalogue_in(locale: Locale, root: Page, source: CatalogPage | None) -> CatalogPage:
    if existing := CatalogPage.objects.filter(locale=locale).first():
        return existing
    with translation.override(locale.language_code):
        page = CatalogPage(
            title=_("Courses"),
            lede=_("Short courses for serving citizens and businesses well."),
            slug=SLUG if source is None else f"{SLUG}-{locale.language_code}",
            locale=locale,
        )
    if source is not None:
        page.translation_key = source.translation_key
    root.refresh_from_db()
    root.add_child(instance=page)
    page.save_revision().publish()
    return page


def _serve(catalogue: CatalogPage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=catalogue, is_default_site=True)
        return
    before = site.root_page
    if before.specific_class is CatalogPage:
        return
    site.root_page = catalogue
    site.save()
    untouched = before.specific_class is Page and not before.numchild and before.latest_revision_id is None
    if untouched and before.depth > 1:
        before.delete()
