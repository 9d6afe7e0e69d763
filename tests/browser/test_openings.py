"""A step is noted as opened by whoever rests on it: the script says so, and without one the reader's forms do."""

import pytest
from browser_attempt import BrowserAttempt
from late_parcel import SLUG
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NOTED = "**/api/attempts/*/position"


def told(response):
    return response.request.post_data_json["step"]


def test_the_script_notes_the_step_of_the_page_and_each_one_that_follows(new_page):
    page = new_page()
    attempt = BrowserAttempt(page)
    with page.expect_response(NOTED) as first:
        attempt.go("/steps/3")
    with page.expect_response(NOTED) as second:
        page.keyboard.press("j")
    assert (told(first.value), told(second.value)) == (3, 4)
    page.reload()
    expect(page.locator(".step-row--opened")).to_have_count(2)


def test_a_step_that_is_revealed_is_noted_once(new_page):
    page = new_page()
    attempt = BrowserAttempt(page, "forward")
    with page.expect_response(NOTED):
        attempt.go("/steps/1")
    noted = []
    page.on("response", lambda response: noted.append(told(response)) if response.url.endswith("/position") else None)
    with page.expect_response(NOTED):
        page.keyboard.press("j")
    with page.expect_response(NOTED):
        page.keyboard.press("k")
    assert noted == [2, 1]


def test_without_scripts_going_on_notes_the_step_and_a_button_notes_any_other(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"/scenarios/{SLUG}")
    page.get_by_role("radio", name="One at a time").check()
    page.get_by_role("button", name="Start reading").click()
    page.get_by_role("button", name="Reveal next step").click()
    page.wait_for_url("**/steps/2")
    expect(page.locator(".step-row--opened")).to_have_count(2)
    expect(page.get_by_role("button", name="Note as opened")).to_have_count(0)


def test_without_scripts_a_step_that_a_link_led_to_is_noted_by_its_button(open_page):
    page = open_page(java_script_enabled=False)
    BrowserAttempt(page).go("/steps/5")
    page.get_by_role("button", name="Note as opened").click()
    page.wait_for_url("**/steps/5")
    expect(page.locator(".step-row--opened")).to_have_attribute("data-row", "5")
