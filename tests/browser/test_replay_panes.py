"""The panes of the replay screen: their size, which are open, and focus mode."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def width(page, selector):
    return round(page.locator(selector).bounding_box()["width"])


def edge(page, name):
    return page.get_by_role("separator", name=name)


def test_an_edge_is_moved_by_the_arrow_keys_and_says_where_it_is(new_page, start):
    page = start(new_page())
    left = edge(page, "Width of the left pane")
    expect(left).to_have_attribute("aria-valuenow", "280")
    left.press("ArrowRight")
    assert width(page, "#steps") == 296
    expect(left).to_have_attribute("aria-valuenow", "296")
    left.press("Shift+ArrowRight")
    assert width(page, "#steps") == 360
    left.press("Home")
    assert width(page, "#steps") == 200
    left.press("ArrowLeft")
    assert width(page, "#steps") == 200
    left.press("Enter")
    assert width(page, "#steps") == 280
    expect(page.locator("#step")).to_have_attribute("data-number", "1")


def test_the_right_pane_grows_to_the_left_and_the_timeline_upwards(new_page, start):
    page = start(new_page())
    edge(page, "Width of the right pane").press("ArrowLeft")
    assert width(page, "#diagnosis") == 336
    timeline = edge(page, "Height of the timeline")
    before = page.locator("#scrubber").bounding_box()["height"]
    timeline.press("Shift+ArrowUp")
    assert page.locator("#scrubber").bounding_box()["height"] == before + 64


def test_an_edge_is_dragged_and_a_double_click_takes_it_back(new_page, start):
    page = start(new_page())
    box = edge(page, "Width of the left pane").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 200
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y)
    page.mouse.up()
    assert width(page, "#steps") == 340
    page.mouse.move(x + 20, y)
    assert width(page, "#steps") == 340
    page.mouse.dblclick(x + 60, y)
    assert width(page, "#steps") == 280


def test_a_pane_never_takes_the_room_that_the_step_needs(new_page, start):
    page = start(new_page())
    edge(page, "Width of the left pane").press("End")
    edge(page, "Width of the right pane").press("End")
    page.set_viewport_size({"width": 1100, "height": 800})
    assert width(page, "#step") > 100
    assert page.evaluate("document.documentElement.scrollWidth") == 1100


def test_sizes_and_closed_panes_are_there_from_the_first_paint_of_the_next_page(new_page, start):
    page = start(new_page())
    edge(page, "Width of the left pane").press("Shift+ArrowRight")
    page.get_by_role("button", name="Right pane").click()
    expect(page.locator("#diagnosis")).to_be_hidden()
    expect(page.get_by_role("button", name="Right pane")).to_have_attribute("aria-expanded", "false")
    page.route("**/js/replay.js", lambda route: route.abort())
    page.reload()
    assert width(page, "#steps") == 344
    expect(page.locator("#diagnosis")).to_be_hidden()


def test_a_closed_pane_opens_when_something_is_to_be_written_or_found_in_it(new_page, start):
    page = start(new_page())
    page.get_by_role("button", name="Right pane").click()
    page.get_by_role("button", name="Left pane").click()
    expect(page.locator("#steps")).to_be_hidden()
    page.keyboard.press("c")
    expect(page.locator("[data-claim-what]")).to_be_focused()
    page.locator("#step").focus()
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()


def test_focus_mode_shows_the_step_alone_and_lasts_for_this_window(new_page, start):
    page = start(new_page())
    page.keyboard.press("f")
    for part in ("#steps", "#diagnosis", "#top", ".scrub"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.get_by_role("link", name="Next")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    page.reload()
    expect(page.locator("#steps")).to_be_hidden()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("#steps")).to_be_visible()
    page.bring_to_front()
    page.keyboard.press("Escape")
    expect(page.locator("#steps")).to_be_visible()
    page.keyboard.press("f")
    page.get_by_role("button", name="Leave focus").click()
    expect(page.locator("#top")).to_be_visible()


def test_a_drawer_closes_by_escape_and_the_step_has_the_focus(new_page, start):
    page = start(new_page())
    page.set_viewport_size({"width": 900, "height": 800})
    expect(page.locator("#diagnosis")).to_be_hidden()
    page.get_by_role("link", name="Claims").click()
    expect(page.locator("#diagnosis")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#diagnosis")).to_be_hidden()
    expect(page.locator("#step")).to_be_focused()
