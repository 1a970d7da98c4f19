"""Invented Vietnamese names: family, middle, given."""

import random
import unicodedata

FAMILY = (
    ["Nguyễn"] * 9
    + ["Trần"] * 4
    + ["Lê"] * 3
    + ["Phạm"] * 3
    + ["Vũ", "Hoàng", "Đỗ", "Bùi", "Đặng", "Đào", "Mai", "Lương"]
)
WOMEN = (
    ["Thị", "Thị", "Thị Thu", "Thị Hồng", "Thị Minh", "Ngọc", "Thùy", "Phương"],
    [
        "Hương",
        "Lan",
        "Hà",
        "Nga",
        "Mến",
        "Linh",
        "Thảo",
        "Yến",
        "Dung",
        "Hạnh",
        "Nhung",
        "Trang",
        "Quyên",
        "Tâm",
        "Vân",
    ],
)
MEN = (
    ["Văn", "Văn", "Đức", "Minh", "Quang", "Thanh", "Xuân", "Hữu"],
    [
        "Hùng",
        "Long",
        "Tuấn",
        "Vinh",
        "Dũng",
        "Thắng",
        "Hải",
        "Sơn",
        "Phúc",
        "Toàn",
        "Kiên",
        "Đạt",
        "Cường",
        "Nam",
        "Bình",
    ],
)


def full_name(rng: random.Random) -> str:
    middle, given = WOMEN if rng.random() < 0.55 else MEN
    return f"{rng.choice(FAMILY)} {rng.choice(middle)} {rng.choice(given)}"


def mail_address(name: str, staff_id: str) -> str:
    """`Nguyễn Thị Lan`, `CC-000012` → `lan.nt.000012@mau.example`."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d")).encode("ascii", "ignore").decode()
    *before, given = plain.lower().split()
    return f"{given}.{''.join(word[0] for word in before)}.{staff_id.removeprefix('CC-').lower()}@mau.example"
