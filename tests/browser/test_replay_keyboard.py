"""Reading a run with the keyboard alone."""

import re

import pytest
from late_parcel import WORDS
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
WHOLE_STEP = {"width": 1440, "height": 3000}  # nothing of a step lies out of view


def at(page, number, tab=""):
    expect(page).to_have_url(re.compile(rf"/steps/{number}{re.escape(tab)}$"))
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-step", str(number))
    expect(page.locator("#position")).to_have_text(str(number))


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_steps_are_walked_by_key_and_the_ends_do_not_wrap(new_page, start):
    page = start(new_page())
    page.set_viewport_size(WHOLE_STEP)
    press(page, "k")
    at(page, 1)
    press(page, "j")
    at(page, 2)
    press(page, "ArrowRight")
    at(page, 3)
    press(page, "ArrowLeft")
    at(page, 2)
    press(page, "G")
    at(page, 8)
    press(page, "j")
    at(page, 8)
    press(page, "g", "g")
    at(page, 1)
    press(page, "End")
    at(page, 8)
    press(page, "Home")
    at(page, 1)


def test_a_step_is_announced_once_it_is_shown(new_page, start):
    page = start(new_page())
    press(page, "j")
    expect(page.locator("#live")).to_have_text("Step 2 of 8: tool lookup_order A-17")
    expect(page).to_have_title(re.compile("^Step 2 · "))


def test_tabs_have_numbers_and_stay_from_step_to_step(new_page, start):
    page = start(new_page())
    press(page, "6")
    at(page, 1, "?tab=raw")
    press(page, "j")
    at(page, 2, "?tab=raw")
    press(page, "1")
    at(page, 2)


def test_the_scroll_position_of_each_tab_is_kept_across_steps(new_page, start):
    page = start(new_page())
    page.set_viewport_size({"width": 1440, "height": 450})
    press(page, "6")
    at(page, 1, "?tab=raw")
    page.locator("#step").evaluate("step => { step.scrollTop = 120 }")
    press(page, "j")
    at(page, 2, "?tab=raw")
    assert page.locator("#step").evaluate("step => step.scrollTop") == 120
    press(page, "1")
    at(page, 2)
    assert page.locator("#step").evaluate("step => step.scrollTop") == 0
    press(page, "6")
    at(page, 2, "?tab=raw")
    assert page.locator("#step").evaluate("step => step.scrollTop") == 120


def test_back_and_forward_of_the_browser_follow(new_page, start):
    page = start(new_page())
    press(page, "j")
    at(page, 2)
    press(page, "j")
    at(page, 3)
    page.go_back()
    at(page, 2)
    page.go_forward()
    at(page, 3)


def test_read_forward_only_the_next_step_is_revealed_by_going_on(new_page, start):
    page = start(new_page(), "forward")
    expect(page.locator(".replay-position")).to_have_text(re.compile(r"1 / of \?"))
    for number in range(2, 9):
        press(page, "j")
        at(page, number)
    expect(page.locator(".replay-position")).to_have_text(re.compile("8 / of 8"))
    expect(page.locator("[data-action=reveal]")).to_have_count(0)


def test_nothing_past_the_frontier_is_fetched_ahead(new_page, start):
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    start(page, "forward")
    press(page, "j")
    at(page, 2)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if re.search(r"/steps/[3-9]", url)]


def test_a_step_is_reached_by_number(new_page, start):
    page = start(new_page())
    press(page, ":")
    page.keyboard.type("6")
    press(page, "Enter")
    at(page, 6)


def test_search_finds_and_n_walks_the_hits(new_page, start):
    page = start(new_page())
    press(page, "/")
    page.keyboard.type(WORDS[5])
    press(page, "Enter")
    at_hit(page, 5)
    press(page, "n")
    at_hit(page, 6)
    press(page, "N")
    at_hit(page, 5)
    page.get_by_role("link", name="Clear").click()
    at(page, 5)


