"""Which competencies a criterion speaks about: those HR named, and everything above them in the tree."""

from django.db import connection, transaction

from evaluations.models import Competency, CriterionCompetency, CriterionReach

# UNION drops repeated rows, so even a circle in the tree comes to an end.
DERIVED = """
WITH RECURSIVE above (below_id, competency_id) AS (
    SELECT id, id FROM {competency}
    UNION
    SELECT above.below_id, node.parent_id
    FROM above JOIN {competency} node ON node.id = above.competency_id
    WHERE node.parent_id IS NOT NULL
), derived (criterion_id, competency_id, weight) AS (
    SELECT named.criterion_id, above.competency_id, SUM(named.weight)
    FROM {named} named JOIN above ON above.below_id = named.competency_id
    GROUP BY named.criterion_id, above.competency_id
)
"""
DROP_STALE = f"""
DELETE FROM {{reach}}
WHERE (criterion_id, competency_id) NOT IN ({DERIVED} SELECT criterion_id, competency_id FROM derived)
"""  # noqa: S608
WRITE_DERIVED = f"""
INSERT INTO {{reach}} (criterion_id, competency_id, weight)
{DERIVED} SELECT criterion_id, competency_id, weight FROM derived WHERE TRUE
ON CONFLICT (criterion_id, competency_id) DO UPDATE SET weight = excluded.weight
WHERE {{reach}}.weight <> excluded.weight
"""  # noqa: S608


def rebuild_reach() -> int:
    """Derive CriterionReach anew from the weights and the tree; give the number of rows that changed.

    Where something changed, or a criterion's most points did, the scores must be recounted (`scores.recount()`).
    """
    tables = {
        name: connection.ops.quote_name(model._meta.db_table)
        for name, model in {"competency": Competency, "named": CriterionCompetency, "reach": CriterionReach}.items()
    }
    changed = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (DROP_STALE, WRITE_DERIVED):
            cursor.execute(statement.format(**tables))
            changed += cursor.rowcount
    return changed
