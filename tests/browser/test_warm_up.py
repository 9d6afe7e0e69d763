"""A newcomer's five minutes: the warm-up with the keyboard alone, from the catalog to the reveal."""

import pytest
from playwright.sync_api import expect
from real_server import served_from
from saturday_seats import CUT, LAST, MOVED, READ, WHOLE, write_pack
from tab_key import forecast, press, write
from test_axe import assert_no_faults

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Where a server listens that has the warm-up."""
    folder = tmp_path_factory.mktemp("warm-up")
    with served_from(folder / "home", write_pack(folder)) as found:
        yield found


@pytest.fixture
def begun(house, new_page):
    """A page at the first step, one press after the catalog."""
    page = new_page()
    page.goto(house)
    press(page, page.get_by_role("button", name="Start the warm-up"))
    page.wait_for_url("**/steps/1")
    page.locator("html[data-script]").wait_for()
    return page


def line(page, place):
    """Waits until the line of this place is said."""
    guide = page.get_by_role("region", name="What to do next")
    expect(guide).to_contain_text(f"{place} of 7")
    return guide


def walk(page, first, last):
    for step in range(first, last + 1):
        page.keyboard.press("j")
        expect(page.locator("#step")).to_have_attribute("data-number", str(step))


def pinned(page, words, role):
    page.keyboard.press("p")
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#diagnosis blockquote", has_text=words)).to_be_visible()
    press(page, page.get_by_role("button", name="Step 4 shows " + role).last)


def test_a_newcomer_goes_from_the_catalog_to_the_reveal_with_the_keyboard_alone(begun):
    page = begun
    line(page, 1)
    walk(page, 2, 2)
    line(page, 2)
    expect(page.locator("#live")).to_contain_text("Walk to the last step")
    expect(page.locator("#step")).to_be_focused()
    walk(page, 3, LAST)
    line(page, 3)
    page.keyboard.press("c")
    page.keyboard.type("four seats, and six people")
    page.keyboard.press("Enter")
    line(page, 4)
    page.keyboard.press(":")
    page.keyboard.type(str(READ))
    page.keyboard.press("Enter")
    expect(page.locator("#step")).to_have_attribute("data-number", str(READ))
    pinned(page, CUT, "what is wrong")
    line(page, 5)
    pinned(page, WHOLE, "what would have been right")
    line(page, 6)

    page.keyboard.press("D")
    root = page.get_by_label("Root cause", exact=True)
    root.wait_for()
    write(page, root, str(READ))
    write(page, page.get_by_label("First acted on"), str(READ + 1))
    write(page, page.get_by_label("Damage done"), str(MOVED))
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/review")
    press(page, page.get_by_role("button", name="Lock part one"))
    page.wait_for_url("**/forecast")
    line(page, 7)
    forecast(page, "Leave out what a message quotes", "surely 95 %")
    press(page, page.get_by_role("button", name="Send the diagnosis"))
    page.wait_for_url("**/reveal")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_lines_are_hidden_and_shown_in_place_and_stay_so(begun):
    page = begun
    switch = page.locator("#guide-switch")
    press(page, switch)
    expect(switch).to_have_text("Show what to do next")
    expect(switch).to_be_focused()
    page.reload()
    expect(page.get_by_text("1 of 7")).to_have_count(0)
    page.locator("html[data-script]").wait_for()
    press(page, switch)
    line(page, 1)


def test_axe_finds_nothing_on_the_first_card_and_on_a_step_with_its_line(house, open_page):
    page = open_page(bypass_csp=True, reduced_motion="reduce")
    page.goto(house)
    assert_no_faults(page)
    page.get_by_role("button", name="Start the warm-up").click()
    page.wait_for_url("**/steps/1")
    assert_no_faults(page)
