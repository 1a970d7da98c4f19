"""Rules: which score or event assigns which course."""

import polars as pl
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from evaluations.imports import evaluations, feedback, inspections
from evaluations.imports.competencies import known_competencies
from intake import faults, references
from intake.columns import Choice, Column, Flag, Items, Number, Reference, Text
from intake.kinds import Changes, Kind
from people.models import User
from training.actions import rules
from training.models import RuleKind, RuleMode, RuleVersion
from training.models.rules import THRESHOLD_PLACES

KINDS = {kind.value: kind.value for kind in RuleKind}
MODES = {mode.value: mode.value for mode in RuleMode}
SOURCES = {
    **dict.fromkeys(RuleKind.from_scores(), evaluations.SOURCES),
    RuleKind.COMPLAINTS: feedback.CATEGORIES,
    RuleKind.INSPECTION: inspections.ITEMS,
}
# A drop compares the newest two periods with at least one before them.
PERIODS_OF_A_DROP = 3
MOST_DAYS = 36_500


def known_courses() -> pl.DataFrame:
    return references.codes(CoursePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE))


def check(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    on_scores = pl.col("kind").is_in([kind.value for kind in RuleKind.from_scores()])
    needed = ("competency", "periods", "min_periods")
    fewest = pl.when(pl.col("kind") == RuleKind.DROP.value).then(PERIODS_OF_A_DROP).otherwise(1)
    in_range = pl.col("min_periods").is_between(fewest, pl.col("periods"))
    return rows, [
        *(faults.where(rows, on_scores & pl.col(name).is_null(), column=name, code="missing_value") for name in needed),
        faults.where(rows, on_scores & ~in_range, column="min_periods", code="out_of_range"),
        *(
            faults.where(
                _sources_of(rows, kind), ~pl.col("source").is_in(list(words)), column="sources", code="bad_source"
            )
            for kind, words in SOURCES.items()
        ),
    ]


def _sources_of(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    of_kind = rows.filter(pl.col("kind") == str(kind))
    return of_kind.select("line", source="sources").explode("source").drop_nulls("source")


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    """Rules are few: one at a time, each through the action that keeps its history."""
    counted = {"new": 0, "changed": 0, "unchanged": 0}
    known = rules.known_codes()
    for row in rows.iter_rows(named=True):
        given = {"code": row["code"], "active": row["active"], **_version(row)}
        state = ("changed" if row["code"] in known else "new") if rules.differs(**given) else "unchanged"
        counted[state] += 1
        if write and state != "unchanged":
            rules.save_version(by=by, **given)
    return Changes(counted["new"], counted["changed"], counted["unchanged"])


def _version(row: dict[str, object]) -> dict[str, object]:
    """The fields of a RuleVersion."""
    same = ("name_vi", "name_en", "kind", "periods", "min_periods", "lookback_days", "due_days", "cooldown_days")
    return {
        **{name: row[name] for name in (*same, "priority", "mode")},
        "competency_id": row["competency"],
        "course_id": row["course_code"],
        "threshold": RuleVersion._meta.get_field("threshold").from_units(row["threshold"]),
        "sources": [str(SOURCES[row["kind"]][word]) for word in row["sources"]],
    }


RULES = Kind(
    code="rules",
    label=_("Rules"),
    place=10,
    columns=(
        Column("ma_quy_tac", "code", Text(40), required=True),
        Column("ten_vi", "name_vi", Text(), required=True),
        Column("ten_en", "name_en", Text(), required=True),
        Column("loai", "kind", Choice(KINDS), required=True),
        Column("nang_luc", "competency", Reference("unknown_competency", known_competencies)),
        Column("nguong", "threshold", Number(THRESHOLD_PLACES, signed=True), required=True),
        Column("so_ky", "periods", Number(at_least=1, at_most=1000)),
        Column("so_ky_toi_thieu", "min_periods", Number(at_least=1, at_most=1000)),
        Column("so_ngay_xet", "lookback_days", Number(at_most=MOST_DAYS), required=True),
        Column("nguon", "sources", Items(), required=True),
        Column("ma_khoa", "course_code", Reference("unknown_course", known_courses), required=True),
        Column("han_ngay", "due_days", Number(at_most=MOST_DAYS), required=True),
        Column("gian_cach_ngay", "cooldown_days", Number(at_most=MOST_DAYS), required=True),
        Column("uu_tien", "priority", Number(at_least=1, at_most=1000), required=True),
        Column("che_do", "mode", Choice(MODES), required=True),
        Column("hieu_luc", "active", Flag(), required=True),
    ),
    key=("code",),
    check=check,
    bring_in=bring_in,
)
