"""Appraisal sheets: one row for each criterion, with the competencies it speaks about."""

import polars as pl
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from evaluations.actions import reach, scores
from evaluations.imports.competencies import known_competencies
from evaluations.models import Criterion, CriterionCompetency, Framework, FrameworkLevel, Score
from evaluations.models.frameworks import POINT_PLACES, WEIGHT_PLACES
from intake import faults, references, staging
from intake.columns import Choice, Column, Date, Items, Number, Text
from intake.kinds import Changes, Kind
from people.models import User

LEVELS = {"person": FrameworkLevel.PERSON, "unit": FrameworkLevel.UNIT}
OF_THE_FRAMEWORK = ("version", "level", "valid_from", "valid_to")


def known_frameworks() -> pl.DataFrame:
    return references.codes(Framework.objects)


def known_criteria() -> pl.DataFrame:
    """`framework_id`, `criterion_code`, `criterion_id` and `most`, the maximum in whole units."""
    rows = [
        (framework, code, pk, Criterion._meta.get_field("max_points").to_units(most))
        for framework, code, pk, most in Criterion.objects.order_by().values_list(
            "framework_id", "code", "pk", "max_points"
        )
    ]
    schema = {"framework_id": pl.Int64, "criterion_code": pl.String, "criterion_id": pl.Int64, "most": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def check(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    weights, known = _weights(rows), known_competencies()["code"].implode()
    repeated = ~pl.struct("line", "competency").is_first_distinct()
    bad_weight = pl.col("weight").is_null() | (pl.col("weight") <= 0) | repeated
    return rows, [
        *references.differing(rows, "framework_code", OF_THE_FRAMEWORK),
        faults.where(rows, pl.col("valid_to") < pl.col("valid_from"), column="valid_to", code="date_order"),
        faults.where(weights, ~pl.col("competency").is_in(known), column="competencies", code="unknown_competency"),
        faults.where(weights, bad_weight, column="competencies", code="bad_weight"),
        _below_given_points(rows),
    ]


def _weights(rows: pl.DataFrame) -> pl.DataFrame:
    """`line`, `competency`, `weight` (in whole units, null where it is no such number)."""
    named = rows.select("line", pair="competencies").explode("pair").drop_nulls("pair")
    parts = named.select(
        "line",
        competency=pl.col("pair").str.extract(r"^([^:]*)").str.strip_chars(),
        text=pl.col("pair").str.extract(r":(.*)$").str.strip_chars(),
    )
    return parts.select("line", "competency", weight=Number(WEIGHT_PLACES).value(pl.col("text")))


def _below_given_points(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that lower a maximum below points already given; the sums of these people would exceed 100 %."""
    lowered = _with_ids(rows).filter(pl.col("max_points") < pl.col("most"))
    if lowered.is_empty():
        return faults.together([])
    given = Score.objects.filter(criterion__in=lowered["criterion_id"].to_list()).order_by()
    highest = dict(given.values_list("criterion").annotate(Max("points")))
    to_units = Criterion._meta.get_field("max_points").to_units
    units = {pk: to_units(points) for pk, points in highest.items() if points is not None}
    above = pl.col("criterion_id").replace_strict(units, default=None, return_dtype=pl.Int64) > pl.col("max_points")
    return faults.where(lowered, above, column="max_points", code="scores_above_max")


def _with_ids(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `framework_id`, `criterion_id` and `most` as they are in the database."""
    known = known_frameworks()
    return rows.with_columns(framework_id=references.id_of("framework_code", known)).join(
        known_criteria(), on=["framework_id", "criterion_code"], how="left", maintain_order="left"
    )


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    frameworks = staging.merge_owners(
        Framework,
        rows.select(
            "line",
            "valid_from",
            "valid_to",
            code="framework_code",
            version=pl.col("version").fill_null(""),
            level=pl.col("level").fill_null(FrameworkLevel.PERSON.value),
        ),
        key="code",
        write=write,
    )
    criteria = staging.merge(
        Criterion,
        _with_ids(rows).select(
            "line",
            "framework_id",
            "max_points",
            "step",
            code="criterion_code",
            section_code=pl.col("section_code").fill_null(""),
            name_vi=pl.col("name_vi").fill_null(""),
            name_en=pl.col("name_en").fill_null(""),
            position=pl.int_range(1, pl.len() + 1).over("framework_code"),
        ),
        key=["framework_id", "code"],
        write=write,
    )
    owners = _with_ids(rows).select("line", id="criterion_id")
    weights = staging.merge_parts(
        CriterionCompetency,
        _weights(rows)
        .join(owners, on="line")
        .select(
            "line",
            "weight",
            criterion_id="id",
            competency_id=references.id_of("competency", known_competencies()),
        ),
        owner="criterion_id",
        key=["criterion_id", "competency_id"],
        owners=owners,
        write=write,
    )
    if write and (reach.rebuild_reach() or "changed" in criteria["state"]):
        scores.recount()
    return staging.summed_up(criteria, frameworks, weights)


FRAMEWORKS = Kind(
    code="frameworks",
    label=_("Appraisal frameworks"),
    place=2,
    columns=(
        Column("ma_khung", "framework_code", Text(40), required=True),
        Column("phien_ban", "version", Text(20)),
        Column("cap", "level", Choice(LEVELS)),
        Column("ma_muc", "section_code", Text(20)),
        Column("ma_tieu_chi", "criterion_code", Text(20), required=True),
        Column("ten_vi", "name_vi", Text()),
        Column("ten_en", "name_en", Text()),
        Column("diem_toi_da", "max_points", Number(POINT_PLACES, above_zero=True), required=True),
        Column("buoc", "step", Number(POINT_PLACES)),
        Column("nang_luc", "competencies", Items()),
        Column("hieu_luc_tu", "valid_from", Date(), required=True),
        Column("hieu_luc_den", "valid_to", Date()),
    ),
    key=("framework_code", "criterion_code"),
    check=check,
    bring_in=bring_in,
)
