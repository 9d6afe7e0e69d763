"""A server that answers late or not at all: what was pressed meanwhile holds, and nothing is said twice."""

import re

import pytest
from playwright.sync_api import expect
from waiting import held_back

pytestmark = pytest.mark.browser


def at(page, number):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))


def test_a_mark_that_is_answered_late_leaves_the_buttons_of_the_step_that_was_gone_to(new_page, start):
    page = start(new_page())
    release = held_back(page, "**/marks")
    page.keyboard.press("m")
    page.keyboard.press("j")
    at(page, 2)
    release(1)
    expect(page.locator(".row-link[data-step='1']").get_by_role("img", name="suspect")).to_be_visible()
    expect(page.locator(".step-actions input[name=step]")).to_have_value("2")
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-step", "2")
    expect(page).to_have_url(re.compile("/steps/2$"))


def test_a_mark_that_is_set_before_the_step_is_there_is_of_the_step_that_was_gone_to(new_page, start):
    page = start(new_page())
    release = held_back(page, "**/steps/8")
    page.keyboard.press("G")
    page.keyboard.press("m")
    release(1)
    at(page, 8)
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".row-link[data-step='8']").get_by_role("img", name="suspect")).to_be_visible()
    expect(page.locator(".row-link[data-step='1']").get_by_role("img", name="suspect")).to_have_count(0)


@pytest.mark.parametrize(
    ("keys", "step"), [(["l", "j"], 6), (["l", "G", "h", "k"], 6), (["l", "k", "Shift+ArrowRight"], 8)]
)
def test_keys_that_are_pressed_before_their_step_is_there_lead_where_they_would_one_by_one(
    new_page, start, keys, step
):
    page = start(new_page())
    release = held_back(page, re.compile(r"/steps/5$"))
    for key in keys:
        page.keyboard.press(key)
    release(1)
    at(page, step)
    expect(page).to_have_url(re.compile(rf"/steps/{step}$"))


def test_a_mark_is_of_the_step_it_was_set_at_even_if_one_goes_on_before_it_is_there(new_page, start):
    page = start(new_page())
    release = held_back(page, "**/steps/8")
    for key in ("G", "m", "k"):
        page.keyboard.press(key)
    release(1)
    at(page, 7)
    expect(page.locator(".row-link[data-step='8']").get_by_role("img", name="suspect")).to_be_visible()
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "false")


def test_a_branch_that_is_opened_twice_while_it_comes_is_there_once(new_page, start):
    page = start(new_page())
    page.goto(f"{page.url.removesuffix('1')}4?view=tree")
    release = held_back(page, "**/outline/**")
    row = page.locator(".tree-row[data-key='step-4']")
    row.locator(".tree-toggle").dblclick()
    release(2)
    expect(page.get_by_role("treeitem", name=re.compile("refund_specialist"))).to_have_count(1)
    expect(row).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize(
    ("pattern", "keys", "words"),
    [
        ("**/marks", ["m"], "That was not sent: is the server still there?"),
        ("**/steps/1?find=r", ["/", "r", "Enter"], "The search could not be sent: is the server still there?"),
    ],
)
def test_what_cannot_be_sent_is_said_and_can_be_tried_again(new_page, start, pattern, keys, words):
    page = start(new_page())
    page.route(pattern, lambda route: route.abort())
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#live")).to_have_text(words)
    page.unroute(pattern)
    page.keyboard.press(keys[-1])
    expect(page.locator("#live")).not_to_have_text(words)
