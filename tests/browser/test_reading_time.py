"""How long a reading has taken, above the step."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_long_reading_is_told_in_hours(new_page, start):
    page = new_page()
    page.clock.install()
    start(page)
    expect(page.locator("reading-time")).to_have_text("0 min")
    page.clock.run_for("01:05:30")
    expect(page.locator("reading-time")).to_have_text("1 h 05 min")
