"""The ticket stays in sight: in the right pane, by its key, folded as it was left, and in the drawer of a phone."""

import pytest
from browser_attempt import BrowserAttempt, reading
from imported_run import RUN, import_run, long_run
from playwright.sync_api import expect
from waiting import until

pytestmark = pytest.mark.browser
TICKET = "Marta says she got 1250 euros."
PHONE = {"width": 390, "height": 844}


def ready(page):
    page.locator("html[data-script]").wait_for()
    return page


def test_the_ticket_is_the_first_thing_in_the_right_pane(new_page, start):
    page = start(new_page())
    pane = page.get_by_role("complementary", name="Diagnosis")
    expect(pane.get_by_role("heading").first).to_have_text("Ticket")
    expect(pane.get_by_text(TICKET)).to_be_in_viewport()


def test_b_leads_to_the_ticket_and_back(new_page, start):
    page = start(new_page())
    page.keyboard.press("b")
    expect(page.locator("#ticket > summary")).to_be_focused()
    page.keyboard.press("b")
    expect(page.locator("#step")).to_be_focused()


def test_b_opens_what_hides_the_ticket(new_page, start):
    page = start(new_page())
    page.locator("#ticket > summary").click()
    page.get_by_role("button", name="Right pane").click()
    expect(page.get_by_text(TICKET)).to_be_hidden()
    page.locator("#step").focus()
    page.keyboard.press("b")
    expect(page.get_by_text(TICKET)).to_be_visible()


def test_a_folded_ticket_stays_folded_and_an_open_one_open(new_page, start):
    page = start(new_page())
    page.locator("#ticket > summary").click()
    expect(page.get_by_text(TICKET)).to_be_hidden()
    page.keyboard.press("m")  # the server draws the pane anew
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text(TICKET)).to_be_hidden()
    page.reload()
    expect(ready(page).get_by_text(TICKET)).to_be_hidden()
    page.locator("#ticket > summary").click()
    expect(page.get_by_text(TICKET)).to_be_visible()
    until(page, "document.cookie.includes('misstep_ticket=open')")  # the browser tells of a fold a moment later
    page.reload()
    expect(ready(page).get_by_text(TICKET)).to_be_visible()


def test_the_palette_finds_the_ticket_and_the_brief(new_page, start):
    page = start(new_page())
    page.keyboard.press("Control+k")
    page.keyboard.type("ticket")
    page.keyboard.press("Enter")
    expect(page.locator("#ticket > summary")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("brief")
    page.keyboard.press("Enter")
    page.wait_for_url("**/brief")
    expect(page.get_by_text(TICKET)).to_be_visible()
    page.get_by_role("link", name="Back to step 1").click()
    page.wait_for_url("**/steps/1")


def test_on_a_phone_the_drawer_begins_with_the_ticket(new_page):
    page = new_page()
    page.set_viewport_size(PHONE)
    reading(page, "/steps/2")
    expect(page.get_by_text(TICKET)).to_be_hidden()
    page.get_by_role("link", name="Claims").click()
    expect(page.get_by_text(TICKET)).to_be_in_viewport()
    page.get_by_role("link", name="The whole brief").click()
    page.wait_for_url("**/brief")
    expect(page.get_by_text(TICKET)).to_be_visible()


def test_a_ticket_can_be_linked_to_where_the_pane_is_a_drawer(new_page):
    page = new_page()
    page.set_viewport_size(PHONE)
    reading(page, "/steps/2#ticket")
    expect(page.get_by_text(TICKET)).to_be_in_viewport()
    ready(page).keyboard.press("Escape")
    expect(page.get_by_text(TICKET)).to_be_hidden()


def test_without_a_script_the_ticket_folds_as_well(open_page):
    page = open_page(java_script_enabled=False)
    BrowserAttempt(page).go("/steps/2")
    expect(page.get_by_text(TICKET)).to_be_visible()
    page.locator("#ticket > summary").click()
    expect(page.get_by_text(TICKET)).to_be_hidden()


def test_an_imported_run_has_no_ticket_to_lead_to(new_page):
    page = new_page()
    page.goto(f"{import_run(page, long_run(), RUN)}/1")
    ready(page).keyboard.press("Control+k")
    page.keyboard.type("ticket")
    expect(page.get_by_role("option", name="The ticket, and back to the step")).to_have_count(0)
