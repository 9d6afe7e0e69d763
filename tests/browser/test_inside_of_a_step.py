"""What lies inside a step: opened by a key, searched for, pinned as evidence, and led back to."""

import pytest
from late_parcel import INNER
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_a_passage_from_inside_is_pinned_and_its_pin_leads_back_to_it(new_page, start):
    page = start(new_page())
    press(page, "5", "j")
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    expect(page.locator("#step")).to_have_attribute("data-tab", "inside")
    query = page.locator("dd .value", has_text=INNER[2])
    expect(query).to_contain_text(INNER[2])
    query.evaluate("element => getSelection().selectAllChildren(element)")
    press(page, "p")
    pin = page.locator("a[data-quote]").first
    expect(pin).to_have_attribute("data-quote", f"SELECT total FROM orders -- {INNER[2]}")
    press(page, "1")
    expect(page.locator("#step")).to_have_attribute("data-tab", "delta")
    pin.click()
    expect(page.locator("#step")).to_have_attribute("data-tab", "inside")
    expect(page.locator("#live")).to_contain_text("The passage is marked")


def test_a_search_leads_inside_and_the_next_hit_out_again(new_page, start):
    page = start(new_page())
    press(page, "/")
    page.keyboard.type("lavender")
    press(page, "Enter")
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    expect(page.locator("#step")).to_have_attribute("data-tab", "inside")
    expect(page.locator(".hit-where")).to_have_text("inside")
    page.locator(".list-find").fill("bergamot")
    press(page, "Enter")
    expect(page.locator("#step")).to_have_attribute("data-tab", "delta")
