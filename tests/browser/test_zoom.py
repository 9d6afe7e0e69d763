"""At 400 % zoom nothing is cut off, nothing scrolls in two directions, and every part can be reached."""

import re

import pytest
from browser_attempt import BrowserAttempt
from page_states import STATES
from playwright.sync_api import expect
from waiting import until

pytestmark = pytest.mark.browser

# Whether the page scrolls sideways, and what reaches over its edge, unless it lies in a frame that scrolls by itself.
SIDEWAYS = """() => {
  const found = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  const framed = (each) => {
    for (let part = each.parentElement; part && part !== document.body; part = part.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(part).overflowX)) return true;
    }
    return false;
  };
  const open = document.querySelector("dialog[open]");
  for (const each of (open ?? document.body).querySelectorAll("a, button, summary, p, h1, h2, h3, input, select, textarea, li, dd, td, pre")) {
    if (!each.checkVisibility({ visibilityProperty: true }) || each.closest(".visually-hidden, .skip")) continue;
    const { left, right, width } = each.getBoundingClientRect();
    if (width && (right > innerWidth + 1 || left < -1) && !framed(each)) found.push(`${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 30)}: ${Math.round(left)} to ${Math.round(right)}`);
  }
  for (const each of document.querySelectorAll("main, #step, #content, .replay-aside, .list-scroll, dialog[open]")) {
    if (each.checkVisibility() && each.scrollWidth > each.clientWidth + 1 && !each.querySelector(".timeline")) found.push(`${each.id || each.className} scrolls sideways`);
  }
  return found;
}"""

# What a part cuts off of its own text in the direction of reading, where nothing says that there is more.
CUT = """() => {
  const found = [];
  for (const each of document.querySelectorAll("a, button, summary, p, h1, h2, h3, label, dt, dd, th, td, legend, .badge")) {
    if (!each.checkVisibility({ visibilityProperty: true }) || each.closest(".visually-hidden, .skip, svg, .list-scroll")) continue;
    const style = getComputedStyle(each);
    const cuts = style.overflowY !== "visible" && style.overflowY !== "auto" && style.overflowY !== "scroll";
    if (cuts && each.scrollHeight > each.clientHeight + 3) found.push(`${each.tagName} ${each.className} ${each.textContent.trim().slice(0, 30)}: ${each.scrollHeight} in ${each.clientHeight}`);
  }
  return found;
}"""
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"
READER = {"bypass_csp": True}  # text is spaced by a style of the test


@pytest.mark.parametrize("state", STATES, ids=[state.__name__ for state in STATES])
def test_nothing_scrolls_sideways_at_400_percent_and_spaced_text_is_not_cut(newcomer, state):
    page = newcomer
    state(page)
    page.set_viewport_size({"width": 320, "height": 256})
    found = page.evaluate(SIDEWAYS)
    page.add_style_tag(content=SPACED)
    found += [f"spaced: {fault}" for fault in page.evaluate(CUT)]
    page.set_viewport_size({"width": 1280, "height": 900})
    found += [f"spaced at 1280: {fault}" for fault in page.evaluate(CUT)]
    assert not found, "\n".join(found)


@pytest.fixture
def zoomed(newcomer):
    """A step of a run in a window of 1280 by 1024 at 400 %."""
    newcomer.set_viewport_size({"width": 320, "height": 256})
    BrowserAttempt(newcomer).go("/steps/2")
    newcomer.locator("html[data-script]").wait_for()
    return newcomer


