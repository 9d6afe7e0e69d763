"""The tree of a run in a real browser: its keys, its roles, what it remembers; and the ways over and out."""

import re

import pytest
from late_parcel import SLUG
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def begin(open_page):
    """Starts an attempt and gives the page at a step; an error in any script of it fails the test."""
    errors = []

    def begun(step=1, *, reveal="open", view="tree", **options):
        page = open_page(**options)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"/scenarios/{SLUG}")
        page.locator(f"[name=reveal][value={reveal}]").first.check()
        page.locator("form[action$='/attempts'] button[type=submit]").first.click()
        page.wait_for_url("**/steps/1")
        page.goto(page.url.removesuffix("1") + f"{step}?view={view}")
        return page

    yield begun
    assert errors == []


def at(page, number):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))


def item(page, name):
    return page.get_by_role("treeitem", name=re.compile(name))


def test_the_way_to_the_step_is_open_and_a_sub_agent_is_not(begin):
    page = begin(2)
    expect(page.get_by_role("tree", name="Tree of the run")).to_be_visible()
    expect(item(page, "support_agent")).to_have_attribute("aria-expanded", "true")
    expect(item(page, "4 consult_specialist")).to_have_attribute("aria-expanded", "false")
    expect(item(page, "refund_specialist")).to_have_count(0)


def test_rows_tell_their_level_and_place_to_assistive_technology(begin):
    page = begin(6)
    refund = item(page, "6 issue_refund")
    expect(refund).to_have_attribute("aria-level", "4")
    expect(refund).to_have_attribute("aria-posinset", "2")
    expect(refund).to_have_attribute("aria-setsize", "3")
    expect(refund).to_have_attribute("aria-current", "step")


def test_the_arrows_open_walk_and_close_the_tree(begin):
    page = begin(4)
    page.locator(".tree-row[tabindex='0']").focus()
    expect(item(page, "4 consult_specialist")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(item(page, "refund_specialist")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(item(page, "refund_specialist")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(item(page, "6 issue_refund")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(item(page, "6 issue_refund")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(item(page, "4 consult_specialist")).to_be_focused()
    page.keyboard.press("Home")
    expect(item(page, "support_agent")).to_be_focused()
    page.keyboard.press("l")
    expect(item(page, "2 lookup_order")).to_be_focused()
    at(page, 4)
    page.keyboard.press("Enter")
    at(page, 2)
    page.keyboard.press("Escape")
    expect(page.locator("#step")).to_be_focused()


def test_a_step_that_is_stepped_to_opens_what_it_lies_inside(begin):
    page = begin(4)
    expect(item(page, "6 issue_refund")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("j")
    at(page, 6)
    expect(item(page, "6 issue_refund")).to_have_attribute("aria-current", "step")


def test_what_was_opened_is_open_again_when_the_page_is(begin):
    page = begin(2)
    item(page, "4 consult_specialist").locator(".tree-toggle").click()
    item(page, "refund_specialist").locator(".tree-toggle").click()
    expect(item(page, "6 issue_refund")).to_be_visible()
    at(page, 2)
    page.reload()
    expect(item(page, "refund_specialist")).to_be_visible()


def test_all_is_expanded_and_collapsed_to_agents(begin):
    page = begin(2)
    page.get_by_role("button", name="Expand all").click()
    expect(item(page, "6 issue_refund")).to_be_visible()
    page.get_by_role("button", name="Collapse to agents").click()
    expect(item(page, "6 issue_refund")).to_be_hidden()
    expect(item(page, "4 consult_specialist")).to_be_visible()


def test_t_goes_through_the_views_and_the_choice_stays(begin):
    page = begin(2, view="list")
    page.keyboard.press("t")
    expect(page.get_by_role("tree")).to_be_visible()
    page.goto(page.url.partition("?")[0])
    expect(page.get_by_role("tree")).to_be_visible()


def test_what_runs_at_the_frontier_says_so_and_counts_only_what_is_revealed(begin):
    page = begin(1, reveal="forward")
    for number in range(2, 7):
        page.keyboard.press("j")
        at(page, number)
    expect(item(page, "refund_specialist")).to_contain_text("running · 2 steps · 1 error")
    expect(item(page, "support_agent")).to_contain_text("running · 6 steps · 1 error")


def test_over_an_agent_and_out_of_it_by_key(begin):
    page = begin(4, view="list")
    page.keyboard.press("Shift+ArrowRight")
    at(page, 8)
    page.keyboard.press("k")
    at(page, 7)
    page.keyboard.press("Shift+ArrowLeft")
    at(page, 4)
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("#live")).to_have_text("No step further out called this one")
    at(page, 4)


def test_over_an_agent_that_still_runs_one_stays_and_is_told(begin):
    page = begin(1, reveal="forward")
    for number in range(2, 6):
        page.keyboard.press("j")
        at(page, number)
    page.keyboard.press("k")
    at(page, 4)
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#live")).to_have_text("What begins here is not over at the last revealed step")
    at(page, 4)


def test_without_script_the_tree_is_links_and_the_ways_are_too(begin):
    page = begin(6, java_script_enabled=False)
    page.locator(".tree-row", has_text="A-17").click()
    at(page, 2)
    expect(page.locator(".tree-row", has_text="eucalypt")).to_have_count(0)
    page.locator(".tree-row", has_text="cardamom").click()
    at(page, 4)
    page.get_by_role("link", name="Step over to step 8").click()
    at(page, 8)
