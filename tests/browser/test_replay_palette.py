"""The command palette: every command by its name, a step by its number, words to be found."""

import re

import pytest
from late_parcel import WORDS
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def palette(new_page, start):
    """A page with the palette open, and its parts."""
    page = start(new_page())
    page.locator("#step").focus()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Commands")).to_be_visible()
    return page


def options(page):
    return page.locator("#palette").get_by_role("option").all_text_contents()


def chosen(page):
    return page.locator("#palette").get_by_role("option", selected=True)


def test_it_lists_the_commands_with_their_keys_and_gives_the_focus_back(palette):
    expect(palette.get_by_role("combobox", name="Command")).to_be_focused()
    assert "Previous stepk or ←" in options(palette)
    assert "Copy the link to this step, or to the selected wordsy" in options(palette)
    palette.keyboard.press("Escape")
    expect(palette.get_by_role("dialog", name="Commands")).to_be_hidden()
    expect(palette.locator("#step")).to_be_focused()


def test_words_narrow_it_and_the_arrows_choose(palette):
    palette.keyboard.type("tep las")
    expect(chosen(palette)).to_have_text(re.compile("^Last revealed step"))
    field = palette.get_by_role("combobox", name="Command")
    expect(field).to_have_attribute("aria-activedescendant", chosen(palette).get_attribute("id"))
    palette.keyboard.press("ArrowUp")
    expect(chosen(palette)).to_have_text(re.compile("^Find “tep las”"))
    palette.keyboard.press("ArrowDown")
    palette.keyboard.press("Enter")
    expect(palette.locator("#step")).to_have_attribute("data-number", "8")
    expect(palette.get_by_role("dialog", name="Commands")).to_be_hidden()


def test_a_number_leads_to_its_step_and_to_none_that_is_not_there(palette):
    palette.keyboard.type("9")
    assert not [option for option in options(palette) if option.startswith("Go to step")]
    palette.keyboard.press("Backspace")
    palette.keyboard.type("6")
    assert options(palette)[0] == "Go to step 6"
    palette.keyboard.press("Enter")
    expect(palette.locator("#step")).to_have_attribute("data-number", "6")


def test_a_step_is_found_by_its_name(palette):
    palette.keyboard.type("refund eucal")
    assert options(palette)[0] == "Step 6: tool issue_refund eucalypt"
    palette.keyboard.press("Enter")
    expect(palette.locator("#step")).to_have_attribute("data-number", "6")


def test_the_brief_is_found(palette):
    palette.keyboard.type("brief")
    expect(chosen(palette)).to_have_text("Open the whole brief")


def test_settings_are_found_and_set(palette):
    palette.keyboard.type("settings")
    assert {"Dark theme", "Single-key shortcuts off", "Give all panes their usual size"} <= set(options(palette))
    palette.keyboard.type(" dark")
    palette.keyboard.press("Enter")
    expect(palette.locator("html")).to_have_attribute("data-theme", "dark")
    palette.keyboard.press("Control+k")
    palette.keyboard.type("settings single")
    palette.keyboard.press("Enter")
    palette.keyboard.press("j")
    expect(palette.locator("#live")).to_have_text("Single-key shortcuts are off")
    expect(palette.locator("#step")).to_have_attribute("data-number", "1")


def test_other_words_are_found_in_the_steps(palette):
    palette.keyboard.type(WORDS[5])
    assert options(palette)[-1] == f"Find “{WORDS[5]}” in the revealed steps/"
    palette.keyboard.press("ArrowUp")
    palette.keyboard.press("Enter")
    expect(palette.locator(".hit").first).to_have_attribute("data-step", "5")


def test_what_was_done_from_it_stands_first_the_next_time(palette):
    palette.keyboard.type("raw of")
    palette.keyboard.press("Enter")
    expect(palette.locator("#step")).to_have_attribute("data-tab", "raw")
    palette.get_by_role("button", name="Commands").click()
    assert options(palette)[0] == "Raw of the step6"


def test_a_command_that_writes_keeps_the_cursor(palette):
    palette.keyboard.type("new claim")
    palette.keyboard.press("Enter")
    expect(palette.locator("[data-claim-what]")).to_be_focused()
