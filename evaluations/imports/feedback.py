"""Citizens' reports."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from evaluations.models import CitizenSignal, SignalCategory, SignalChannel, SignalOutcome
from intake import staging
from intake.columns import Choice, Column, Date, Number, Reference, Text
from intake.kinds import Changes, Kind
from people.imports.staff import known_people
from people.imports.units import known_units
from people.models import User

CHANNELS = {
    "quay": SignalChannel.COUNTER,
    "dien_thoai": SignalChannel.PHONE,
    "cong_dvcqg": SignalChannel.PORTAL,
    "hop_thu": SignalChannel.MAILBOX,
    "zalo": SignalChannel.ZALO,
}
CATEGORIES = {
    "thai_do": SignalCategory.ATTITUDE,
    "cham_tre": SignalCategory.DELAY,
    "thieu_huong_dan": SignalCategory.GUIDANCE,
    "nhung_nhieu": SignalCategory.HARASSMENT,
    "khac": SignalCategory.OTHER,
}
OUTCOMES = {
    "dung": SignalOutcome.RIGHT,
    "dung_mot_phan": SignalOutcome.PARTLY_RIGHT,
    "sai": SignalOutcome.WRONG,
    "dang_xac_minh": SignalOutcome.OPEN,
}


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    signals = rows.select(
        "line",
        "category",
        "severity",
        "outcome",
        "outcome_on",
        reference="feedback_id",
        reported_on="date",
        unit_id="unit_code",
        person_id="staff_id",
        channel=pl.col("channel").fill_null(""),
    )
    return staging.summed_up(staging.merge(CitizenSignal, signals, key=["reference"], write=write))


FEEDBACK = Kind(
    code="feedback",
    label=_("Citizens' reports"),
    place=8,
    columns=(
        Column("ma_phan_anh", "feedback_id", Text(40), required=True),
        Column("ngay", "date", Date(), required=True),
        Column("ma_don_vi", "unit_code", Reference("unknown_unit", known_units), required=True),
        Column("ma_cb", "staff_id", Reference("unknown_staff", known_people)),
        Column("kenh", "channel", Choice(CHANNELS)),
        Column("loai", "category", Choice(CATEGORIES, "bad_category"), required=True),
        Column("muc_do", "severity", Number(at_least=1, at_most=3), required=True),
        Column("ket_luan", "outcome", Choice(OUTCOMES), required=True),
        Column("ngay_ket_luan", "outcome_on", Date()),
    ),
    key=("feedback_id",),
    bring_in=bring_in,
)
