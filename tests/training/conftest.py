import pytest

from tests.factories.organisation import build_organisation


@pytest.fixture
def organisation(db):
    return build_organisation()
