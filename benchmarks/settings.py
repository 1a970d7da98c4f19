"""The product's settings, and a page type with nothing in it to compare with."""

from elearning.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.bare"]  # noqa: F405
ROOT_URLCONF = "benchmarks.urls"
