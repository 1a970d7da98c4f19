"""The command: a file is taken in as a whole or not at all, and every refusal says why."""

import unicodedata

import pytest
from django.core.management import CommandError, call_command

from intake.models import BatchState, ImportBatch
from people.models import Unit, User
from tests.intake.files import STAFF, TWO_UNITS, UNITS, status_of, write

pytestmark = pytest.mark.django_db


def test_one_wrong_row_refuses_the_whole_file(tmp_path):
    text = TWO_UNITS + "C,Phòng C,KHONG-CO,phong,xa,01/07/2025,,\n"
    assert status_of("units", write(tmp_path, "units.csv", text)) == 1
    assert Unit.objects.count() == 0
    assert ImportBatch.objects.get().state == BatchState.REFUSED


def test_dry_run_counts_and_writes_nothing(tmp_path, capsys):
    assert status_of("units", write(tmp_path, "units.csv", TWO_UNITS), dry_run=True) == 0
    assert "2 new, 0 changed, 0 unchanged" in capsys.readouterr().out
    assert not Unit.objects.exists()
    assert not ImportBatch.objects.exists()


def test_headers_mixed_marked_and_decomposed(tmp_path):
    text = TWO_UNITS.replace("unit_code", "MA_DON_VI").replace("unit_name", " Ten_Don_Vi ").replace(",", ";")
    file = tmp_path / "units.csv"
    file.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", text).replace("\n", "\r\n").encode())
    assert status_of("units", file) == 0
    assert Unit.objects.get(code="B").name == "Phòng B"


def test_leading_zeros_and_case_make_other_people(tmp_path):
    status_of("units", write(tmp_path, "units.csv", TWO_UNITS))
    people = "".join(f"{number},Lan,A,,CV-01,cong_chuc,dang_lam,,,\n" for number in ("0004271", "4271", "cc-1", "CC-1"))
    assert status_of("staff", write(tmp_path, "staff.csv", STAFF + people)) == 0
    assert set(User.objects.values_list("staff_number", flat=True)) == {"0004271", "4271", "cc-1", "CC-1"}


def test_errors_are_listed_up_to_fifty_and_counted(tmp_path, capsys):
    rows = "".join(f"U{n},Phòng,,phong,xa,32/01/2025,,\n" for n in range(60))
    assert status_of("units", write(tmp_path, "units.csv", UNITS + rows)) == 1
    shown = capsys.readouterr().err
    assert "units.csv:2: valid_from: bad_date: “32/01/2025” is not a date." in shown
    assert shown.count("bad_date") == 50
    assert "10 more" in shown


def test_picture_renamed_to_csv_gets_a_clear_answer(tmp_path, capsys):
    file = tmp_path / "units.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    assert status_of("units", file) == 2
    assert "This is not a text file" in capsys.readouterr().err


def test_unknown_kind_missing_file_and_oversize_are_told(tmp_path, settings):
    file = write(tmp_path, "units.csv", TWO_UNITS)
    with pytest.raises(CommandError, match=r"sipas.*Choose one of") as refused:
        call_command("import_data", "sipas", file)
    assert refused.value.returncode == 2
    assert status_of("units", tmp_path / "khong-co.csv") == 2
    settings.IMPORT_MAX_MB = 0
    with pytest.raises(CommandError, match="at most 0 MB") as refused:
        call_command("import_data", "units", file)
    assert refused.value.returncode == 2
    assert not ImportBatch.objects.exists()
