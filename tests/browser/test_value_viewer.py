"""Reading values in a real browser: trees, tables, texts and media, by pointer and by key."""

import json
import re
import struct
import zlib
from base64 import b64encode

import pytest
from clipboard import copied
from imported_run import import_run
from playwright.sync_api import expect
from waiting import until

pytestmark = pytest.mark.browser


def png(side):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\x40\x80\xc0" * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PLAN = "# Plan\n\n- look at **order** 7\n- pay"
BIG = {
    "rows": [{"id": number, "meta": {"state": "open"}} for number in range(130)],
    "log": "line\n" * 4000,
    "deep": {"a": {"b": ["x", "needle"]}},
    "unit price": 12,
    "shot": f"data:image/png;base64,{b64encode(png(40)).decode()}",
}


def span(number, name, attributes):
    return {
        "spanId": f"{number:016x}",
        "name": name,
        "startTimeUnixNano": str(1_750_000_000_000_000_000 + number * 10**9),
        "endTimeUnixNano": str(1_750_000_000_000_000_000 + number * 10**9 + 10**8),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
    }


@pytest.fixture(scope="module")
def steps(new_context):
    """The address of a run with a model step of Markdown and a tool step of a large value."""
    said = [{"role": "assistant", "parts": [{"type": "text", "content": PLAN}]}]
    given = [{"role": "user", "parts": [{"type": "text", "content": PLAN}]}]
    model = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gen_ai.input.messages": json.dumps(given), "gen_ai.output.messages": json.dumps(said)}  # fmt: skip
    tool = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "look", "gen_ai.tool.call.arguments": '{"id": 7}', "gen_ai.tool.call.result": json.dumps(BIG)}  # fmt: skip
    context = new_context()
    yield import_run(context.new_page(), [span(1, "viewed run", model), span(2, "look", tool)], "viewed run")
    context.close()


@pytest.fixture
def at(open_page, steps):
    """Opens a step; an error in any script fails the test."""
    errors = []

    def opened(step, **options):
        page = open_page(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce", **options)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{steps}/{step}")
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    assert errors == []


def test_path_and_exact_value_of_a_row_are_copied_by_pointer_and_by_key(at):
    page = at("2?tab=output")
    row = page.locator("[data-path='$[\"unit price\"]']")
    row.hover()
    page.get_by_role("button", name="Copy path").click()
    expect(page.locator("#live")).to_have_text('Copied $["unit price"]')
    assert copied(page) == '$["unit price"]'
    page.locator("[data-path='$.rows'] > details > summary").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("td[data-path='$.rows[0].meta.state']")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_have_text("Value copied")
    assert copied(page) == "open"


def test_a_row_reached_by_key_keeps_its_buttons_while_the_rows_scroll_below_a_resting_pointer(at):
    page = at("2?tab=output")
    page.locator("td[data-path='$.rows[3].meta.state']").hover()
    page.locator("[data-path='$.rows'] > details > summary").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("th[data-path='$.rows[0]'] .value-actions")).to_be_attached()
    before = page.locator("th[data-path='$.rows[0]']").bounding_box()["y"]
    page.evaluate("addEventListener('pointerover', () => { window.pointed = true })")
    page.locator("#content").evaluate("""async (content) => {
      let pane = content;
      while (pane.scrollHeight <= pane.clientHeight) pane = pane.parentElement;
      pane.scrollBy(0, 60);
    }""")
    until(page, "window.pointed")  # after a layout the browser tells what is below the pointer now
    assert page.locator("th[data-path='$.rows[0]']").bounding_box()["y"] < before
    expect(page.locator("th[data-path='$.rows[0]'] .value-actions")).to_be_attached()


def test_a_filter_shows_the_branches_that_match_and_says_how_many(at):
    page = at("2?tab=output")
    box = page.get_by_role("searchbox", name="Filter this value")
    box.fill("NEEDLE")
    expect(page.locator(".viewer-count")).to_have_text("1 match")
    expect(page.locator(".viewer-found mark")).to_have_text("needle")
    expect(page.locator(".viewer-natural")).to_be_hidden()
    box.press("Escape")
    expect(page.locator(".viewer-natural")).to_be_visible()
    expect(page.locator(".viewer-found")).to_have_count(0)


