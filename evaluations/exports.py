"""Scores as other tools read them: percents of every person, period and source by competency."""

from collections.abc import Iterator
from itertools import groupby

from evaluations.models import AppraisalSource, Competency, CompetencyScore
from evaluations.scoring import percent, rounded

SOURCE_CODES = {
    AppraisalSource.SELF: "tu_cham",
    AppraisalSource.AUTHORITY: "cap_tham_quyen",
    AppraisalSource.MANAGER: "quan_ly",
    AppraisalSource.PEER: "dong_nghiep",
    AppraisalSource.CITIZEN: "cong_dan",
}
PLACES = 4


def score_columns() -> list[str]:
    return ["staff_id", "period", "source", *Competency.objects.values_list("code", flat=True)]


def scores() -> Iterator[list[str]]:
    """One row for each person, period and source with any score; empty where there is none."""
    codes = list(Competency.objects.values_list("code", flat=True))
    found = CompetencyScore.objects.values_list(
        "person__staff_number", "period__code", "source", "competency__code", "points_sum", "max_sum"
    )
    ordered = sorted(found, key=lambda row: (row[0], row[1], SOURCE_CODES[row[2]]))
    for (staff, period, source), group in groupby(ordered, key=lambda row: row[:3]):
        percents = {code: rounded(percent(points, most), PLACES) for *_, code, points, most in group}
        yield [staff, period, SOURCE_CODES[source], *(f"{percents[c]:.4f}" if c in percents else "" for c in codes)]
