"""The tree of competencies, in the order of the file."""

import polars as pl
from django.utils.translation import gettext_lazy as _

from evaluations.actions import reach, scores
from evaluations.models import Competency
from intake import faults, references, staging
from intake.circles import in_circles
from intake.columns import Column, Reference, Text
from intake.kinds import Changes, Kind
from people.models import User


def known_competencies() -> pl.DataFrame:
    return references.codes(Competency.objects)


def check(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    parents = dict(Competency.objects.filter(parent__isnull=False).values_list("code", "parent__code"))
    parents.update(rows.select("code", "parent").iter_rows())
    circling = pl.col("code").is_in(in_circles(parents))
    return rows, [faults.where(rows, circling, column="parent", code="circle")]


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    nodes = staging.merge(
        Competency,
        rows.select("line", "code", "name_vi", "name_en", position=pl.int_range(1, pl.len() + 1)),
        key=["code"],
        write=write,
    )
    parents = staging.merge(
        Competency,
        rows.select("line", "code", parent_id=references.id_of("parent", known_competencies())),
        key=["code"],
        write=write,
    )
    if write and reach.rebuild_reach():
        scores.recount()
    return staging.summed_up(nodes, parents)


COMPETENCIES = Kind(
    code="competencies",
    label=_("Competencies"),
    place=1,
    columns=(
        Column("ma_nang_luc", "code", Text(40), required=True),
        Column("ma_cha", "parent", Reference("unknown_competency", known_competencies, own_file="code")),
        Column("ten_vi", "name_vi", Text(), required=True),
        Column("ten_en", "name_en", Text(), required=True),
    ),
    key=("code",),
    check=check,
    bring_in=bring_in,
)
