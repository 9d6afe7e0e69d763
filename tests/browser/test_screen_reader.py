"""What a screen reader is told of the replay screen: landmarks, names, states, and one voice that says what happened."""

import re
from itertools import pairwise

import pytest
from browser_attempt import BrowserAttempt
from page_states import (
    claims_and_evidence,
    comparison,
    forward_only_step,
    timeline_of_the_run,
    tree_of_the_run,
)
from playwright.sync_api import expect
from waiting import stand_still

pytestmark = pytest.mark.browser


@pytest.fixture
def step(new_page):
    """A function that opens a step, with the keyboard at the page as after loading."""

    def opened(number=3, query="", **options):
        page = new_page(**options)
        BrowserAttempt(page).go(f"/steps/{number}{query}")
        page.locator("html[data-script]").wait_for()
        return page

    return opened


def hears(page, words):
    expect(page.locator("#live")).to_have_text(words)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_the_screen_has_landmarks_with_names_and_one_heading_of_the_first_level(step):
    page = step()
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("search")).to_have_count(1)
    for name in ("Steps", "What this step lies inside", "Views of the step", "Timeline"):
        expect(page.get_by_role("navigation", name=name, exact=True)).to_have_count(1)
    expect(page.get_by_role("complementary", name="Diagnosis")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("3 calls consult_specialist")
    expect(page.get_by_role("article", name="3 calls consult_specialist")).to_have_attribute("id", "step")
    levels = page.get_by_role("heading").evaluate_all("all => all.map(({ tagName }) => Number(tagName[1]))")
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_there_is_one_live_region_and_it_is_polite(new_page):
    page = new_page()
    claims_and_evidence(page)
    speaking = page.locator("[aria-live], [role=status], [role=alert], [role=log], output")
    expect(speaking).to_have_count(1)
    expect(speaking).to_have_attribute("id", "live")
    expect(speaking).to_have_attribute("aria-live", "polite")
    page.goto(page.url.partition("?")[0] + "?find=latency%3Efast")
    expect(page.locator("#find-problem")).to_be_visible()
    expect(speaking).to_have_count(1)


def test_the_list_is_an_ordered_list_of_links_that_say_kind_time_marks_and_errors(new_page):
    page = new_page()
    claims_and_evidence(page)
    rows = page.locator("ol.step-list").get_by_role("link")
    expect(rows).to_have_count(9)
    expect(rows.nth(0)).to_have_accessible_name(re.compile("^User"))
    expect(rows.nth(2)).to_have_accessible_name("2 lookup_order A-17 tool · 11 ms claim evidence")
    expect(rows.nth(3)).to_have_attribute("aria-current", "step")
    expect(rows.nth(6)).to_have_accessible_name("6 issue_refund eucalypt tool · 58 ms · error")
    expect(page.locator("#steps [aria-current=step]")).to_have_count(1)


def test_the_tree_tells_kind_level_place_and_what_is_open(new_page):
    page = new_page()
    tree_of_the_run(page)
    tree = page.get_by_role("tree", name="Tree of the run")
    refund = tree.get_by_role("treeitem", name="tool 6 issue_refund eucalypt 58 ms · error")
    for name, value in {"level": "4", "posinset": "2", "setsize": "3", "current": "step"}.items():
        expect(refund).to_have_attribute(f"aria-{name}", value)
    consult = tree.get_by_role("treeitem", name=re.compile("^tool 4 consult_specialist"))
    expect(consult).to_have_attribute("aria-expanded", "true")
    consult.focus()
    press(page, "ArrowLeft")
    expect(consult).to_have_attribute("aria-expanded", "false")
    expect(tree.locator("[tabindex='0']")).to_have_count(1)


def test_each_row_of_the_timeline_says_what_its_bar_shows(new_page):
    page = new_page()
    timeline_of_the_run(page)
    rows = page.locator(".timeline-rows").get_by_role("link")
    expect(rows.nth(1)).to_have_accessible_name(
        re.compile(r"^2 lookup_order A-17\s?, tool, starts at 20 ms, took 11 ms, on the critical path for 11 ms$")
    )
    expect(rows.nth(5)).to_have_accessible_name(re.compile("issue_refund eucalypt.*, tool, .*error.*"))
    expect(page.locator(".timeline-row--agent").first).to_contain_text("from step 1, 843 ms")


def test_edges_and_playhead_tell_their_value_and_its_bounds(step):
    page = step()
    edge = page.get_by_role("separator", name="Width of the left pane")
    expect(edge).to_have_attribute("aria-valuenow", "280")
    expect(edge).to_have_attribute("aria-controls", "steps")
    edge.focus()
    press(page, "ArrowRight")
    expect(edge).to_have_attribute("aria-valuenow", "296")
    expect(edge).to_have_attribute("aria-valuetext", "296 pixels")
    head = page.get_by_role("slider", name="Step", exact=True)
    expect(head).to_have_attribute("aria-valuenow", "3")
    expect(head).to_have_attribute("aria-valuemin", "1")
    expect(head).to_have_attribute("aria-valuemax", "8")
    expect(head).to_have_attribute("aria-valuetext", re.compile("^Step 3: model calls consult_specialist"))


def test_tabs_and_views_are_links_of_which_one_is_current(step):
    page = step(query="?tab=context")
    tabs = page.get_by_role("navigation", name="Views of the step")
    expect(tabs.get_by_role("link")).to_have_text([re.compile(each) for each in ("Delta", "Context", "Output", "State", "Inside", "Raw")])  # fmt: skip
    expect(tabs.locator("[aria-current=page]")).to_have_text(re.compile("Context"))
    views = page.get_by_role("group", name="Views of the run")
    expect(views.locator("[aria-current=true]")).to_have_text("List")
    press(page, "t")
    expect(views.locator("[aria-current=true]")).to_have_text("Tree")
    hears(page, "Tree of the run")
    press(page, "4")
    expect(tabs.locator("[aria-current=page]")).to_have_text(re.compile("State"))


@pytest.mark.parametrize(
    ("key", "name", "button"),
    [("?", "Keys", "Keys"), ("Control+k", "Commands", "Commands"), (":", "Go to step", None)],
)
def test_a_dialog_has_a_name_and_gives_the_focus_back(step, key, name, button):
    page = step()
    back = page.get_by_role("button", name=button) if button else page.get_by_role("link", name=re.compile("^Raw"))
    back.focus()
    press(page, *(["Enter"] if button else [key]))
    expect(page.get_by_role("dialog", name=name, exact=True)).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(back).to_be_focused()
    press(page, key)
    expect(page.get_by_role("dialog", name=name, exact=True)).to_be_visible()
    assert page.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")


def test_the_palette_is_a_combobox_that_names_its_choice(step):
    page = step()
    press(page, "Control+k")
    box = page.get_by_role("combobox", name="Command, step number or words to find")
    expect(box).to_be_focused()
    page.keyboard.type("focus mode")
    chosen = page.get_by_role("listbox", name="Commands").get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(chosen).to_contain_text("Focus mode: only the step")


def test_it_says_which_step_is_shown_and_where_a_key_leads_nowhere(step):
    page = step(1)
    press(page, "j")
    hears(page, "Step 2 of 8: tool lookup_order A-17")
    press(page, "G")
    hears(page, re.compile("^Step 8 of 8: model"))
    press(page, "Shift+ArrowRight")
    hears(page, "This is the last revealed step")
    press(page, "]")
    hears(page, "No later step is marked")


def test_it_says_what_a_search_found(step):
    page = step()
    press(page, "/")
    page.keyboard.type("kind:tool")
    press(page, "Enter")
    hears(page, re.compile(r"^Step 4 of 8: tool consult_specialist.*\. 3 steps$"))
    press(page, "n")
    hears(page, re.compile("^Step 6 of 8"))
    press(page, "n")
    hears(page, "No further hit")
    press(page, "/")
    page.keyboard.type("latency>fast")
    press(page, "Enter")
    hears(page, re.compile("needs a number"))
    box = page.get_by_role("combobox", name="Find in the revealed steps")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description(re.compile("needs a number"))


def test_it_says_that_playback_begins_pauses_and_why_it_stops(new_page):
    page = new_page()
    page.clock.install()
    BrowserAttempt(page).go("/steps/7")
    stand_still(page)
    press(page, "Space")
    hears(page, "Playback: playing at 1×")
    press(page, "Space")
    hears(page, "Playback: paused")
    press(page, ">")
    hears(page, "Playback: 1.5×")
    press(page, "G")
    expect(page.locator("#step")).to_have_attribute("data-number", "8")
    page.clock.run_for(200)
    hears(page, re.compile("^Step 8 of 8"))
    press(page, "Space")
    hears(page, "Playback: the run ends here")


def test_playback_says_that_nothing_further_is_revealed(new_page):
    page = new_page()
    forward_only_step(page)
    page.locator("html[data-script]").wait_for()
    press(page, "Space")
    hears(page, "Playback: nothing further is revealed")


def test_it_says_that_a_claim_was_noted_and_a_link_copied(step):
    page = step(permissions=["clipboard-read", "clipboard-write"])
    press(page, "y")
    hears(page, "Link copied")
    press(page, "c")
    page.keyboard.type("the unit is lost")
    press(page, "Control+Enter")
    hears(page, "Noted")
    press(page, "m")
    expect(page.get_by_role("button", name="Suspected", pressed=True)).to_be_visible()


def test_the_comparison_has_names_and_says_each_row(new_page):
    page = new_page()
    comparison(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("lookup_order A-17")
    expect(page.get_by_role("article", name="lookup_order A-17")).to_have_count(1)
    for name in ("Aligned steps", "Timeline of both runs"):
        expect(page.get_by_role("navigation", name=name)).to_have_count(1)
    expect(page.get_by_role("link", name=re.compile("^Next difference", re.IGNORECASE))).to_have_count(1)
    expect(page.get_by_role("link", name=re.compile("^Previous difference", re.IGNORECASE))).to_have_attribute(
        "aria-disabled", "true"
    )
    press(page, "j")
    hears(page, re.compile("^Row 3 of 8: model .*, nothing new"))
