"""Appraisal points in the long form: one row for each line of each sheet. Set operations only; files are large."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from evaluations.actions import scores
from evaluations.imports.frameworks import known_criteria, known_frameworks
from evaluations.imports.periods import known_periods
from evaluations.models import Appraisal, AppraisalSource, Framework, Period, Score, ScoreStatus
from evaluations.models.frameworks import POINT_PLACES
from intake import faults
from intake.columns import Choice, Column, Date, Number, Reference, Text
from intake.kinds import Changes, Kind
from intake.staging import Merge
from people.imports.staff import known_people
from people.imports.units import known_units
from people.models import User

SOURCES = {
    "tu_cham": AppraisalSource.SELF,
    "cap_tham_quyen": AppraisalSource.AUTHORITY,
    "quan_ly": AppraisalSource.MANAGER,
    "dong_nghiep": AppraisalSource.PEER,
    "cong_dan": AppraisalSource.CITIZEN,
}
STATUSES = {"nhap": ScoreStatus.DRAFT, "chinh_thuc": ScoreStatus.FINAL, "khieu_nai": ScoreStatus.APPEALED}

SHEET = ["person_id", "unit_id", "framework_id", "period_id", "source"]


def check(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    rows = rows.rename(
        {"staff_id": "person_id", "unit_code": "unit_id", "framework_code": "framework_id", "period": "period_id"}
    )
    rows = rows.join(known_criteria(), on=["framework_id", "criterion_code"], how="left", maintain_order="left")
    named = pl.col("framework_id").is_not_null() & pl.col("criterion_code").is_not_null()
    unknown = named & pl.col("criterion_id").is_null()
    closed = pl.struct("framework_id", "period_id").is_in(_closed_pairs().implode())
    return rows, [
        faults.where(rows, unknown, column="criterion_code", code="unknown_criterion"),
        faults.where(rows, pl.col("points") > pl.col("most"), column="points", code="over_max"),
        faults.where(rows, pl.col("max_points") != pl.col("most"), column="max_points", code="wrong_max"),
        faults.where(rows, closed, column="framework_code", code="framework_closed"),
    ]


def _closed_pairs() -> pl.Series:
    """Every framework with every period it is not valid on each day of, as structs of their ids."""
    frameworks = list(Framework.objects.values_list("pk", "valid_from", "valid_to"))
    pairs = [
        {"framework_id": framework, "period_id": period}
        for period, start, end in Period.objects.values_list("pk", "starts_on", "ends_on")
        for framework, valid_from, valid_to in frameworks
        if valid_from > start or (valid_to is not None and valid_to < end)
    ]
    return pl.Series(pairs, dtype=pl.Struct({"framework_id": pl.Int64, "period_id": pl.Int64}))


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    lines = _with_sheets(rows, write=write).select(
        "line", "appraisal_id", "criterion_id", "points", "status", "finalised_on"
    )
    with Merge(Score, lines, key=["appraisal_id", "criterion_id"]) as merging:
        changes = merging.counts()
        if write and changes.created + changes.changed:
            merging.write()
            scores.recount(appraisals=Appraisal.objects.filter(merging.holding("appraisal_id", "pk")))
    return changes


def _with_sheets(rows: pl.DataFrame, *, write: bool) -> pl.DataFrame:
    """The rows with `appraisal_id`, null where the sheet is new and nothing was written."""
    sheets = rows.group_by(SHEET, maintain_order=True).agg(pl.col("line").first())
    with Merge(Appraisal, sheets.select("line", *SHEET), key=SHEET) as merging:
        if write:
            merging.write()
        ids = merging.ids().rename({"id": "appraisal_id"})
    numbered = sheets.with_columns(pl.col("line").cast(pl.Int64)).join(ids, on="line", how="left").drop("line")
    return rows.join(numbered, on=SHEET, how="left", nulls_equal=True)


EVALUATIONS = Kind(
    code="evaluations",
    label=_("Appraisal points"),
    place=6,
    columns=(
        Column("ma_cb", "staff_id", Reference("unknown_staff", known_people), required=True),
        Column("ho_va_ten", "full_name", Text(read_by_people=True)),
        Column("ma_don_vi", "unit_code", Reference("unknown_unit", known_units)),
        Column("ma_khung", "framework_code", Reference("unknown_framework", known_frameworks), required=True),
        Column("ky_danh_gia", "period", Reference("unknown_period", known_periods), required=True),
        Column("nguon", "source", Choice(SOURCES, "bad_source"), required=True),
        Column("ma_tieu_chi", "criterion_code", Text(20), required=True),
        Column("diem", "points", Number(POINT_PLACES), required=True, may_be_empty=True),
        Column("diem_toi_da", "max_points", Number(POINT_PLACES)),
        Column("trang_thai", "status", Choice(STATUSES, "bad_status"), required=True),
        Column("ngay_chot", "finalised_on", Date()),
    ),
    key=("person_id", "unit_id", "framework_id", "period_id", "source", "criterion_id"),
    check=check,
    bring_in=bring_in,
)
