"""Inspection visits: one row for each item looked at, for the unit or for a person."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from evaluations.models import Finding, Inspection, InspectionItem, InspectionKind
from intake import references, staging
from intake.columns import Choice, Column, Date, Flag, Number, Reference, Text
from intake.kinds import Changes, Kind
from people.imports.staff import known_people
from people.imports.units import known_units
from people.models import User

KINDS = {"dinh_ky": InspectionKind.PLANNED, "dot_xuat": InspectionKind.UNANNOUNCED}
ITEMS = {
    "gio_giac": InspectionItem.PUNCTUALITY,
    "trang_phuc": InspectionItem.ATTIRE,
    "the_ten": InspectionItem.BADGE,
    "niem_yet_tthc": InspectionItem.PROCEDURES_POSTED,
    "niem_yet_quy_tac": InspectionItem.CODE_POSTED,
    "giao_tiep": InspectionItem.COMMUNICATION,
}
OF_THE_VISIT = ("date", "unit_code", "kind", "inspected_count")


def check(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    return rows, references.differing(rows, "inspection_id", OF_THE_VISIT)


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    visits = staging.merge_owners(
        Inspection,
        rows.select(
            "line",
            "inspected_count",
            reference="inspection_id",
            inspected_on="date",
            unit_id="unit_code",
            kind=pl.col("kind").fill_null(""),
        ),
        key="reference",
        write=write,
    )
    findings = staging.merge(
        Finding,
        rows.select(
            "line",
            "fixed",
            inspection_id=references.id_of("inspection_id", references.codes(Inspection.objects, "reference")),
            item="item_code",
            person_id="staff_id",
            count="findings",
        ),
        key=["inspection_id", "item", "person_id"],
        write=write,
    )
    return staging.summed_up(findings, visits)


INSPECTIONS = Kind(
    code="inspections",
    label=_("Inspections"),
    place=9,
    columns=(
        Column("ma_cuoc", "inspection_id", Text(40), required=True),
        Column("ngay", "date", Date(), required=True),
        Column("ma_don_vi", "unit_code", Reference("unknown_unit", known_units), required=True),
        Column("hinh_thuc", "kind", Choice(KINDS)),
        Column("so_nguoi_kiem_tra", "inspected_count", Number(at_most=1_000_000)),
        Column("ma_noi_dung", "item_code", Choice(ITEMS), required=True),
        Column("so_vi_pham", "findings", Number(at_most=1_000_000), required=True),
        Column("ma_cb", "staff_id", Reference("unknown_staff", known_people)),
        Column("da_khac_phuc", "fixed", Flag()),
    ),
    key=("inspection_id", "item_code", "staff_id"),
    check=check,
    bring_in=bring_in,
)
