"""The diagnosis as a mode of the right pane: written with the run beside it, and nothing of either is lost."""

import re

import pytest
from browser_attempt import BrowserAttempt
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page(new_page, start):
    """At the first step of a run, the diagnosis open beside it."""
    found = start(new_page())
    found.keyboard.press("D")
    expect(found.get_by_role("heading", name="Diagnosis, part one")).to_be_focused()
    return found


def saved(page):
    page.locator("#diagnosing").get_by_text("Draft saved.").wait_for()


def test_the_form_takes_the_place_of_the_notes_and_gives_it_back(page):
    expect(page.locator("#diagnosis")).to_be_hidden()
    page.get_by_role("button", name="Back to the notes").click()
    expect(page.locator("#diagnosis")).to_be_visible()
    expect(page.locator("#diagnosing")).to_be_hidden()
    page.keyboard.press("D")
    expect(page.locator("#diagnosing")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#step")).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#diagnosing")).to_be_hidden()
    expect(page.locator("[data-claim-what]")).to_be_focused()


def test_the_step_that_is_read_is_taken_with_one_press(page):
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    page.get_by_role("button", name=re.compile("Use step 2 +as root cause")).click()
    expect(page.get_by_label("Root cause", exact=True)).to_have_value("2")
    expect(page.get_by_role("radio", name="Yes, a step went wrong")).to_be_checked()
    expect(page.locator("#step_1-step")).to_have_text(re.compile("^tool · lookup_order"))
    saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.get_by_role("button", name=re.compile("Use step 3 +as first acted on")).click()
    expect(page.get_by_label("Root cause", exact=True)).to_have_value("2")
    expect(page.get_by_label("First acted on")).to_have_value("3")


def test_what_is_pinned_appears_in_the_proof_and_what_is_typed_stays(page):
    page.get_by_label("Damage done").fill("99")
    page.get_by_label("Passage, word for word").fill("half a pass")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    page.locator("#content .value", has_text="total: 1250").first.click(click_count=3)
    page.keyboard.press("p")
    expect(page.locator("#diagnosing .pin q")).to_have_text("total: 1250 bergamot")
    expect(page.get_by_label("Damage done")).to_have_value("99")
    expect(page.get_by_label("Passage, word for word")).to_have_value("half a pass")
    page.get_by_label("Damage done").fill("6")
    page.get_by_label("Shows (step 2)").select_option("what is wrong")
    saved(page)
    page.reload()
    expect(page.get_by_label("Shows (step 2)")).to_have_value("wrong")
    expect(page.get_by_label("Damage done")).to_have_value("6")


def test_a_pinned_passage_leads_to_where_it_stands_and_the_form_stays(page):
    page.locator("#evidence_step").fill("2")
    page.get_by_label("Passage, word for word").fill("total: 1250")
    page.get_by_role("button", name="Pin", exact=True).last.click()
    page.locator("#diagnosing .pin").get_by_role("link", name="Step 2").click()
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    expect(page.locator("#diagnosing")).to_be_visible()


def test_what_is_wrong_is_told_in_the_pane_and_what_is_right_is_read_back(page):
    page.get_by_label("Root cause", exact=True).fill("99")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#errors")).to_be_focused()
    expect(page).to_have_url(re.compile("/steps/1$"))
    page.get_by_role("link", name="Root cause: '99' is no step").click()
    expect(page.get_by_label("Root cause", exact=True)).to_be_focused()
    page.get_by_label("Root cause", exact=True).fill("2")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/review")
    expect(page.locator(".review")).to_contain_text("Step 2")


def test_on_a_phone_the_form_is_a_drawer_over_the_step(new_page):
    page = new_page()
    page.set_viewport_size(PHONE)
    BrowserAttempt(page).go("/steps/2")
    page.locator("html[data-script]").wait_for()
    page.get_by_role("link", name="Diagnose", exact=True).click()
    expect(page.locator("#diagnosing")).to_be_visible()
    page.get_by_role("button", name=re.compile("Use step 2 +as root cause")).click()
    saved(page)
    page.reload()
    expect(page.get_by_label("Root cause", exact=True)).to_be_visible()
    expect(page.get_by_label("Root cause", exact=True)).to_have_value("2")
    page.keyboard.press("Escape")
    expect(page.locator("#diagnosing")).to_be_hidden()


def test_what_was_locked_in_another_window_is_not_written_beside_the_run(new_page):
    page = new_page()
    attempt = BrowserAttempt(page)
    attempt.go("/steps/2")
    page.locator("html[data-script]").wait_for()
    attempt.lock(step_1="2")
    page.keyboard.press("D")
    page.wait_for_url("**/forecast")
