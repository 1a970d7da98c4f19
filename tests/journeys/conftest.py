"""A real browser on a live server, and what every page of a journey must satisfy."""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

from tests.factories.people import PASSWORD

PHONE, DESK = 390, 1280
HEIGHT = 844
WIDTHS_AND_SCHEMES = [(width, scheme) for width in (PHONE, DESK) for scheme in ("light", "dark")]
FIRST_LOAD_BYTES = 100 * 1024
FIRST_LOAD_REQUESTS = 6


def chromium_program() -> str:
    """The installed browser; nothing is downloaded for tests."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_program(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """`open_page(width=390, scheme="dark", javascript=False)`: a page in a browser context of its own."""
    contexts = []

    def make(*, width: int = DESK, scheme: str = "light", javascript: bool = True, language: str = "vi-VN") -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale=language,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield make
    for context in contexts:
        context.close()


@dataclass
class Faults:
    """What a browser complained about: scripts that failed, and what the content policy stopped."""

    messages: list[str]


@pytest.fixture
def faults() -> Callable[[Page], Faults]:
    def watch(page: Page) -> Faults:
        found = Faults([])
        page.on("pageerror", lambda error: found.messages.append(str(error)))
        page.on(
            "console",
            lambda message: found.messages.append(message.text) if "Content Security Policy" in message.text else None,
        )
        return found

    return watch


def sign_in(page: Page, person) -> None:
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(person.staff_number)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page).not_to_have_url(re.compile("/accounts/login/"))


def assert_accessible(page: Page) -> None:
    """No finding of axe on the page as it stands, and nothing pushes it sideways."""
    page.locator("main").first.wait_for()
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} is wider than {width} px."


def assert_accessible_everywhere(page: Page) -> None:
    """`assert_accessible` on a phone and at a desk, in both colour schemes; the page stays as it was."""
    before = page.viewport_size
    for width, scheme in WIDTHS_AND_SCHEMES:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page)
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
