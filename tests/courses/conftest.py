import pytest
from django.utils import translation


@pytest.fixture
def in_english():
    """What commands say is compared in the language of the message identifiers."""
    with translation.override("en"):
        yield
