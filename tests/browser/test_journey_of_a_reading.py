"""Reading a run, from the catalog to the numbers, with the keyboard alone: the focus is never lost or out of sight."""

import re

import pytest
from browser_attempt import WHOLE, BrowserAttempt
from clipboard import copied
from playwright.sync_api import Error, expect
from waiting import stand_still

pytestmark = pytest.mark.browser

# Where the focus is, in which page, and whether a reader sees it: by an outline, its own or that of what is around it,
# or by the line under the head of a step and in the edge of a pane.
FOCUS = """() => {
  const focused = document.activeElement ?? document.body;
  if (!focused) return null; // nothing of the page is there yet
  const outlined = (each) => each !== null && getComputedStyle(each).outlineStyle !== "none" && parseFloat(getComputedStyle(each).outlineWidth) > 0;
  const lined = focused.id === "step" && getComputedStyle(focused.querySelector(".step-head")).boxShadow !== "none";
  const filled = focused.matches(".pane-edge") && !/, 0\\)$/.test(getComputedStyle(focused, "::before").backgroundColor);
  const around = [focused, focused.closest("form, .card, label")];
  const line = (part) => getComputedStyle(focused.closest(part)).borderBlockEndColor;
  const underlined = focused.matches(".palette-input") && line(".palette-field") !== line("dialog");
  const place = [...document.querySelectorAll("*")].indexOf(focused);
  return {
    page: performance.timeOrigin,
    on: focused === document.body ? "BODY" : `${focused.tagName} ${focused.id} ${focused.className.baseVal ?? focused.className} ${place}`,
    seen: focused === document.body || around.some(outlined) || lined || filled || underlined,
  };
}"""


def focus_of(page):
    """Where the focus is, once a page is there to ask."""
    while True:
        try:
            if found := page.evaluate(FOCUS):
                return found
        except Error as error:
            if "navigation" not in str(error):
                raise
            page.wait_for_load_state()


def tab_to(page, element):
    for _ in range(150):
        if element.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reached {element}")


class Keyboard:
    """A keyboard that looks where the focus is after each key: it may not get lost, nor go out of sight."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            before = focus_of(self.page)
            self.page.keyboard.press(key)
            self.look(before, key)

    def type(self, text):
        self.page.keyboard.type(text)

    def look(self, before, key):
        after = focus_of(self.page)
        if after["page"] == before["page"] and before["on"] != "BODY":
            assert after["on"] != "BODY", f"{key} lost the focus of {before['on']}"
        assert after["seen"], f"after {key} the focus is on {after['on']} and cannot be seen"

    def go(self, element, *keys):
        """Tab until an element has the focus, as a person would, and press a key on it."""
        tab_to(self.page, element)
        self.look(focus_of(self.page), "Tab")
        self.press(*keys)

    def palette(self, words):
        self.press("Control+k")
        self.type(words)
        self.press("Enter")


def at(page, number):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))


@pytest.fixture
def keyboard(new_page):
    """A keyboard at the second step of a run, come to from the catalog."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    keys = Keyboard(page)
    page.goto("/")
    keys.go(page.get_by_role("link", name="The parcel that came late"), "Enter")
    page.wait_for_url("**/scenarios/late-parcel")
    keys.go(page.get_by_role("button", name="Start reading"), "Enter")
    page.wait_for_url("**/steps/1")
    page.locator("html[data-script]").wait_for()
    keys.press("j")
    at(page, 2)
    return keys


def test_list_tree_and_timeline_are_read_with_the_keyboard_alone(keyboard):
    page, press = keyboard.page, keyboard.press
    keyboard.go(page.locator("#steps .row-link[data-step='2']"), "ArrowDown", "ArrowDown", "Enter")
    at(page, 4)
    expect(page.locator("#step")).to_be_focused()
    press("t", "Shift+Tab", "Shift+Tab")
    expect(page.get_by_role("treeitem", name=re.compile("4 consult"))).to_be_focused()
    press("ArrowRight")
    expect(page.get_by_role("treeitem", name=re.compile("refund_specialist"))).to_be_visible()
    press("ArrowDown", "ArrowRight")
    expect(page.get_by_role("treeitem", name=re.compile("5 calls"))).to_be_visible()
    press("ArrowDown", " ")
    at(page, 5)
    expect(page.get_by_role("treeitem", name=re.compile("5 calls"))).to_be_focused()
    press("Enter")
    expect(page.locator("#step")).to_be_focused()
    press("t", "w", "d", "s")
    keyboard.go(page.locator("#steps .row-link[data-step='5']"), "ArrowDown", "ArrowDown", "Enter")
    at(page, 7)
    press("t", "Shift+Tab", "f", "f")
    keyboard.go(page.get_by_role("slider", name="Step", exact=True), "Home", "ArrowRight", "End")
    at(page, 8)
    keyboard.go(page.get_by_role("link", name=re.compile("^Previous")), "Enter")
    at(page, 7)
    keyboard.go(page.get_by_role("link", name=re.compile("^Next")), "Enter")
    at(page, 8)
    expect(page.locator("#step")).to_be_focused()
    keyboard.go(page.get_by_role("button", name="Latency"), "Enter")
    expect(page.get_by_role("button", name="Latency", pressed=True)).to_be_focused()
    keyboard.go(page.get_by_role("button", name="Focus mode"), "Enter")
    expect(page.locator("#step")).to_be_focused()
    keyboard.go(page.get_by_role("button", name=re.compile("Leave focus")), "Enter")
    expect(page.locator("#step")).to_be_focused()


