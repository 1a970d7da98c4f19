"""People with their present post. A new post closes the one before, which stays as history."""

import polars as pl
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake import faults, references, staging
from intake.columns import Choice, Column, Date, Flag, Reference, Text
from intake.kinds import Changes, Kind
from people.imports.units import known_units
from people.models import Posting, StaffCategory, StaffStatus, User

CATEGORIES = {
    "can_bo": StaffCategory.CADRE,
    "cong_chuc": StaffCategory.CIVIL_SERVANT,
    "vien_chuc": StaffCategory.PUBLIC_EMPLOYEE,
    "hop_dong": StaffCategory.CONTRACT,
}
STATUSES = {
    "dang_lam": StaffStatus.AT_WORK,
    "nghi_thai_san": StaffStatus.MATERNITY,
    "biet_phai": StaffStatus.SECONDED,
    "nghi_viec": StaffStatus.LEFT,
}
LANGUAGES = {"vi": "vi", "en": "en"}
MAIL_ADDRESS = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"

# A person whose file row differs in one of these has moved; anything else corrects the post they are in.
WHAT_MAKES_A_POST = ("unit_id", "position", "title", "job_position_code")


def known_people() -> pl.DataFrame:
    return references.codes(User.objects, "staff_number")


def check(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    return rows, [faults.where(rows, pl.col("post_to") < pl.col("post_from"), column="post_to", code="date_order")]


def bring_in(rows: pl.DataFrame, *, write: bool, by: User | None) -> Changes:
    people = staging.merge(
        User,
        rows.select(
            "line",
            "full_name",
            "category",
            "status",
            staff_number="staff_id",
            email=_or_empty("work_email"),
            phone=_or_empty("phone"),
            language=_or_empty("ui_language"),
            is_active=pl.col("status") != StaffStatus.LEFT,
        ),
        key=["staff_number"],
        write=write,
        on_insert={"password": make_password(None), "is_superuser": False, "joined_at": timezone.now()},
    )
    ids = known_people()
    posts = rows.select(
        "line",
        "title",
        user_id=references.id_of("staff_id", ids),
        unit_id="unit_code",
        position=_or_empty("position"),
        job_position_code="job_position_code",
        is_manager=pl.col("is_manager").fill_null(False),
        manager_id=references.id_of("manager_staff_id", ids),
        citizen_facing=pl.col("citizen_facing").fill_null(False),
        starts_on="post_from",
        ends_on="post_to",
        is_current=pl.lit(True),
    ).with_columns(title=_or_empty("title"))
    if write:
        _close_posts_left(posts)
    return staging.summed_up(people, staging.merge(Posting, posts, key=["user_id", "is_current"], write=write))


def _or_empty(column: str) -> pl.Expr:
    return pl.col(column).fill_null("")


def _close_posts_left(posts: pl.DataFrame) -> None:
    """End the current post of everybody who moved, on the day before the new one begins where that is known."""
    names = ["id", "user_id", "starts_on", "ends_on", *WHAT_MAKES_A_POST]
    schema = {"id": pl.Int64, "user_id": pl.Int64, "starts_on": pl.Date, "ends_on": pl.Date, "unit_id": pl.Int64}
    held = pl.DataFrame(
        list(Posting.objects.filter(is_current=True).values_list(*names)),
        schema={name: schema.get(name, pl.String) for name in names},
        orient="row",
    )
    both = held.join(posts, on="user_id", suffix="_new")
    moved = both.filter(pl.any_horizontal(pl.col(name) != pl.col(f"{name}_new") for name in WHAT_MAKES_A_POST))
    day_before = pl.col("starts_on_new").dt.offset_by("-1d")
    last_day = pl.when(day_before >= pl.col("starts_on").fill_null(day_before)).then(day_before)
    closed = moved.select("line", "id", ends_on=pl.coalesce("ends_on", last_day), is_current=pl.lit(False))
    staging.merge(Posting, closed, key=["id"], write=True)


STAFF = Kind(
    code="staff",
    label=_("Staff"),
    place=5,
    columns=(
        Column("ma_cb", "staff_id", Text(40), required=True),
        Column("ho_va_ten", "full_name", Text(read_by_people=True), required=True),
        Column(
            "email_cong_vu",
            "work_email",
            Text(254, read_by_people=True, pattern=MAIL_ADDRESS, pattern_code="bad_email"),
        ),
        Column("so_dien_thoai", "phone", Text(40)),
        Column("ma_don_vi", "unit_code", Reference("unknown_unit", known_units), required=True),
        Column("chuc_vu", "position", Text(read_by_people=True)),
        Column("chuc_danh", "title", Text(read_by_people=True)),
        Column("vi_tri_viec_lam", "job_position_code", Text(40), required=True),
        Column("doi_tuong", "category", Choice(CATEGORIES, "bad_category"), required=True),
        Column("la_lanh_dao", "is_manager", Flag()),
        Column("ma_quan_ly", "manager_staff_id", Reference("unknown_manager", known_people, own_file="staff_id")),
        Column("tiep_xuc_cong_dan", "citizen_facing", Flag()),
        Column("ngay_vao_vi_tri", "post_from", Date()),
        Column("ngay_ket_thuc", "post_to", Date()),
        Column("trang_thai", "status", Choice(STATUSES, "bad_status"), required=True),
        Column("ngon_ngu", "ui_language", Choice(LANGUAGES)),
    ),
    key=("staff_id",),
    check=check,
    bring_in=bring_in,
)
