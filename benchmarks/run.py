"""make bench: every comparison in a process of its own, a table, and benchmarks/results.json.

Exit status: 0 when every budget was kept, 1 when one was not.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.comparison import Comparison
from benchmarks.database import is_postgresql, own_database

ANYWHERE = ("benchmarks.page_rate",)
ON_POSTGRESQL = ("benchmarks.rule_run", "benchmarks.evaluation_import")
RESULTS = Path(__file__).with_name("results.json")


def main() -> int:
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if is_postgresql(url):
            comparisons = [measured_on_postgresql(module, folder, url) for module in (*ANYWHERE, *ON_POSTGRESQL)]
        else:
            print("DATABASE_URL names no PostgreSQL: the rule run and the import are not measured.", flush=True)
            comparisons = [measured(module, folder, database="") for module in ANYWHERE]
    RESULTS.write_text(json.dumps([{**one._asdict(), "kept": one.kept} for one in comparisons], indent=2) + "\n")
    print("\n".join(table(comparisons)))
    return 0 if all(one.kept for one in comparisons) else 1


def measured_on_postgresql(module: str, folder: str, url: str) -> Comparison:
    with own_database(url) as database:
        return measured(module, folder, database=database)


def measured(module: str, folder: str, *, database: str) -> Comparison:
    """Run one module on an empty database (SQLite in the folder when none is named)."""
    print(f"{module} …", flush=True)
    own = {
        "DATABASE_URL": database,
        "REDIS_URL": "",
        "VAR_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }
    command = [sys.executable, "-m", module]
    result = subprocess.run(command, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True, check=True)
    return Comparison(**json.loads(result.stdout))


def table(comparisons: list[Comparison]) -> list[str]:
    rows = [("what", "ours", "bare", "ratio", "budget", "", "")]
    for one in comparisons:
        budget = f"{'≥' if one.at_least else '≤'} {one.budget}"
        figures = (f"{one.ours:.2f} {one.unit}", f"{one.bare:.2f} {one.unit}", f"{one.ratio:.2f}")
        rows.append((one.name, *figures, budget, "kept" if one.kept else "NOT KEPT", one.note))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


if __name__ == "__main__":
    sys.exit(main())
