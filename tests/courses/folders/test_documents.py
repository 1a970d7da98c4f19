import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.folders.documents import read_document, write_document
from courses.folders.errors import FolderRefused


def written(tmp_path, content: bytes | str):
    path = tmp_path / "course.md"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_document_is_read_in_its_parts(tmp_path):
    document = read_document(
        written(tmp_path, '\ufeff---\r\ncode: GT-01\r\ntitle: "A: b"\r\n---\r\n\r\nText\r\n\r\nMore\r\n')
    )
    assert document.fields == {"code": "GT-01", "title": "A: b"}
    assert document.lines == {"code": 2, "title": 3}
    assert (document.body, document.body_line) == ("Text\n\nMore", 6)


def test_numbers_are_taken_as_they_are_written(tmp_path):
    document = read_document(written(tmp_path, "---\nhours: 0.10\ncode: 0012\n---\n"))
    assert document.number("hours", "1", places=2) == Decimal("0.10")
    assert document.fields["code"] == "0012"


def test_text_is_brought_to_nfc(tmp_path):
    decomposed = unicodedata.normalize("NFD", "Bồi dưỡng")
    assert read_document(written(tmp_path, f"---\ntitle: {decomposed}\n---\n")).fields["title"] == "Bồi dưỡng"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"---\ntitle: x\n", 1),
        (b"title: x\n", 1),
        (b"---\ntitle: x\n---\nab\n\xff\n", 5),
        (b"---\ntitle: x\n---\n\0\n", 4),
        (b"---\ntitle: x\ntitle: y\n---\n", 3),
        (b"---\ntitle: x\nlede: [a, b]\n---\n", 3),
        (b"---\n- x\n---\n", 2),
        (b"---\ntitle: x\nlede: 'a\n---\n", 3),
        (b"---\ntitle: \x07\n---\n", 2),
    ],
)
def test_unreadable_document_is_refused_at_its_line(tmp_path, content, line):
    with pytest.raises(FolderRefused) as refusal:
        read_document(written(tmp_path, content))
    [fault] = refusal.value.faults
    assert (fault.path.name, fault.line) == ("course.md", line)


@pytest.mark.parametrize("value", ["-1", "1000", "1.234", "NaN", "Infinity", "1e3", "x", "1,5"])
def test_what_is_no_number_in_range_is_refused(tmp_path, value):
    document = read_document(written(tmp_path, f"---\ntitle: x\nhours: {value}\n---\n"))
    with pytest.raises(FolderRefused, match=r"course\.md:3: .*hours"):
        document.number("hours", "1", places=2)


def test_flag_that_is_neither_yes_nor_no_is_refused(tmp_path):
    document = read_document(written(tmp_path, "---\nrequired: perhaps\n---\n"))
    with pytest.raises(FolderRefused, match=r":2: .*perhaps"):
        document.flag("required", default=True)


@given(
    title=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])).map(
        lambda text: unicodedata.normalize("NFC", text).strip()
    )
)
def test_any_title_survives_a_round_trip(tmp_path_factory, title):
    path = written(tmp_path_factory.mktemp("folder"), write_document({"title": title}, "Text"))
    assert read_document(path).fields == ({"title": title} if title else {})
