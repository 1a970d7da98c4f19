"""Training taken elsewhere, or here before this platform."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from courses.models import TrainingRecord, TrainingResult
from intake import staging
from intake.columns import Choice, Column, Date, Number, Reference, Text
from intake.kinds import Changes, Kind
from people.imports.staff import known_people
from people.models import User

RESULTS = {
    "hoan_thanh": TrainingResult.COMPLETED,
    "khong_dat": TrainingResult.FAILED,
    "bo_hoc": TrainingResult.DROPPED_OUT,
}
HOUR_PLACES = 2


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    records = rows.select(
        "line",
        "course_code",
        "started_on",
        "ended_on",
        "result",
        person_id="staff_id",
        course_name=pl.col("course_name").fill_null(""),
        organiser=pl.col("organiser").fill_null(""),
        hours=pl.col("hours").cast(pl.Decimal(18, HOUR_PLACES)) / 10**HOUR_PLACES,
        certificate_number=pl.col("certificate_no").fill_null(""),
    )
    key = ["person_id", "course_code", "ended_on"]
    return staging.summed_up(staging.merge(TrainingRecord, records, key=key, write=write))


TRAINING_HISTORY = Kind(
    code="training_history",
    label=_("Earlier training"),
    place=7,
    columns=(
        Column("ma_cb", "staff_id", Reference("unknown_staff", known_people), required=True),
        Column("ma_khoa", "course_code", Text(40), required=True),
        Column("ten_khoa", "course_name", Text()),
        Column("don_vi_to_chuc", "organiser", Text()),
        Column("tu_ngay", "started_on", Date()),
        Column("den_ngay", "ended_on", Date(), required=True),
        Column("so_gio", "hours", Number(HOUR_PLACES, at_most=9999)),
        Column("ket_qua", "result", Choice(RESULTS), required=True),
        Column("so_giay_xac_nhan", "certificate_no", Text(80)),
    ),
    key=("staff_id", "course_code", "ended_on"),
    bring_in=bring_in,
)
