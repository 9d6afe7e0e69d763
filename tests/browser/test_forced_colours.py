"""In forced colours what colour tells is told by a border, an outline or a form of its own."""

import re

import pytest
from browser_attempt import WHOLE, BrowserAttempt
from page_states import claims_and_evidence, comparison, condensed_context, timeline_of_the_run, tree_of_the_run
from playwright.sync_api import expect
from waiting import until

pytestmark = pytest.mark.browser

READER = {"forced_colors": "active"}
STYLE = "(each, [name, pseudo]) => getComputedStyle(each, pseudo || null)[name]"


@pytest.fixture
def forced(newcomer):
    return newcomer


def style(element, name, pseudo=""):
    return element.evaluate(STYLE, [name, pseudo])


def outlined(element):
    return style(element, "outlineStyle") != "none" and style(element, "outlineWidth") != "0px"


def differ(page, selector, other, name):
    """Whether two elements are drawn in two of the few colours that are left."""
    return style(page.locator(selector).first, name) != style(page.locator(other).first, name)


@pytest.mark.parametrize(
    ("view", "row"),
    [("list", ".row-link"), ("tree", ".tree-row.row-link"), ("timeline", ".timeline-link")],
)
def test_the_current_step_is_outlined_in_each_view(forced, view, row):
    BrowserAttempt(forced).go(f"/steps/6?view={view}")
    assert outlined(forced.locator(f"{row}[aria-current]"))
    assert not outlined(forced.locator(f"{row}:not([aria-current])").first)


def test_tabs_views_and_pressed_buttons_show_which_is_chosen(forced):
    claims_and_evidence(forced)
    assert outlined(forced.locator(".tab[aria-current]"))
    assert not outlined(forced.locator(".tab:not([aria-current])").first)
    assert outlined(forced.locator(".view-link[aria-current]"))
    assert outlined(forced.locator(".scrub-choice[aria-pressed=true]").first)
    assert not outlined(forced.locator(".scrub-choice[aria-pressed=false]").first)
    assert outlined(forced.locator(".step-actions [aria-pressed=true]"))


def test_marks_and_kinds_have_icons_that_can_be_seen(forced):
    claims_and_evidence(forced)
    expect(forced.get_by_role("img", name="claim").first).to_be_visible()
    text = style(forced.locator("body"), "color")
    assert style(forced.locator(".step-mark .icon").first, "stroke") == text
    assert style(forced.locator(".row-link .icon").first, "stroke") == text


def test_entered_and_left_are_told_by_signs_borders_and_strokes(forced):
    condensed_context(forced)
    for sign, words in (("entered", "+"), ("left", "−")):
        shown = forced.locator(f".change--{sign} .change-sign").first
        expect(shown).to_have_text(words)
        assert style(shown, "borderTopWidth") == "1px"
    attempt = BrowserAttempt(forced)
    attempt.send(**WHOLE)
    attempt.go("/comparison/2")
    assert style(forced.locator("del").first, "textDecorationLine") == "line-through"


def test_ticks_bars_and_charts_are_drawn_and_the_current_one_stands_out(forced):
    timeline_of_the_run(forced)
    text, surface = style(forced.locator("body"), "color"), style(forced.locator("html"), "backgroundColor")
    assert text != surface
    for drawn in (".tick:not([aria-current]) rect", ".timeline-link:not([aria-current]) .timeline-bar"):
        assert style(forced.locator(drawn).first, "stroke") == text, drawn
        assert style(forced.locator(drawn).first, "fill") == surface, drawn
    for drawn in (".timeline-span", ".chart-bars"):
        assert style(forced.locator(drawn).first, "fill") == text, drawn
    assert differ(forced, ".tick[aria-current] rect", ".tick:not([aria-current]) rect", "fill")
    assert differ(forced, "[aria-current] .timeline-bar", ".timeline-link:not([aria-current]) .timeline-bar", "fill")
    assert style(forced.locator(".scrub-head"), "backgroundColor", "::before") not in (surface, "rgba(0, 0, 0, 0)")
    forced.get_by_role("button", name="Context", exact=True).click()
    expect(forced.get_by_role("img", name=re.compile("^Context size"))).to_be_visible()
    assert style(forced.locator(".chart-line").first, "stroke") == text


def test_the_lanes_of_the_comparison_differ_where_the_runs_do(forced):
    comparison(forced)
    assert differ(forced, ".arms-column--changed .arms-cell", ".arms-column--matched .arms-cell", "fill")
    assert style(forced.locator(".arms-column--current .arms-hit").first, "strokeWidth") == "2px"


def test_the_focus_and_what_a_list_has_chosen_are_outlined(forced):
    tree_of_the_run(forced)
    row = forced.locator(".tree-row[tabindex='0']")
    row.focus()
    assert outlined(row)
    assert (
        style(forced.locator(".tree-row[data-open] > .tree-toggle").first, "borderBottomWidth", "::before") != "0px"
    )
    forced.keyboard.press("Escape")
    assert differ(forced, ".step-head", ".replay-top", "borderBlockEndColor")
    forced.keyboard.press("Control+k")
    assert outlined(forced.locator("#palette [aria-selected=true]"))
    forced.keyboard.press("Escape")
    forced.keyboard.press("/")
    forced.keyboard.press("ArrowDown")
    assert outlined(forced.locator("#find-terms [aria-selected=true]"))
    edge = forced.locator(".pane-edge--list")
    edge.focus()
    surface = style(forced.locator("html"), "backgroundColor")
    until(forced, "getComputedStyle(document.activeElement, '::before').backgroundColor !== 'rgba(0, 0, 0, 0)'")
    assert style(edge, "backgroundColor", "::before") != surface
