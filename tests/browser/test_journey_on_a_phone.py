"""From the catalog to the reveal and on to what is next, on a phone, with a finger."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_reader_taps_from_the_catalog_to_what_is_next(open_page):
    page = open_page(has_touch=True)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    page.get_by_role("link", name="The parcel that came late").tap()
    page.get_by_role("button", name="Start reading").tap()
    page.wait_for_url("**/steps/1")
    page.locator("#transport [data-move=next]").tap()
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    page.get_by_role("link", name="Diagnose").tap()
    page.get_by_role("button", name=re.compile("^Use step 2")).first.tap()
    page.get_by_role("button", name="Review part one").tap()
    page.get_by_role("button", name="Lock part one").tap()
    page.get_by_role("group", name="Name the unit").get_by_text("surely 95").tap()
    page.get_by_role("button", name="Send the diagnosis").tap()
    page.wait_for_url("**/reveal")

    page.get_by_role("link", name="What to read next").tap()
    page.get_by_role("button", name="Start it, all steps at once").tap()
    page.wait_for_url("**/steps/1")
    expect(page.get_by_role("link", name="The parcel that came early").first).to_be_visible()
