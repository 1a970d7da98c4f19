from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.gift import Bank, GiftFault, Option, Question, read_gift, write_gift

FILE = r"""$CATEGORY: GT-01

// a remark
::q1::Quầy đông\: làm gì? {
=Chào\: “Dạ”#Cụ biết.
~%50%Làm ngay
~%-50%\{Đừng\} \= \~ \# \\
####Xin chào.\nXin phép.
}

// mark: 2.5
::q2::Chọn nhiều {
~%50%A
~%50%B#b
~C
}
"""


def test_file_is_read():
    first, second = read_gift(FILE).questions
    assert read_gift(FILE).category == "GT-01"
    assert first == Question(
        "q1",
        "Quầy đông: làm gì?",
        "single",
        (
            Option("Chào: “Dạ”", Decimal(100), "Cụ biết."),
            Option("Làm ngay", Decimal(50)),
            Option("{Đừng} = ~ # \\", Decimal(-50)),
        ),
        "Xin chào.\nXin phép.",
    )
    assert (first.line, second.line) == (4, 12)
    assert (second.kind, second.mark) == ("multiple", Decimal("2.5"))
    assert [option.percent for option in second.options] == [50, 50, 0]


def test_mark_holds_for_one_question_only():
    first, second = read_gift("// mark: 2\n::a::x {\n=y\n~z\n}\n\n::b::x {\n=y\n~z\n}\n").questions
    assert (first.mark, second.mark) == (2, 1)


def test_canonical_file_is_written_again():
    canonical = FILE.replace("// a remark\n", "")
    assert write_gift(read_gift(canonical)) == canonical
    assert write_gift(read_gift(FILE)) == canonical


def test_one_line_question_of_other_tools_is_read():
    [question] = read_gift("::q::Ai? {=A ~B#b ~%-25%C}").questions
    assert [(option.text, option.percent, option.feedback) for option in question.options] == [
        ("A", 100, ""),
        ("B", 0, "b"),
        ("C", -25, ""),
    ]


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("no name {\n=a\n~b\n}", 1, ""),
        ("\n\n::q::x {\n=a\n~b\n", 5, "q"),
        ("::q::x", 1, "q"),
        ("::q::x {\n=a\n~b\n} more", 4, "q"),
        ("::q::x {T}", 1, "q"),
        ("::q::x {}", 1, "q"),
        ("::q::x {#3:2}", 1, "q"),
        ("::q::{\n=a\n~b\n}", 1, "q"),
        ("::q::x {\n=a\n=b\n}", 1, "q"),
        ("::q::x {\n=a\n}", 1, "q"),
        ("::q::x {\n=a\n~\n}", 3, "q"),
        ("::q::x {\n=a\n~b#c#d\n}", 3, "q"),
        ("::q::x {\n=a\n~b {c}\n}", 3, "q"),
        ("::q::x = y {\n=a\n~b\n}", 1, "q"),
        ("::q::x {\n~%50%a\n~%40%b\n}", 1, "q"),
        ("::q::x {\n=%50%a\n~b\n}", 1, "q"),
        ("::q::x {\n=a\n~%101%b\n}", 3, "q"),
        ("::q::x {\n=a\n~%abc%b\n}", 3, "q"),
        ("::q::x {\n=a\n~%1.234567%b\n}", 3, "q"),
        ("::q::x {\n=a\n~%NaN%b\n}", 3, "q"),
        ("// mark: 0\n::q::x {\n=a\n~b\n}", 1, ""),
        ("::q::x {\n=a\n~b\n}\n\n::q::y {\n=a\n~b\n}", 6, "q"),
        ("::q::x {\n=a\n\n~b\n}", 2, "q"),
    ],
)
def test_faulty_question_is_refused_with_line_and_name(text, line, name):
    with pytest.raises(GiftFault) as fault:
        read_gift(text)
    assert (fault.value.line, fault.value.name) == (line, name)
    assert fault.value.sentence.startswith(name)


texts = (
    st.text(st.one_of(st.sampled_from("\\~=#{}:%/$\n "), st.characters(codec="utf-8", exclude_characters="\r")))
    .map(str.strip)
    .filter(bool)
)
optional = st.one_of(st.just(""), texts)
percents = st.decimals(-100, 99, places=5).map(lambda number: number.normalize() + 0)


@st.composite
def questions(draw, name):
    if draw(st.booleans()):
        options = [Option(draw(texts), Decimal(100), draw(optional))]
        for percent in draw(st.lists(percents, min_size=1, max_size=4)):
            options.append(Option(draw(texts), percent, draw(optional)))
        kind, options = "single", draw(st.permutations(options))
    else:
        shares = draw(st.sampled_from([[100], [50, 50], [25, 75], [Decimal("33.33333")] * 3]))
        wrong = draw(st.lists(percents.filter(lambda percent: percent <= 0), min_size=1, max_size=3))
        kind = "multiple"
        options = [Option(draw(texts), Decimal(percent), draw(optional)) for percent in [*shares, *wrong]]
    mark = draw(st.decimals("0.01", "9999.99", places=2))
    return Question(name, draw(texts), kind, tuple(options), draw(optional), mark)


@st.composite
def banks(draw):
    names = draw(st.lists(texts, unique=True, max_size=3))
    category = draw(st.one_of(st.just(""), st.text("ABC-01 ").map(str.strip)))
    return Bank(category, tuple(draw(questions(name)) for name in names))


@given(banks())
def test_any_questions_survive_a_round_trip(bank):
    assert read_gift(write_gift(bank)) == bank


def fault_of(text: str) -> GiftFault | None:
    try:
        read_gift(text)
    except GiftFault as fault:
        return fault
    return None


@given(st.text(st.one_of(st.sampled_from("\\~=#{}:%$/\n"), st.characters(codec="utf-8"))))
def test_any_text_is_read_or_refused_at_one_of_its_lines(text):
    fault = fault_of(text)
    assert fault is None or 1 <= fault.line <= text.count("\n") + 1
