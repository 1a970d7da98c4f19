import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.markdown import render

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    '<p style="position:fixed" onclick="x()">y</p>',
    "<iframe src='//x'></iframe>",
    "<style>*{}</style>",
    "<form action='//x'><input></form>",
    "<svg><script>x</script></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=x></style></math>",
    '<h1 id="main">x</h1>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_loses_what_could_act(text):
    html = render(text).lower()
    for forbidden in (
        "<script",
        "<iframe",
        "<style",
        "<form",
        "<input",
        "<svg",
        "<img",
        " on",
        "javascript:",
        "data:",
        " style=",
        " id=",
        "vbscript:",
    ):
        assert forbidden not in html


def test_wanted_markup_stays():
    html = render("## A\n\n**b** *c* [d](https://e.example)\n\n> q\n\n- f\n\n| g | h |\n| --- | ---: |\n| 1 | 2 |")
    for wanted in ("<h2>A</h2>", "<strong>b</strong>", 'href="https://e.example"', "<blockquote>", "<li>f</li>"):
        assert wanted in html
    assert '<table class="table">' in html
    assert 'scope="col"' in html


def test_characters_that_turn_the_reading_direction_are_dropped():
    assert render("giấy\u202egnp.exe\u2066x\u2069") == "<p>giấygnp.exex</p>"


@pytest.mark.parametrize(
    "text",
    [">" * 10_000 + " x", "> " * 10_000 + "x", "\n".join(">" * n for n in range(300)), "*" * 10_000, "[" * 10_000],
)
def test_deeply_nested_text_is_quick(text):
    started = time.monotonic()
    render(text)
    assert time.monotonic() - started < 5


@given(st.text(st.one_of(st.sampled_from("<>\"'&*_[]()#|-`\n :/="), st.characters(codec="utf-8"))))
def test_no_text_makes_it_fail_or_act(text):
    html = render(text).lower()
    assert "<script" not in html
    assert "javascript:" not in html or 'href="javascript:' not in html
