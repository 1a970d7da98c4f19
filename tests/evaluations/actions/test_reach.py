from decimal import Decimal

import pytest

from evaluations.actions.reach import rebuild_reach
from evaluations.models import CriterionReach
from tests.factories.evaluations import CompetencyFactory, CriterionFactory

pytestmark = pytest.mark.django_db


def reached() -> dict[str, Decimal]:
    return dict(CriterionReach.objects.values_list("competency__code", "weight"))


def test_a_criterion_reaches_everything_above_with_the_sum_of_weights():
    communication = CompetencyFactory(code="communication")
    online = CompetencyFactory(code="online", parent=communication)
    phone = CompetencyFactory(code="phone", parent=online)
    CriterionFactory(weights={communication: "0.5", phone: "0.3"})
    assert rebuild_reach() == 3
    assert reached() == {"communication": Decimal("0.8"), "online": Decimal("0.3"), "phone": Decimal("0.3")}


def test_a_second_rebuild_changes_nothing():
    CriterionFactory(weights={CompetencyFactory(): "1"})
    rebuild_reach()
    assert rebuild_reach() == 0


def test_a_competency_that_moved_is_reached_from_its_new_place():
    old, new = CompetencyFactory(code="old"), CompetencyFactory(code="new")
    moving = CompetencyFactory(code="moving", parent=old)
    criterion = CriterionFactory(weights={moving: "1"})
    rebuild_reach()
    moving.parent = new
    moving.save()
    criterion.weights.update(weight=Decimal("0.5"))
    assert rebuild_reach() == 3
    assert reached() == {"new": Decimal("0.5"), "moving": Decimal("0.5")}
