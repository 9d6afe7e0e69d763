"""What a step decided is in sight at once; a text that was read before opens in place, and wide rows hide no date."""

import json

import pytest
from imported_run import heard, import_run, said, span, told
from playwright.sync_api import expect
from real_server import served_from

from app.settings import bundled
from app.startup import Packs

pytestmark = pytest.mark.browser
DESK = {"width": 1440, "height": 900}
SIZES = [{"width": width, "height": 844} for width in (390, 700, 1100, 1920)]
TEXT = "Unused goods may be returned within 30 days of delivery for a full refund of the goods value. " * 2
DOCUMENT = {
    "id": "RET-DE/3",
    "title": "Returns",
    "metadata": {"owner": "x" * 60, "indexed": "2026-08-24"},
    "text": TEXT,
}
ORDER = {
    "id": "DE-2747330",
    **{f"field {place}": "a value of some length" for place in range(9)},
    "placed": "2026-10-29T16:19:19Z",
}
RESULT = {"passages": [DOCUMENT], "orders": [ORDER] * 14}
RUN = "a run with a long result"


def spans():
    call = {"type": "tool_call", "id": "c1", "name": "look", "arguments": {}}
    back = {"type": "tool_call_response", "id": "c1", "response": RESULT}
    asked = [said("user", "What holds?"), {"role": "assistant", "parts": [call]}, {"role": "tool", "parts": [back]}]
    chat = {"gen_ai_dot_operation_dot_name": "chat", "gen_ai_dot_request_dot_model": "m"}
    tool = {"gen_ai_dot_operation_dot_name": "execute_tool", "gen_ai_dot_tool_dot_name": "look"}
    result = {"gen_ai_dot_tool_dot_call_dot_id": "c1", "gen_ai_dot_tool_dot_call_dot_result": json.dumps(RESULT)}
    return [
        span(1, RUN, **chat, **heard(asked[:1]), gen_ai_dot_output_dot_messages=json.dumps([asked[1]])),
        span(2, "look", **tool, **result),
        span(3, "chat m", **chat, **heard(asked), **told("Thirty days.")),
    ]


@pytest.fixture(scope="module")
def steps(new_context):
    """The address of the run's steps."""
    context = new_context()
    yield import_run(context.new_page(), spans(), RUN)
    context.close()


@pytest.fixture(scope="module")
def real_address(tmp_path_factory):
    with served_from(tmp_path_factory.mktemp("bundled"), Packs.bundled()) as found:
        yield found


def test_what_was_decided_is_in_sight_at_once_in_every_model_step_of_the_bundled_runs(chromium, real_address):
    context = chromium.new_context(base_url=real_address, viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    seen = 0
    for folder in sorted(path.parent for path in bundled("traces").glob("*/*/public.json")):
        asked = {"variant": folder.name, "reveal": "open"}
        begun = page.request.post(
            f"/api/scenarios/{folder.parent.name}/attempts", data=asked, headers={"origin": real_address}
        ).json()["id"]
        for step in page.request.get(f"/api/attempts/{begun}/steps").json()["steps"]:
            if step["kind"] == "model":
                page.goto(f"/attempts/{begun}/steps/{step['number']}")
                decided = page.locator("#content .change").first
                assert "Decided" in (decided.locator("h2").text_content() or "")
                assert decided.bounding_box()["y"] < 700, f"{folder.parent.name}, step {step['number']}"
                seen += 1
    context.close()
    assert seen > 100


@pytest.mark.parametrize("script", [True, False])
def test_a_result_that_was_read_opens_in_place_and_leads_to_where_it_came(new_page, steps, script):
    page = new_page(java_script_enabled=script)
    page.goto(f"{steps}/3")
    line = page.locator(".message", has_text="= output of step 2, unchanged")
    expect(line.get_by_text("Unused goods")).to_be_hidden()
    line.locator("summary").first.press("Enter")
    expect(line.get_by_text("Unused goods")).to_be_visible()
    line.get_by_role("link", name="step 2", exact=True).click()
    expect(page.get_by_text("Unused goods").first).to_be_visible()
    assert page.url.partition("?")[0].endswith("/2")


@pytest.mark.parametrize("script", [True, False])
def test_a_hit_in_a_folded_text_opens_it(new_page, steps, script):
    page = new_page(java_script_enabled=script)
    page.goto(f"{steps}/3?find=Unused")
    expect(page.locator(".message").get_by_text("Unused goods")).to_be_visible()


def test_a_caller_names_what_came_back_and_its_size(new_page, steps):
    page = new_page()
    page.goto(f"{steps}/1")
    expect(page.locator(".back")).to_have_text("step 2 look an object of 2 keys")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_dates_are_in_sight_at_any_width(new_page, steps, size):
    page = new_page()
    page.set_viewport_size(size)
    page.goto(f"{steps}/2")
    for date in (page.get_by_text("2026-08-24"), page.locator("tbody").get_by_text("2026-10-29T16:19:19Z").first):
        shown = date.bounding_box()
        frame = page.locator("#content").bounding_box()
        assert shown["x"] >= frame["x"]
        assert shown["x"] + shown["width"] <= frame["x"] + frame["width"]


def test_keys_scroll_a_wide_table_and_its_first_column_stays(new_page, steps):
    page = new_page()
    page.goto(f"{steps}/2")
    frame, first = page.get_by_role("group", name="Table of 14 rows"), page.locator("tbody td").first
    before = first.bounding_box()["x"]
    frame.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    scrolled = page.locator(".value-frame").first
    for _ in range(100):
        if scrolled.evaluate("frame => frame.scrollLeft") > 40:
            break
        page.wait_for_timeout(50)
    assert scrolled.evaluate("frame => frame.scrollLeft") > 40
    assert first.bounding_box()["x"] == pytest.approx(before, abs=2)
    assert page.url.endswith("/2")
