"""Keys that scroll, scroll the step: after the page has come, after a step was come to, after another view was chosen."""

import pytest
from imported_run import import_run, span
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LOW = {"width": 1440, "height": 500}  # a step is longer than its pane
DEEP = 40  # steps: the list is longer than its pane, too
NAME = "a run to scroll"
SCROLLED = "document.querySelector('#step').scrollTop"
ENDED = "(step => step.scrollTop + step.clientHeight >= step.scrollHeight - 1)(document.querySelector('#step'))"


def at(page, number):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))


def scrolls(page, key):
    """Whether the step stands elsewhere a moment after a key was pressed."""
    before = page.evaluate(SCROLLED)
    page.keyboard.press(key)
    page.wait_for_timeout(400)  # a browser scrolls by a key smoothly
    return page.evaluate(SCROLLED) != before


@pytest.fixture(scope="module")
def run(new_context):
    """The address of a run of forty steps, each longer than a low window."""
    context = new_context()
    answers = {
        number: {
            "gen_ai_dot_operation_dot_name": "execute_tool",
            "gen_ai_dot_tool_dot_name": f"look_{number}",
            "gen_ai_dot_tool_dot_call_dot_result": "\n".join(f"shelf {shelf} of {number}" for shelf in range(50)),
        }
        for number in range(1, DEEP + 1)
    }
    spans = [span(number, NAME, **said) for number, said in answers.items()]
    yield import_run(context.new_page(), spans, NAME)
    context.close()


@pytest.fixture
def page(new_page, run):
    page = new_page()
    page.set_viewport_size(LOW)
    page.goto(f"{run}/20")
    page.locator("html[data-script]").wait_for()
    return page


def test_keys_scroll_the_step_as_soon_as_the_page_is_there(page):
    assert scrolls(page, "PageDown")
    assert scrolls(page, "ArrowDown")
    assert scrolls(page, "ArrowUp")
    assert scrolls(page, "PageUp")


def test_keys_scroll_the_step_after_it_was_stepped_to_and_after_a_row_was_opened(page):
    page.keyboard.press("j")
    at(page, 21)
    expect(page.locator("#step")).to_be_focused()
    assert scrolls(page, "PageDown")
    page.keyboard.press("k")
    at(page, 20)
    assert scrolls(page, "PageDown")
    page.locator(".row-link[data-step='22']").click()
    at(page, 22)
    assert scrolls(page, "ArrowDown")


def test_keys_scroll_the_step_from_a_button_that_has_no_use_for_them_and_leave_it_the_focus(page):
    follow = page.get_by_role("link", name="Next")
    follow.focus()
    page.keyboard.press("Enter")
    at(page, 21)
    assert scrolls(page, "PageDown")
    expect(follow).to_be_focused()


def test_home_and_end_go_to_the_ends_of_the_step_and_from_there_to_those_of_the_run(page):
    page.keyboard.press("End")
    at(page, 20)
    assert page.evaluate(ENDED)
    page.keyboard.press("End")
    at(page, DEEP)
    page.keyboard.press("PageUp")
    page.keyboard.press("Home")
    at(page, DEEP)
    assert page.evaluate(SCROLLED) == 0
    page.keyboard.press("Home")
    at(page, 1)


def test_keys_that_scroll_are_a_lists_while_it_has_the_focus(page):
    row = page.locator(".row-link[data-step='20']")
    row.focus()
    assert not scrolls(page, "ArrowDown")
    expect(page.locator(".row-link[data-step='21']")).to_be_focused()
    at(page, 20)
    page.keyboard.press("Escape")
    expect(page.locator("#step")).to_be_focused()


HEIGHT = "document.querySelector('#steps .row-link[aria-current]').getBoundingClientRect().top"


@pytest.mark.parametrize("step", [1, 20, DEEP])
def test_another_view_keeps_the_shown_step_where_it_was_on_the_screen(page, run, step):
    page.goto(f"{run}/{step}")
    page.locator("html[data-script]").wait_for()
    row = page.locator("#steps .row-link[aria-current]")
    expect(row).to_be_in_viewport(ratio=1)
    begun = page.evaluate(HEIGHT)
    for view in ("Tree", "Timeline", "List"):
        page.keyboard.press("t")
        expect(page.locator(".view-link[aria-current]")).to_have_text(view)
        expect(row).to_be_in_viewport(ratio=1)
        if step == 20:
            assert page.evaluate(HEIGHT) == pytest.approx(begun, abs=2), view
        assert scrolls(page, "PageDown" if view != "Timeline" else "PageUp"), view


@pytest.mark.parametrize("view", ["list", "tree", "timeline"])
def test_a_list_is_one_stop_for_the_tab_key(page, view):
    page.goto(f"{page.url}?view={view}")
    page.locator("html[data-script]").wait_for()
    stops = page.locator(
        ".list-scroll [tabindex='0']:not([role=toolbar] *), .list-scroll :is(a, summary):not([tabindex])"
    )
    expect(stops).to_have_count(1)
    expect(stops).to_have_attribute("data-step", "20")
    page.keyboard.press("j")
    at(page, 21)
    expect(stops).to_have_count(1)
    expect(stops).to_have_attribute("data-step", "21")
    expect(page.locator("#scrubber step-scrubber :is(a, [role=slider]):not([tabindex='-1'])")).to_have_count(1)


def test_space_shows_the_step_of_a_row_and_stays_and_enter_goes_there(page):
    page.locator(".row-link[data-step='20']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    at(page, 21)
    expect(page.locator(".row-link[data-step='21']")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    at(page, 22)
    expect(page.locator("#step")).to_be_focused()
