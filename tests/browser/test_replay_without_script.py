"""Reading a run with JavaScript off, on a desk and on a phone."""

import re

import pytest
from late_parcel import SLUG, WORDS
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def reading(open_page):
    """Starts an attempt that reveals one step at a time, without scripts."""

    def begin(viewport):
        page = open_page(java_script_enabled=False)
        page.set_viewport_size(viewport)
        page.goto(f"/scenarios/{SLUG}")
        page.locator("[name=reveal][value=forward]").first.check()
        page.locator("form[action$='/attempts'] button[type=submit]").first.click()
        page.wait_for_url("**/steps/1")
        return page

    return begin


def test_steps_are_revealed_claims_logged_and_words_pinned(reading):
    page = reading(DESK)
    page.get_by_role("button", name="Reveal next step").click()
    page.wait_for_url("**/steps/2")
    page.get_by_label("What looks wrong").fill("the unit is lost")
    page.get_by_role("button", name="Log the claim").click()
    expect(page.locator(".claim-what")).to_have_text("the unit is lost")
    page.get_by_text("Pin from step 2").click()
    page.get_by_label("Passage").fill(WORDS[2])
    page.get_by_role("button", name="Pin this step").click()
    expect(page.locator(".pin-quote")).to_have_text(WORDS[2])
    page.get_by_role("button", name="Suspect").click()
    expect(page.get_by_role("button", name="Suspected")).to_be_visible()
    expect(page.get_by_text("There is no hint for what you have seen so far")).to_be_visible()
    page.get_by_role("button", name="Reveal next step").click()
    page.wait_for_url("**/steps/3")
    page.get_by_role("button", name="Take a hint").click()
    expect(page.locator(".hint-list li")).to_have_count(1)
    page.get_by_role("link", name="Previous").click()
    page.wait_for_url("**/steps/2")
    page.get_by_label("Views of the step").get_by_role("link", name="Raw").click()
    page.wait_for_url("**/steps/2?tab=raw")
    page.get_by_role("link", name="Previous").click()
    page.wait_for_url("**/steps/1?tab=raw")
    page.locator("#find").fill(WORDS[2])
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first).to_have_attribute("data-step", "2")


def test_what_only_a_script_could_do_is_not_offered(reading):
    page = reading(DESK)
    assert [button for button in page.locator(".replay-script").all() if button.is_visible()] == []


def test_on_a_phone_there_is_one_pane_at_a_time_and_going_on_is_always_in_reach(reading):
    page = reading(PHONE)
    expect(page.locator("#step")).to_be_visible()
    expect(page.locator("#steps")).to_be_hidden()
    expect(page.get_by_role("button", name="Reveal next step")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="Claims").click()
    expect(page.locator("#diagnosis")).to_be_visible()
    page.get_by_role("link", name="Back to the step").click()
    expect(page.locator("#diagnosis")).to_be_hidden()
    page.get_by_role("link", name="Steps").click()
    expect(page.locator("#steps")).to_be_visible()
    page.locator(".row-link").click()
    expect(page).to_have_url(re.compile(r"/steps/1$"))
    expect(page.locator("#steps")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 699, 700, 1099, 1100, 1440])
def test_no_width_makes_the_page_scroll_sideways(reading, width):
    page = reading({"width": width, "height": 800})
    page.get_by_role("button", name="Reveal next").click()
    page.wait_for_url("**/steps/2")
    for element in page.locator(".step-head, .transport > *, .replay-top > *").all():
        if element.is_visible():
            box = element.bounding_box()
            assert box["x"] + box["width"] <= width, element.inner_text()
