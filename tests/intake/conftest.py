import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(settings):
    """These tests read sentences; they stand in English in the code."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
