"""Where the system asks for less motion nothing moves but the steps."""

import pytest
from browser_attempt import BrowserAttempt
from page_states import catalog, comparison, numbers_of_the_run, playing, reveal, timeline_of_the_run
from playwright.sync_api import expect
from waiting import stand_still

pytestmark = pytest.mark.browser

MOVING = """() => {
  const found = document.getAnimations().map((each) => `an animation of ${each.effect.target.className}`);
  const long = (times) => times.split(", ").some((time) => parseFloat(time) > 0);
  for (const each of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(each, part);
      const moves = long(transitionDuration) || (animationName !== "none" && long(animationDuration)) || scrollBehavior === "smooth";
      if (moves) found.push(`${each.tagName}.${each.getAttribute("class")} ${part ?? ""}`);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("state", [catalog, playing, timeline_of_the_run, comparison, numbers_of_the_run, reveal])
def test_nothing_is_animated(new_page, state):
    page = new_page(reduced_motion="reduce")
    state(page)
    assert page.evaluate(MOVING) == []


def test_with_motion_playback_draws_a_line_that_fills_while_a_step_stays(new_page):
    page = new_page(reduced_motion="no-preference")
    playing(page)
    assert page.evaluate(MOVING) != []


def test_playback_says_that_it_goes_without_motion_and_steps_all_the_same(new_page):
    page = new_page(reduced_motion="reduce")
    page.clock.install()
    BrowserAttempt(page).go("/steps/7")
    stand_still(page)
    for key in (">", ">", ">", ">", "Space"):
        page.keyboard.press(key)
    expect(page.locator("#live")).to_have_text("Playback: playing at 4×, without motion")
    page.clock.run_for(1500)  # the longest that a step stays at that speed
    expect(page.locator("#step")).to_have_attribute("data-number", "8")