def at_hit(page, number):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))
    expect(page.locator(".hit[aria-current]")).to_have_attribute("data-step", str(number))


def test_lanes_and_marks_are_jumped_between(new_page, start):
    page = start(new_page())
    press(page, "l")
    at(page, 5)
    press(page, "l")
    at(page, 8)
    press(page, "h")
    at(page, 7)
    press(page, "m")
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "true")
    press(page, "Home")
    at(page, 1)
    press(page, "]")
    at(page, 7)


def test_a_claim_is_written_beside_the_step_and_survives_other_forms(new_page, start):
    page = start(new_page())
    press(page, "j")
    at(page, 2)
    press(page, "c")
    expect(page.locator("[data-claim-what]")).to_be_focused()
    page.keyboard.type("the unit is lost, jk?")
    at(page, 2)
    page.locator("#step").focus()
    press(page, "m")
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-claim-what]")).to_have_value("the unit is lost, jk?")
    page.get_by_role("button", name="Log the claim").press("Enter")
    expect(page.locator(".claim-what")).to_have_text("the unit is lost, jk?")
    at(page, 2)


def test_selected_words_are_pinned_as_evidence(new_page, start):
    page = start(new_page())
    press(page, "j")
    at(page, 2)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.back .value'))")
    press(page, "p")
    expect(page.locator(".pin-quote")).to_have_text(f"total: 1250 {WORDS[2]}")


def test_without_a_selection_the_passage_can_be_typed(new_page, start):
    page = start(new_page())
    press(page, "p")
    expect(page.locator("[data-pin] textarea")).to_be_focused()


def test_a_passage_that_is_not_in_the_step_is_refused_and_stays_written(new_page, start):
    page = start(new_page())
    press(page, "p")
    page.keyboard.type("never said")
    with page.expect_response("**/evidence") as answer:
        page.get_by_role("button", name="Pin this step").press("Enter")
    assert answer.value.status == 422
    expect(page.locator("[data-pin] textarea")).to_have_value("never said")


def test_the_help_lists_the_keys_and_can_turn_single_keys_off(new_page, start):
    page = start(new_page())
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.get_by_label("Single-key shortcuts").uncheck()
    press(page, "Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    press(page, "j")
    at(page, 1)
    press(page, "ArrowRight")
    at(page, 2)
    page.reload()
    press(page, "j", "ArrowLeft")
    at(page, 1)


def test_keys_with_other_modifiers_belong_to_the_browser(new_page, start):
    page = start(new_page())
    press(page, "Alt+j", "Control+j", "Control+ArrowRight")
    at(page, 1)


def test_the_review_is_one_chord_away(new_page, start):
    page = start(new_page())
    press(page, "Control+Enter")
    expect(page).to_have_url(re.compile("/review$"))


def test_the_right_pane_closes_and_stays_closed(new_page, start):
    page = start(new_page())
    page.get_by_role("button", name="Right pane").click()
    expect(page.locator("#diagnosis")).to_be_hidden()
    page.reload()
    expect(page.locator("#diagnosis")).to_be_hidden()
    press(page, "c")
    expect(page.locator("[data-claim-what]")).to_be_focused()


def test_a_hint_is_offered_as_soon_as_its_step_is_revealed(new_page, start):
    page = start(new_page(), "forward")
    hints = page.get_by_role("region", name=re.compile("^Hints"))
    page.locator("form[data-draft] textarea").first.fill("still being written")
    expect(hints).to_contain_text("There is no hint for what you have seen so far")
    for number in (2, 3):
        page.get_by_role("button", name="Reveal next step").click()
        page.wait_for_url(f"**/steps/{number}")
    hints.get_by_role("button", name="Take a hint").click()
    expect(hints.get_by_role("listitem")).to_have_count(1)
    expect(hints).to_contain_text("There is no other hint for what you have seen so far")
    expect(page.locator("form[data-draft] textarea").first).to_have_value("still being written")
