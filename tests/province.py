"""A whole province of sample data, brought in through the public commands."""

import gzip
from pathlib import Path

from django.core.management import call_command

PROVINCE = Path(__file__).parent / "data" / "province"
EXPECTED = PROVINCE / "expected"
COURSES = Path(__file__).parent.parent / "content" / "courses"
KINDS = [
    "competencies", "frameworks", "periods", "units", "staff", "evaluations", "training_history", "feedback",
    "inspections", "rules",
]  # fmt: skip


def load_province(folder: Path, upto: str = KINDS[-1]) -> None:
    """Import the six courses, then every kind of file in order up to the given one. `folder` is for unpacking."""
    for course in sorted(COURSES.iterdir()):
        call_command("import_course", course)
    for kind in KINDS[: KINDS.index(upto) + 1]:
        import_kind(kind, folder)


def import_kind(kind: str, folder: Path) -> None:
    file = PROVINCE / f"{kind}.csv"
    if kind == "evaluations":
        file = folder / "evaluations_long.csv"
        file.write_bytes(gzip.decompress((PROVINCE / "evaluations_long.csv.gz").read_bytes()))
    call_command("import_data", kind, file)


def expected(name: str) -> str:
    packed = EXPECTED / f"{name}.csv.gz"
    if packed.exists():
        return gzip.decompress(packed.read_bytes()).decode()
    return (EXPECTED / f"{name}.csv").read_text().replace("\r\n", "\n")