def test_what_was_left_out_comes_on_demand(at):
    page = at("2?tab=output")
    rows = page.locator("[data-path='$.rows'] .value-table > tbody > tr")
    before = rows.count()
    page.locator("[data-rest]").first.click()
    expect(rows).not_to_have_count(before)
    page.get_by_role("button", name="Expand all").click()
    expect(page.locator("[data-path='$.deep.a.b']")).to_be_visible()
    page.get_by_role("button", name="Collapse all").click()
    expect(page.locator("[data-path='$.deep.a']")).to_be_hidden()
    page.locator("[data-path='$.log'] > details > summary").click()
    page.locator("[data-path='$.log'] [data-more]").click()
    expect(page.locator("[data-path='$.log'] .value")).to_have_text("line\n" * 4000, use_inner_text=False)


def test_a_value_turns_into_its_exact_text_and_back(at):
    page = at("2?tab=output")
    page.get_by_role("button", name="Raw", exact=True).click()
    expect(page.get_by_role("group", name="Exact text")).to_contain_text('"unit price": 12')
    page.get_by_role("button", name="Tree", exact=True).click()
    expect(page.locator("[data-path='$.deep']")).to_be_visible()


def test_an_image_is_shown_only_when_it_is_asked_for(at):
    page = at("2?tab=output")
    assert page.locator("#content img").count() == 0
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("img", name="Preview")).to_have_js_property("naturalWidth", 40)


def test_how_texts_are_read_is_remembered(at):
    page = at("1?tab=output")
    viewer = page.locator("value-viewer.viewer--text").first
    expect(viewer.locator("strong")).to_have_text("order")
    viewer.hover()
    page.get_by_role("button", name="Source").click()
    expect(viewer.locator(".viewer-source")).to_contain_text("# Plan")
    expect(viewer.locator(".viewer-natural")).to_be_hidden()
    page.reload()
    expect(viewer.locator(".viewer-source")).to_be_visible()
    page.get_by_role("button", name="Rendered").focus()
    page.keyboard.press("Enter")
    expect(viewer.locator(".viewer-natural")).to_be_visible()


def test_after_a_click_on_a_fold_the_arrow_keys_still_lead_to_the_next_step(at):
    page = at("1?tab=output")
    page.goto(page.url.replace("/1?", "/2?"))
    page.locator("[data-path='$.deep'] > details > summary").click()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#step")).to_have_attribute("data-number", "1")


def test_without_scripts_folds_open_and_the_whole_is_a_link_away(at):
    page = at("2?tab=output", java_script_enabled=False)
    expect(page.get_by_role("searchbox", name="Filter this value")).to_be_hidden()
    page.locator("[data-path='$.deep'] > details > summary").click()
    page.locator("[data-path='$.log'] > details > summary").click()
    page.locator("[data-path='$.log'] a").click()
    expect(page).to_have_url(re.compile(r"/content/output\?path=%24\.log$"))
    assert page.inner_text("pre") == "line\n" * 4000


def filtered(page):
    page.get_by_role("searchbox", name="Filter this value").fill("open")
    page.locator(".viewer-found").wait_for()


def raw(page):
    page.get_by_role("button", name="Raw", exact=True).click()
    page.locator(".value-whole").wait_for()


def row_at_hand(page):
    page.locator("[data-path='$.rows'] > details > summary").focus()
    page.keyboard.press("ArrowDown")


def pictured(page):
    page.get_by_role("link", name="Preview").click()
    page.locator(".medium-image").wait_for()


@pytest.mark.parametrize("state", [filtered, raw, row_at_hand, pictured, lambda _: None], ids=["filtered", "raw", "row at hand", "pictured", "untouched"])  # fmt: skip
def test_axe_finds_nothing_in_any_state_of_the_viewer(at, state):
    from axe_playwright_python.sync_playwright import Axe

    page = at("2?tab=output", bypass_csp=True)
    state(page)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for width, theme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=theme)
        results = Axe().run(
            page, context="#content", options={"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        )
        found = [
            f"{rule['id']} at {node['target']}" for rule in results.response["violations"] for node in rule["nodes"]
        ]
        assert found == [], (width, theme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