def test_search_playback_palette_and_panes_are_used_with_the_keyboard_alone(keyboard):
    page, press = keyboard.page, keyboard.press
    press("/")
    keyboard.type("kind:tool")
    press("Enter")
    at(page, 2)
    expect(page.locator(".hit")).to_have_count(3)
    press("n")
    at(page, 4)
    keyboard.go(page.get_by_role("link", name="Clear"), "Enter")
    expect(page.locator(".hit")).to_have_count(0)
    page.clock.install()
    stand_still(page)  # however long the way to the other key takes, it does not play to the end meanwhile
    keyboard.go(page.get_by_role("button", name="Play"), "Enter")
    keyboard.go(page.get_by_role("button", name="Pause"), "Enter")
    page.clock.resume()
    keyboard.palette("go to step")
    keyboard.type("3")
    press("Enter")
    at(page, 3)
    keyboard.go(page.get_by_role("separator", name="Width of the left pane"), "ArrowRight")
    keyboard.palette("left pane wider")
    expect(page.locator(".pane-edge--list")).to_have_attribute("aria-valuenow", "360")
    keyboard.go(page.locator("#steps").get_by_role("link", name=re.compile("^3 calls")))
    keyboard.palette("hide the list of steps")
    expect(page.locator("#steps")).to_be_hidden()
    keyboard.go(page.get_by_role("button", name="Share"), "Enter")
    keyboard.go(page.get_by_role("button", name=re.compile("Copy the link")), "Enter")
    keyboard.go(page.get_by_role("link", name="Download as one file"), "Escape")
    expect(page.get_by_role("button", name="Share")).to_be_focused()
    press("y")
    expect(page.locator("#live")).to_have_text("Link copied")
    assert re.search(r"/steps/\d$", copied(page))


def test_claims_evidence_and_hints_are_written_with_the_keyboard_alone(keyboard):
    page, press = keyboard.page, keyboard.press
    press("c")
    keyboard.type("the unit is lost")
    press("Control+Enter")
    claim = page.get_by_role("region", name="Claims 1")
    keyboard.go(claim.get_by_role("link", name="Revise"), "Enter")
    expect(page.get_by_label("Revise the claim at step 2")).to_be_focused()
    keyboard.go(claim.get_by_role("link", name="Cancel"), "Enter")
    expect(page.locator("#step")).to_be_focused()
    keyboard.go(claim.get_by_role("link", name="Revise"), "Enter")
    expect(page.get_by_label("Revise the claim at step 2")).to_be_focused()
    press("Control+a")
    keyboard.type("the lookup lost the unit")
    press("Control+Enter")
    expect(claim.get_by_text("1 earlier wording")).to_be_visible()
    keyboard.go(claim.get_by_role("button", name="Withdraw"), "Enter")
    expect(page.get_by_text("withdrawn")).to_be_visible()
    press("p")
    keyboard.type("total: 1250")
    press("Control+Enter")
    expect(page.get_by_role("region", name="Evidence 1")).to_be_visible()
    keyboard.go(page.get_by_role("button", name="Take a hint"), "Enter")
    expect(page.get_by_role("region", name="Hints 1")).to_be_visible()
    keyboard.go(page.get_by_role("button", name="Remove the evidence of step 2"), "Enter")
    expect(page.get_by_role("region", name="Evidence 0")).to_be_visible()


def test_a_fix_the_comparison_the_numbers_and_the_export_are_reached_with_the_keyboard_alone(keyboard):
    page, press = keyboard.page, keyboard.press
    attempt = BrowserAttempt(page)
    attempt.send(**WHOLE)
    attempt.go("/reveal")
    keyboard.go(page.get_by_role("radio").first, "Space")  # the changes stand in an order of the attempt's own
    change = page.get_by_role("radio", name=re.compile("^Name the unit"))
    if not change.is_checked():
        press("ArrowDown")
    expect(change).to_be_checked()
    keyboard.go(page.get_by_role("button", name="It passes"), "Enter")
    expect(page.get_by_text("the check passes")).to_be_visible()
    keyboard.go(page.get_by_role("link", name=re.compile("See it there|Compare the two")), "Enter")
    page.wait_for_url("**/comparison/**")
    press("}", "{", "j", "k")
    keyboard.go(page.get_by_role("link", name=re.compile("^differs")), "Enter")
    page.wait_for_url("**only=changed**")
    page.goto(page.url.partition("/comparison")[0] + "/steps/2")
    keyboard.go(page.get_by_role("link", name="Numbers"), "Enter")
    page.wait_for_url("**/steps/numbers")
    keyboard.go(page.get_by_text("In words, and as a table").first, "Enter")


def test_tab_goes_through_the_whole_screen_and_out_of_it_again(keyboard):
    page = keyboard.page
    seen = []
    for _ in range(150):
        page.keyboard.press("Tab")
        focus = focus_of(page)
        assert focus["seen"], focus["on"]
        if focus["on"] == "BODY" or (seen and focus["on"] == seen[0]):
            break
        seen.append(focus["on"])
    else:
        raise AssertionError("the Tab key never left the screen")
    assert len(set(seen)) > 40
