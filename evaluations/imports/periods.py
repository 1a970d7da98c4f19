"""Appraisal periods, open and closed."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from evaluations.models import Period, PeriodKind
from intake import faults, references, staging
from intake.columns import Choice, Column, Date, Text
from intake.kinds import Changes, Kind
from people.models import User

KINDS = {"quarter": PeriodKind.QUARTER, "month": PeriodKind.MONTH, "year": PeriodKind.YEAR}


def known_periods() -> pl.DataFrame:
    return references.codes(Period.objects)


def check(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    return rows, [faults.where(rows, pl.col("end") < pl.col("start"), column="end", code="date_order")]


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    columns = rows.select("line", "kind", "closed_on", code="period", starts_on="start", ends_on="end")
    return staging.summed_up(staging.merge(Period, columns, key=["code"], write=write))


PERIODS = Kind(
    code="periods",
    label=_("Appraisal periods"),
    place=3,
    columns=(
        Column("ky_danh_gia", "period", Text(20), required=True),
        Column("loai_ky", "kind", Choice(KINDS), required=True),
        Column("tu_ngay", "start", Date(), required=True),
        Column("den_ngay", "end", Date(), required=True),
        Column("ngay_khoa_so", "closed_on", Date()),
    ),
    key=("period",),
    check=check,
    bring_in=bring_in,
)