# What stands still over the page while it scrolls.
STANDING = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const { position, top, bottom } = getComputedStyle(each);
  const upright = top !== "auto" || bottom !== "auto"; // the first column of a table stands still sideways alone
  return (position === "fixed" || (position === "sticky" && upright)) && each.checkVisibility() && each.getBoundingClientRect().height > 4;
}).map((each) => each.className)"""
EDGES = """() => [4, innerHeight - 4].map((y) => document.elementFromPoint(innerWidth / 2, y)?.closest("#content") !== null)"""


@pytest.mark.parametrize("window", [{"width": 320, "height": 256}, {"width": 360, "height": 225}])
def test_no_bar_covers_the_page_in_a_low_window(zoomed, window):
    zoomed.set_viewport_size(window)
    assert zoomed.evaluate(STANDING) == []
    zoomed.evaluate("document.getElementById('content').scrollIntoView(); scrollBy(0, 40)")
    assert zoomed.evaluate(EDGES) == [True, True]


def test_in_a_low_window_what_leads_on_stands_below_the_step_and_the_next_one_begins_at_its_top(zoomed):
    zoomed.keyboard.press("End")
    follow = zoomed.get_by_role("link", name="Next")
    expect(follow).to_be_in_viewport(ratio=1)
    expect(zoomed.get_by_role("button", name="Play")).to_be_in_viewport(ratio=1)
    follow.click()
    expect(zoomed.locator("#step")).to_have_attribute("data-number", "3")
    expect(zoomed.locator("#step-title")).to_be_in_viewport()
    before = zoomed.evaluate("scrollY")
    zoomed.keyboard.press("PageDown")
    until(zoomed, f"scrollY > {before}")


def test_in_a_low_and_wide_window_the_list_scrolls_beside_the_step(zoomed):
    zoomed.set_viewport_size({"width": 1280, "height": 400})
    zoomed.reload()
    zoomed.locator("html[data-script]").wait_for()
    zoomed.keyboard.press("G")
    expect(zoomed.locator("#step")).to_have_attribute("data-number", "8")
    expect(zoomed.locator(".row-link[aria-current]")).to_be_in_viewport(ratio=1)
    expect(zoomed.locator("#step-title")).to_be_in_viewport()


def test_the_drawers_are_used_at_400_percent(zoomed):
    page = zoomed
    page.get_by_role("link", name="Steps", exact=True).click()
    row = page.get_by_role("link", name=re.compile("^6 issue_refund"))
    row.scroll_into_view_if_needed()
    row.click()
    expect(page.locator("#step")).to_have_attribute("data-number", "6")
    expect(row).to_be_hidden()
    page.get_by_role("link", name="Claims").click()
    page.get_by_label("What looks wrong").fill("the refund was refused")
    page.get_by_role("button", name="Log the claim").click()
    expect(page.get_by_text("the refund was refused", exact=True)).to_be_visible()
    page.get_by_role("link", name="Back to the step").click()
    expect(page.get_by_role("complementary", name="Diagnosis")).to_be_hidden()
    page.get_by_role("link", name="Claims").click()
    page.get_by_role("link", name="Numbers of the run").click()
    expect(page.get_by_role("heading", name="Numbers", level=1)).to_be_visible()


def test_a_step_leads_on_once_a_drawer_was_closed_and_back_again(zoomed):
    page, step = zoomed, zoomed.locator("#step")
    page.get_by_role("link", name="Steps", exact=True).click()
    page.get_by_role("link", name="Back to the step").click()
    page.get_by_role("heading", name="Asked by").get_by_role("link").click()
    expect(step).to_have_attribute("data-number", "1")
    expect(page).to_have_url(re.compile("/steps/1$"))
    page.go_back()
    expect(step).to_have_attribute("data-number", "2")


def test_a_claim_is_revised_in_the_drawer_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.set_viewport_size({"width": 320, "height": 640})
    attempt = BrowserAttempt(page)
    attempt.post("claims", step="2", what="the unit is lost")
    attempt.go("/steps/2#diagnosis")
    page.get_by_role("link", name="Revise").click()
    page.get_by_label("Revise the claim at step 2").fill("the lookup lost the unit")
    page.get_by_role("button", name="Log the revision").click()
    page.get_by_role("link", name="Claims").click()
    expect(page.get_by_text("the lookup lost the unit", exact=True)).to_be_visible()
