import polib
import pytest

from elearning import catalogues
from elearning.catalogues import Text

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
_("Save")
_("A sentence "
  "in two pieces")
ngettext("%(count)d hour", "%(count)d hours", 3)
pgettext("verb", "Open")
translation.gettext("Close")
_(name)
print("Not a text")
"""

TEMPLATE = """{% load i18n %}
<p title="{% translate "Due date" %}">{% blocktranslate trimmed with name=person.full_name %}
    {{ name }} is
    late.
{% endblocktranslate %} 'It''s' {% translate "100 %" %}
{% blocktranslate count counter=n trimmed %}One lesson{% plural %}{{ counter }} lessons{% endblocktranslate %}
{% translate "May" context "month" %}</p>"""


def test_texts_in_python():
    assert list(catalogues.texts_in_python(PYTHON)) == [
        Text("", "Save", ""),
        Text("", "A sentence in two pieces", ""),
        Text("", "%(count)d hour", "%(count)d hours"),
        Text("verb", "Open", ""),
        Text("", "Close", ""),
    ]


def test_texts_in_template():
    assert list(catalogues.texts_in_template(TEMPLATE)) == [
        Text("", "Due date", ""),
        Text("", "%(name)s is late.", ""),
        Text("", "100 %%", ""),
        Text("", "One lesson", "%(counter)s lessons"),
        Text("month", "May", ""),
    ]


def catalogue(*entries: tuple[str, str]) -> polib.POFile:
    file = polib.POFile()
    file.extend(polib.POEntry(msgid=msgid, msgstr=msgstr) for msgid, msgstr in entries)
    return file


def pairs(file: polib.POFile) -> list[tuple[str, str]]:
    return [(entry.msgid, entry.msgstr) for entry in file]


def test_bring_up_to_date_keeps_translations_and_drops_what_is_gone():
    file = catalogue(("Old", "Cũ"), ("Save", "Lưu"))
    catalogues.bring_up_to_date(file, {Text("", "Save", ""): ["b.py"], Text("", "Close", ""): ["a.py"]})
    assert pairs(file) == [("Close", ""), ("Save", "Lưu")]


def test_merge_fills_what_is_missing_and_tells_what_differs():
    file = catalogue(("Save", "Lưu"), ("Close", ""))
    told = catalogues.merge(file, catalogue(("Save", "Ghi lại"), ("Close", "Đóng"), ("Open", "Mở"), ("Empty", "")))
    assert pairs(file) == [("Save", "Lưu"), ("Close", "Đóng"), ("Open", "Mở")]
    assert told == ["“Save” stays “Lưu”, not “Ghi lại”."]


@pytest.mark.parametrize(
    ("text", "translation", "agree"),
    [
        ("%(name)s is late by %(days)d days.", "%(name)s trễ %(days)d ngày.", True),
        ("%(name)s is late.", "Trễ hạn.", False),
        ("{count} rows", "{cout} dòng", False),
        ("100 %% done", "Đã xong 100 %%", True),
    ],
)
def test_placeholders(text, translation, agree):
    assert (catalogues.disagreeing_placeholders(catalogue((text, translation))) == []) is agree
