"""The list of a long run: a window of rows that moves along, and tries that unfold."""

import json
import re

import pytest
from imported_run import import_run
from playwright.sync_api import expect
from waiting import held_back

pytestmark = pytest.mark.browser

STEPS = 400
RETRIED = 205


LOOK = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": "found"}
ASK = {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "m",
    "gen_ai.input.messages": json.dumps([{"role": "user", "parts": [{"type": "text", "content": "Well?"}]}]),
}


def span(number, attributes, *, later=0, error=None):
    return {
        "spanId": f"{number * 10 + later:016x}",
        "name": "look around",
        "startTimeUnixNano": str(number * 10**9 + later * 10**8),
        "endTimeUnixNano": str(number * 10**9 + later * 10**8 + 9 * 10**7),
        "status": {"code": 2, "message": error} if error else {},
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
    }


@pytest.fixture(scope="module")
def long_run(new_context):
    """The address of the steps of an imported run."""
    spans = [span(number, LOOK | _named(number)) for number in range(1, STEPS + 1) if number != RETRIED]
    spans += [span(RETRIED, ASK, error="timeout: no answer"), span(RETRIED, ASK, later=1)]
    context = new_context()
    yield import_run(context.new_page(), spans, "look around") + "/"
    context.close()


def _named(number):
    """Every other call is of another tool: what is alike would be folded."""
    return {"gen_ai.tool.name": "look" if number % 2 else "see"}


def listed(page):
    return [
        int(number) for number in page.locator(".row-link").evaluate_all("rows => rows.map(row => row.dataset.step)")
    ]


def scroll(page, where):
    page.locator(".list-scroll").evaluate(f"list => {{ list.scrollTop = {where} }}")


def test_scrolled_to_an_end_of_the_window_further_rows_come_and_few_stay(open_page, long_run):
    page = open_page()
    page.goto(f"{long_run}200")
    first = listed(page)
    assert (first[0], first[-1]) == (170, 229)
    scroll(page, "list.scrollHeight")
    expect(page.locator(".row-link[data-step='260']")).to_be_attached()
    rows = listed(page)
    assert rows == list(range(rows[0], rows[-1] + 1))
    assert len(rows) <= 100
    expect(page.locator("[data-more=before]")).to_contain_text(f"{rows[0] - 1} earlier")
    expect(page.locator("[data-more=after]")).to_contain_text(f"{STEPS - rows[-1]} later")


def test_rows_that_come_above_move_nothing_that_is_looked_at(open_page, long_run):
    page = open_page()
    page.goto(f"{long_run}200")
    scroll(page, "600")
    row = page.locator(".row-link[data-step='190']")
    before = row.bounding_box()["y"]
    scroll(page, "300")
    expect(page.locator(".row-link[data-step='140']")).to_be_attached()
    assert row.bounding_box()["y"] == pytest.approx(before + 300, abs=1)


def test_rows_above_that_were_reached_while_rows_below_were_under_way_come_after_them(open_page, long_run):
    page = open_page()
    page.goto(f"{long_run}200")
    release = held_back(page, "**/230/269?*")
    with page.expect_request("**/230/269?*"):
        scroll(page, "list.scrollHeight")
    scroll(page, "0")
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    release(1)
    expect(page.locator(".row-link[data-step='140']")).to_be_attached()


def test_from_the_first_step_one_scrolls_to_the_last(open_page, long_run):
    page = open_page()
    page.goto(f"{long_run}1")
    for number in range(100, 400, 40):
        scroll(page, "list.scrollHeight")
        expect(page.locator(f".row-link[data-step='{number}']")).to_be_attached()
    scroll(page, "list.scrollHeight")
    expect(page.locator(f".row-link[data-step='{STEPS}']")).to_be_attached()
    expect(page.locator("[data-more=after]")).to_be_hidden()


def test_a_step_that_was_scrolled_away_is_listed_again_when_it_is_stepped_to(open_page, long_run):
    page = open_page()
    page.goto(f"{long_run}{STEPS}")
    page.keyboard.press("Home")
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-step", "1")
    expect(page.locator(".row-link[aria-current]")).to_be_in_viewport()


def test_the_tries_of_a_step_unfold_in_its_row(open_page, long_run):
    page = open_page()
    page.goto(f"{long_run}{RETRIED}?view=list")
    tries = page.locator(".row-more")
    expect(tries).to_have_count(1)
    tries.locator("summary").click()
    expect(tries.locator(".try")).to_have_text(
        [re.compile(r"1\s+90 ms · error\s+timeout: no answer"), re.compile(r"2\s+90 ms · no status")]
    )
    tries.locator(".try a").first.click()
    expect(page.locator("#step")).to_have_attribute("data-tab", "output")


def test_without_script_the_tries_are_a_link_to_the_output(open_page, long_run):
    page = open_page(java_script_enabled=False)
    page.goto(f"{long_run}{RETRIED}?view=list")
    page.locator(".row-more summary").click()
    page.get_by_role("link", name=f"All 2 tries of step {RETRIED}").click()
    expect(page.locator("#step")).to_have_attribute("data-tab", "output")
