"""Units with their parents and successors."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from intake import faults, references, staging
from intake.circles import in_circles
from intake.columns import Choice, Column, Date, Items, Reference, Text
from intake.kinds import Changes, Kind
from people.models import Unit, UnitKind, UnitLevel, UnitSuccession, User

KINDS = {
    "ubnd_tinh": UnitKind.PROVINCE,
    "so": UnitKind.DEPARTMENT,
    "ban": UnitKind.BOARD,
    "don_vi_su_nghiep": UnitKind.PUBLIC_UNIT,
    "phong": UnitKind.DIVISION,
    "ubnd_xa": UnitKind.COMMUNE,
    "phuong": UnitKind.WARD,
    "ttpvhcc": UnitKind.SERVICE_CENTRE,
    "huyen": UnitKind.DISTRICT,
}
LEVELS = {"tinh": UnitLevel.PROVINCE, "huyen": UnitLevel.DISTRICT, "xa": UnitLevel.COMMUNE}


def known_units() -> pl.DataFrame:
    return references.codes(Unit.objects)


def check(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    successors = _successors(rows)
    known = pl.concat([known_units()["code"], rows["unit_code"].drop_nulls()]).implode()
    return rows, [
        faults.where(rows, pl.col("valid_to") < pl.col("valid_from"), column="valid_to", code="date_order"),
        faults.where(successors, ~pl.col("successor").is_in(known), column="successor_code", code="unknown_unit"),
        faults.where(
            successors, pl.col("successor") == pl.col("unit_code"), column="successor_code", code="own_successor"
        ),
        _circles(rows),
    ]


def _successors(rows: pl.DataFrame) -> pl.DataFrame:
    """`line`, `unit_code`, `successor`: one row for each pair, each pair once."""
    return (
        rows.select("line", "unit_code", successor="successor_code")
        .explode("successor")
        .drop_nulls("successor")
        .unique(["unit_code", "successor"], keep="first", maintain_order=True)
    )


def _circles(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that would stand above themselves, in the tree as it would be with the whole file."""
    parents = dict(Unit.objects.filter(parent__isnull=False).values_list("code", "parent__code"))
    parents.update(rows.select("unit_code", "parent_code").iter_rows())
    in_circle = in_circles(parents)
    return faults.where(rows, pl.col("unit_code").is_in(in_circle), column="parent_code", code="circle")


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    units = staging.merge(
        Unit,
        rows.select(
            "line", "valid_from", "valid_to", code="unit_code", name="unit_name", kind="unit_type", level="level",
            legal_basis=pl.col("legal_basis").fill_null(""),
        ),
        key=["code"],
        write=write,
    )  # fmt: skip
    ids = known_units()
    parents = staging.merge(
        Unit,
        rows.select("line", code="unit_code", parent_id=references.id_of("parent_code", ids)),
        key=["code"],
        write=write,
    )
    owners = rows.select("line", id=references.id_of("unit_code", ids))
    successions = staging.merge_parts(
        UnitSuccession,
        _successors(rows).select(
            "line", unit_id=references.id_of("unit_code", ids), successor_id=references.id_of("successor", ids)
        ),
        owner="unit_id",
        key=["unit_id", "successor_id"],
        owners=owners,
        write=write,
    )
    return staging.summed_up(units, parents, successions)


UNITS = Kind(
    code="units",
    label=_("Units"),
    place=4,
    columns=(
        Column("ma_don_vi", "unit_code", Text(40), required=True),
        Column("ten_don_vi", "unit_name", Text(), required=True),
        Column("ma_don_vi_cha", "parent_code", Reference("unknown_unit", known_units, own_file="unit_code")),
        Column("loai_don_vi", "unit_type", Choice(KINDS), required=True),
        Column("cap", "level", Choice(LEVELS), required=True),
        Column("hieu_luc_tu", "valid_from", Date(), required=True),
        Column("hieu_luc_den", "valid_to", Date()),
        Column("ma_don_vi_ke_thua", "successor_code", Items()),
        Column("can_cu_phap_ly", "legal_basis", Text()),
    ),
    key=("unit_code",),
    check=check,
    bring_in=bring_in,
)
