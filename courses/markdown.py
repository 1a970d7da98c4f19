"""Editors' Markdown as clean HTML: what is not on the list below does not reach a page."""

import re
from functools import lru_cache

import markdown
import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "li",
    "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "th": {"align", "scope"}, "td": {"align"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# characters that turn the reading direction round and can disguise a text (Unicode TR 9, TR 36)
DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
DEEPEST_QUOTE = DEEPEST_BRACKET = 8
BRACKET_OR_PARAGRAPH = re.compile(r"[\[\]]|\n[ \t]*\n")
NESTED_QUOTE = re.compile(rf"^((?:[ \t]*>){{{DEEPEST_QUOTE}}})(?:[ \t]*>)+", re.MULTILINE)


@lru_cache(maxsize=1024)  # the same few texts are read again and again; the costliest part of a lesson page
def render(text: str) -> SafeString:
    """Clean HTML of a Markdown text; never raises for any text."""
    text = DIRECTION_OVERRIDES.sub("", text or "")
    text = _with_shallow_brackets(NESTED_QUOTE.sub(r"\1", text))
    try:
        html = markdown.markdown(text, extensions=["tables", "sane_lists", "abbr"], output_format="html")
    except RecursionError:  # lists in lists without end: no text that anybody would read
        html = f"<p>{escape(text)}</p>"
    html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    return mark_safe(  # noqa: S308 - cleaned by nh3 above
        html.replace("<table>", '<table class="table">').replace("<th>", '<th scope="col">')
    )


def _with_shallow_brackets(text: str) -> str:
    """The text with a backslash before brackets that open too deep.

    For every open bracket the parser looks for the closing one through the rest of the paragraph; thousands of them
    would keep it busy for minutes.
    """
    depth = 0

    def shallow(match: re.Match) -> str:
        nonlocal depth
        if match[0] == "[":
            depth += 1
            return "[" if depth <= DEEPEST_BRACKET else "\\["
        depth = max(depth - 1, 0) if match[0] == "]" else 0
        return match[0]

    return BRACKET_OR_PARAGRAPH.sub(shallow, text)
