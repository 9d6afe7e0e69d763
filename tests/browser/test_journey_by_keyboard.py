"""From the catalog to the reveal and on to what is next, with the keyboard alone."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tab_key import forecast, press, tab_to, write

pytestmark = pytest.mark.browser


def test_a_reader_goes_from_the_catalog_to_what_is_next_with_the_keyboard_alone(open_page):
    page = open_page()
    page.goto("/")
    press(page, page.get_by_role("link", name="The parcel that came late"))
    page.wait_for_url("**/scenarios/late-parcel")
    press(page, page.get_by_role("button", name="Start reading"))
    page.wait_for_url("**/steps/1")

    page.keyboard.press("j")
    page.wait_for_url("**/steps/2")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/steps/3")
    page.keyboard.press("k")
    page.wait_for_url("**/steps/2")
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="Suspected", pressed=True)).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/review")
    press(page, page.get_by_role("link", name="Write the diagnosis"))
    page.wait_for_url("**/diagnosis")

    write_part_one(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/review")
    press(page, page.get_by_role("button", name="Lock part one"))
    page.wait_for_url("**/forecast")
    forecast(page, "Name the unit", "surely 95 %")
    forecast(page, "Retry", "surely not 5 %")
    write(page, page.get_by_label("What, in a sentence"), "Name the unit in the result.")
    page.get_by_text("Draft saved.").wait_for()
    press(page, page.get_by_role("button", name="Send the diagnosis"))
    page.wait_for_url("**/reveal")
    expect(page.locator(".total-points")).to_have_text("86.8")

    press(page, page.get_by_role("link", name="What to read next"))
    expect(page.get_by_text("You found the step; the passage that shows what would have been right")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Start it, all steps at once")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/steps/1")
    expect(page.get_by_role("link", name="The parcel that came early").first).to_be_visible()


def write_part_one(page):
    """The form of what happened, from the suspect that was marked while reading."""
    expect(page.get_by_label("Root cause", exact=True)).to_have_value("2")
    write(page, page.get_by_label("Confidence (root cause)"), "80")
    write(page, page.get_by_label("Step", exact=True), "2")
    write(page, page.get_by_label("Passage, word for word"), "bergamot")
    press(page, page.get_by_role("button", name="Pin", exact=True))
    page.get_by_role("button", name="Remove").wait_for()
    role = page.get_by_label("Shows (step 2)")
    tab_to(page, role)
    page.keyboard.press("ArrowDown")
    expect(role.locator("option:checked")).to_have_text("what is wrong")
    write(page, page.get_by_label("First acted on"), "3")
    write(page, page.get_by_label("Damage done"), "6")
    search = page.get_by_role("combobox", name="Family, then class")
    write(page, search, "another unit")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(search).to_have_value("tool: unit error")
    write(page, page.get_by_label("What went wrong, why it was wrong"), "In cents, read as euros.")
    page.get_by_text("Draft saved.").wait_for()


def test_the_class_search_opens_walks_and_closes_by_key(open_page):
    page = open_page()
    page.goto("/scenarios/late-parcel")
    page.get_by_role("button", name="Start reading").click()
    page.wait_for_url("**/steps/1")
    page.goto(page.url.rpartition("/steps/")[0] + "/diagnosis")
    search = page.get_by_role("combobox", name="Family, then class")
    search.focus()
    page.keyboard.press("ArrowDown")
    expect(search).to_have_attribute("aria-expanded", "true")
    lines = page.locator(".combobox-list").get_by_role("option")
    expect(lines).to_have_count(9)
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(selected(page)).to_have_text(re.compile("^toolschema drift"))
    page.keyboard.press("Enter")
    expect(lines).to_have_count(12)
    expect(selected(page)).to_have_text(re.compile("^tool: schema drift"))
    page.keyboard.press("ArrowUp")
    expect(selected(page)).to_have_text("← All families")
    page.keyboard.press("Enter")
    expect(lines).to_have_count(9)
    expect(selected(page)).to_have_text(re.compile("^toolschema drift"))
    page.keyboard.press("Escape")
    expect(search).to_have_attribute("aria-expanded", "false")
    expect(search).to_have_value("")

    page.keyboard.type("no such class")
    expect(page.get_by_text("No class holds these words.")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.type("guardrail refused")
    page.keyboard.press("Enter")
    expect(search).to_have_value("guardrail: over blocking")
    page.get_by_text("Draft saved.").wait_for()
    page.reload()
    expect(search).to_have_value("guardrail: over blocking")
    search.click()
    expect(selected(page)).to_have_text(re.compile("^guardrail: over blocking"))


def selected(page):
    """The line of the class search that Enter would choose."""
    return page.locator(".combobox-list [aria-selected=true]")


def test_what_cannot_be_saved_yet_says_so_and_stays(open_page):
    page = open_page()
    page.goto("/scenarios/late-parcel")
    page.get_by_role("button", name="Start reading").click()
    page.wait_for_url("**/steps/1")
    page.goto(page.url.rpartition("/steps/")[0] + "/diagnosis")
    page.get_by_label("Root cause", exact=True).fill("99")
    page.get_by_text("Not saved yet. Root cause: '99' is no step you have seen; write 1 to 8.").wait_for()
    page.get_by_label("Root cause", exact=True).fill("2")
    page.get_by_text("tool · lookup_order").first.wait_for()
    page.get_by_text("Draft saved.").wait_for()


def test_the_theme_is_switched_in_place_and_kept(open_page):
    page = open_page(color_scheme="light")
    page.goto("/")
    page.get_by_role("button", name="Dark theme").click()
    expect(page.locator("html")).to_have_css("background-color", "rgb(18, 21, 27)")
    page.reload()
    expect(page.locator("html")).to_have_css("background-color", "rgb(18, 21, 27)")
    page.get_by_role("button", name="Light theme").click()
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_a_choice_that_was_made_over_tls_is_sent_over_tls_alone(open_page, address):
    page = open_page(color_scheme="light")

    def through_a_proxy(route):
        asked = urlsplit(route.request.url)
        route.fulfill(response=page.request.get(f"{address}{asked.path}"))

    page.route("https://misstep.test/**", through_a_proxy)
    page.goto("https://misstep.test/")
    page.get_by_role("button", name="Dark theme").click()
    page.get_by_role("button", name="Light theme").wait_for()
    kept = page.context.cookies("https://misstep.test/")
    assert [(cookie["name"], cookie["secure"]) for cookie in kept] == [("misstep_theme", True)]
