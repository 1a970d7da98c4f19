"""Tables come out the same however they were written, and what is no table is refused with its reason."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.faults import Unreadable
from intake.reading import read_table

ALIASES = {"ma": "code", "code": "code", "ten": "name", "name": "name", "ghi": "note"}


def read(text: str | bytes, required=("code",)):
    raw = text.encode() if isinstance(text, str) else text
    return read_table(raw, aliases=ALIASES, required=required)


def rows(text, columns=("line", "code", "name")):
    return read(text).cells.select(columns).rows()


def refusals(text):
    with pytest.raises(Unreadable) as refused:
        read(text)
    return refused.value.faults.select("line", "column", "code").rows()


def faults(text):
    return read(text).faults.select("line", "code").rows()


@pytest.mark.parametrize("raw", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", "\u00a0\n".encode()])
def test_blanks_only_are_an_empty_file(raw):
    assert refusals(raw) == [(0, "", "empty_file")]


def test_nul_byte_is_told_before_the_encoding():
    assert refusals(b"ma\n\xff\0") == [(0, "", "nul_byte")]


def test_other_encodings_are_refused():
    assert refusals("ma\nĐ".encode("cp1258")) == [(0, "", "encoding_not_utf8")]


def test_every_missing_column_is_named():
    with pytest.raises(Unreadable) as refused:
        read("ghi\nx", required=("code", "name"))
    assert refused.value.faults.select("line", "column", "code").rows() == [
        (1, "code", "missing_column"),
        (1, "name", "missing_column"),
    ]


def test_header_alone_has_no_rows():
    assert refusals("ma,ten\n\n,\n") == [(1, "", "no_rows")]


def test_column_named_twice_is_refused():
    assert refusals("ma,code\n1,2") == [(1, "code", "duplicate_column")]


def test_headers_in_any_case_order_and_language():
    assert rows("TEN, Code \nLan,A1") == [(2, "A1", "Lan")]


def test_other_columns_are_named_and_absent_ones_empty():
    table = read("ma,khac\nA1,x")
    assert table.extra == ["khac"]
    assert table.cells["name"].to_list() == [None]


def test_empty_lines_count_and_are_left_out():
    assert rows("ma,ten\r\n\r\nA1,x\r\n , \r\nA2,y") == [(3, "A1", "x"), (5, "A2", "y")]


def test_semicolon_is_told_by_the_header():
    assert rows("ma;ten\nA1;2,5") == [(2, "A1", "2,5")]


def test_quotes_hold_separators_quotes_and_line_breaks():
    assert rows('ma,ten\nA1,"x, ""y"""\nA2,"two\nlines"\nA3,z') == [
        (2, "A1", 'x, "y"'),
        (3, "A2", "two lines"),
        (5, "A3", "z"),
    ]


def test_texts_are_composed_and_their_blanks_made_one():
    decomposed = unicodedata.normalize("NFD", "Nguyễn")
    assert rows(f"ma,ten\n 0042\u00a0,{decomposed}  Thị\u00a0 Lan ") == [(2, "0042", "Nguyễn Thị Lan")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ma,ten\nA1,2,5\nA2,x", [(2, "column_count")]),
        ("ma,ten\nA1\nA2,x", [(2, "column_count")]),
        ('ma,ten\nA1,"x"y\nA2,x', [(2, "bad_quotes")]),
        ('ma,ten\nA1,"x', [(2, "bad_quotes")]),
    ],
)
def test_lines_that_cannot_be_divided(text, found):
    assert faults(text) == found


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
cells = st.one_of(words, st.sampled_from(["a,b", "a;b", 'say "x"', "0042", ""]))
tables = st.lists(st.tuples(words, cells), min_size=1, max_size=8)


@given(
    tables,
    st.sampled_from(",;"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["", " ", "\u00a0"]),
)
def test_separator_line_end_mark_quotes_and_blanks_do_not_matter(table, separator, end, marked, quoting, blank):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerow(["ma", "ten"])
    writer.writerows((code, name if name.startswith('"') else f"{blank}{name}{blank}") for code, name in table)
    raw = (b"\xef\xbb\xbf" if marked else b"") + buffer.getvalue().encode()
    wanted = [(unicodedata.normalize("NFC", code), unicodedata.normalize("NFC", name) or None) for code, name in table]
    assert read(raw).cells.select("code", "name").rows() == wanted
