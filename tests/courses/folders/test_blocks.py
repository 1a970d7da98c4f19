import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.folders.blocks import BodyFault, read_body, write_body

BODY = """## Chào hỏi

Một đoạn.

::: note bad
**Đừng** nói trống không.
:::

::: duo
no: Chưa nên
> “Chờ đấy.”

Cụ không biết chờ bao lâu.

yes: Nên
> “Dạ, cháu chào cụ.”
:::

Giữa hai khối.

::: reveal Xem gợi ý
Nói lại bằng lời của mình.
:::

::: behaviours xin
- **Xin chào** Chào trước.
- **Xin lỗi** Nói ngay,
  rồi mới giải thích.
:::"""

BLOCKS = [
    ("markdown", "## Chào hỏi\n\nMột đoạn."),
    ("callout", {"kind": "bad", "text": "**Đừng** nói trống không."}),
    (
        "duo",
        {
            "weak": {"heading": "Chưa nên", "text": "> “Chờ đấy.”\n\nCụ không biết chờ bao lâu."},
            "better": {"heading": "Nên", "text": "> “Dạ, cháu chào cụ.”"},
        },
    ),
    ("markdown", "Giữa hai khối."),
    ("reveal", {"summary": "Xem gợi ý", "text": "Nói lại bằng lời của mình."}),
    (
        "behaviours",
        {
            "kind": "xin",
            "items": [
                {"title": "Xin chào", "text": "Chào trước."},
                {"title": "Xin lỗi", "text": "Nói ngay,\nrồi mới giải thích."},
            ],
        },
    ),
]


def test_body_is_read_and_written_again():
    assert read_body(BODY) == BLOCKS
    assert write_body(BLOCKS) == BODY


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("::: note good\nx", 1),
        ("x\n\n::: nota good\nx\n:::", 3),
        ("::: note grand\nx\n:::", 1),
        ("::: note good\n\n:::", 1),
        ("::: note good\nx\n::: note bad\ny\n:::\n:::", 3),
        ("x\n:::", 2),
        ("::: reveal\nx\n:::", 1),
        ("::: duo\nno: A\nx\n:::", 1),
        ("::: duo\nbefore\nno: A\nx\nyes: B\ny\n:::", 1),
        ("::: duo\nyes: B\ny\nno: A\nx\n:::", 1),
        ("::: duo\nno: A\nx\nyes: B\n:::", 4),
        ("::: behaviours xin\n- **A** a\nplain\n:::", 3),
        ("::: behaviours xin\n:::", 1),
        ("::: behaviours ten\n- **A** a\n:::", 1),
    ],
)
def test_faulty_body_is_refused_at_its_line(body, line):
    with pytest.raises(BodyFault) as fault:
        read_body(body)
    assert fault.value.line == line
    assert fault.value.sentence


@pytest.mark.parametrize("text", ["::: note good", "no: x\n\nyes: y", "yes: before"])
def test_text_that_looks_like_a_directive_stays_text(text):
    half = {"heading": "A", "text": text}
    blocks = [("duo", {"weak": half, "better": {"heading": "B", "text": "y"}}), ("markdown", text)]
    written = write_body(blocks)
    assert [kind for kind, _value in read_body(written)] == ["duo", "markdown"]
    assert write_body(read_body(written)) == written


texts = (
    st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1)
    .map(lambda text: text.strip("\n").rstrip())
    .filter(lambda text: text and not any(line.startswith((":::", "no:", "yes:")) for line in text.split("\n")))
)
headings = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1).filter(
    lambda text: text.strip()
)
blocks = st.one_of(
    st.tuples(st.just("callout"), st.fixed_dictionaries({"kind": st.sampled_from(["good", "bad"]), "text": texts})),
    st.tuples(st.just("reveal"), st.fixed_dictionaries({"summary": headings, "text": texts})),
    st.tuples(
        st.just("duo"),
        st.fixed_dictionaries(
            {
                "weak": st.fixed_dictionaries({"heading": headings, "text": texts}),
                "better": st.fixed_dictionaries({"heading": headings, "text": texts}),
            }
        ),
    ),
)


@given(st.lists(blocks), texts)
def test_any_blocks_survive_a_round_trip(directives, text):
    body = [("markdown", text), *directives]
    assert read_body(write_body(body)) == body
