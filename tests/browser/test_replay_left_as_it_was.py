"""What a reader left of a step is there again: scroll, selection, folds and the tab."""

import re

import pytest
from late_parcel import RESULT_OF_4, WORDS
from playwright.sync_api import expect
from waiting import until

pytestmark = pytest.mark.browser
LOW = {"width": 1440, "height": 420}
SELECTED = "getSelection().toString()"
SCROLLED = "document.querySelector('#step').scrollTop"


def at(page, number, tab="delta"):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))
    expect(page.locator("#step")).to_have_attribute("data-tab", tab)
    query = "" if tab == "delta" else rf"\?tab={tab}"
    expect(page).to_have_url(re.compile(rf"/steps/{number}{query}$"))


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def go(page, key, number, tab="delta"):
    press(page, key)
    at(page, number, tab)


def scroll(page, to):
    page.evaluate(f"document.querySelector('#step').scrollTop = {to}")


def select_result(page):
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.back .value'))")


def test_a_step_that_was_visited_has_its_own_scroll_position_and_a_new_one_that_of_the_tab(new_page, start):
    page = start(new_page())
    page.set_viewport_size(LOW)
    go(page, "6", 1, "raw")
    scroll(page, 90)
    go(page, "j", 2, "raw")
    assert page.evaluate(SCROLLED) == 90
    scroll(page, 30)
    go(page, "k", 1, "raw")
    assert page.evaluate(SCROLLED) == 90
    page.go_back()
    at(page, 2, "raw")
    assert page.evaluate(SCROLLED) == 30
    page.go_forward()
    at(page, 1, "raw")
    assert page.evaluate(SCROLLED) == 90


def test_selected_words_are_selected_again(new_page, start):
    page = start(new_page())
    go(page, "j", 2)
    select_result(page)
    words = page.evaluate(SELECTED)
    assert WORDS[2] in words
    go(page, "j", 3)
    assert page.evaluate(SELECTED) == ""
    go(page, "k", 2)
    assert page.evaluate(SELECTED) == words
    go(page, "3", 2, "output")
    go(page, "1", 2)
    assert page.evaluate(SELECTED) == words
    go(page, "j", 3)
    page.go_back()
    at(page, 2)
    assert page.evaluate(SELECTED) == words


def test_folds_stay_as_they_were_left_and_what_was_fetched_into_them_stays(new_page, start):
    page = start(new_page())
    go(page, "G", 8)
    go(page, "2", 8, "context")
    folds = page.locator("#content details")
    before = folds.evaluate_all("all => all.map(fold => fold.open)")
    folds.first.locator("summary").first.click()
    page.locator("#content").evaluate("content => content.append('a trace of this very content')")
    go(page, "k", 7, "context")
    go(page, "j", 8, "context")
    assert folds.evaluate_all("all => all.map(fold => fold.open)") == [not before[0], *before[1:]]
    expect(page.locator("#content")).to_contain_text("a trace of this very content")


def test_the_way_back_from_another_page_leads_to_the_same_place(new_page, start):
    page = start(new_page())
    page.set_viewport_size(LOW)
    go(page, "G", 8)
    go(page, "2", 8, "context")
    opened = page.locator("#content details[open]")
    count = opened.count()
    page.locator("#content details:not([open]) > summary").first.click()
    expect(opened).to_have_count(count + 1)
    scroll(page, 40)
    press(page, "Control+Enter")
    page.wait_for_url("**/review")
    page.go_back()
    at(page, 8, "context")
    expect(opened).to_have_count(count + 1)
    assert page.evaluate(SCROLLED) == 40


def test_the_chosen_row_of_the_list_follows(new_page, start):
    page = start(new_page())
    go(page, "G", 8)
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-step", "8")
    expect(page).to_have_url(re.compile("/steps/8$"))
    page.go_back()
    at(page, 1)
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-step", "1")


def test_a_step_that_has_come_to_its_end_is_not_shown_as_it_was_while_it_ran(new_page, start):
    page = start(new_page(), "forward")
    for number in range(2, 6):
        go(page, "j", number)
    go(page, "k", 4)
    expect(page.locator("#content")).not_to_contain_text(RESULT_OF_4)
    page.locator("#content").click()
    go(page, "j", 5)
    for number in range(6, 9):
        go(page, "j", number)
    page.locator(".row-link[data-step='4']").click()
    at(page, 4)
    expect(page.locator("#content")).to_contain_text(RESULT_OF_4)


def test_what_another_window_revealed_is_seen_on_coming_back_to_this_one(new_page, start):
    page = start(new_page(), "forward")
    for number in range(2, 6):
        go(page, "j", number)
    until(page, "performance.getEntriesByType('resource').some(({name}) => name.endsWith('/steps/4'))")
    attempt = re.sub("/steps/.*", "", page.url)
    for _ in range(3):
        page.request.post(f"{attempt}/frontier", headers={"Origin": page.url.split("/attempts")[0]})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    go(page, "k", 4)
    expect(page.locator("#content")).to_contain_text(RESULT_OF_4)


def test_a_claim_that_is_being_written_outlasts_the_reveal_of_a_step(new_page, start):
    page = start(new_page(), "forward")
    press(page, "c")
    page.keyboard.type("the unit is lost")
    page.locator("#step").focus()
    go(page, "j", 2)
    expect(page.locator("[data-claim-what]")).to_have_value("the unit is lost")
    expect(page.locator("#diagnosis [name=step]").first).to_have_value(re.compile("[12]"))
