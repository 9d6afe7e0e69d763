"""The comparison of arms in a browser: by keys, in place, on a small screen, and a fix tried without JavaScript."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def compared(open_page):
    """A function that opens the comparison of a fresh reader whose diagnosis named step 2."""

    def opened(path="comparison", **options):
        page = open_page(**options)
        page.goto("/scenarios/late-parcel")
        origin = {"origin": page.url.partition("/scenarios")[0]}
        attempt = page.request.post("/api/scenarios/late-parcel/attempts", data={"reveal": "open"}, headers=origin)
        here = f"/attempts/{attempt.json()['id']}"
        said = {"claims": [{"step": 2}], "own_fix": {"lever": "loop"}}
        page.request.put(f"/api{here}/diagnosis", data=said, headers=origin)
        for verb in ("lock", "submission"):
            page.request.post(f"/api{here}/{verb}", headers=origin)
        page.goto(f"{here}/{path}")
        return page

    return opened


def test_keys_go_from_passage_to_passage_and_then_from_row_to_row_in_place(compared):
    page = compared("comparison?arm=sealed-retry")
    expect(page).to_have_url(re.compile(r"/comparison/2\?arm=sealed-retry#difference$"))
    at_hand = page.locator(".passage[aria-current]")
    expect(at_hand).to_contain_text("saxifrage")
    expect(at_hand).to_be_in_viewport()
    page.evaluate("window.stayed = true")
    page.keyboard.press("}")
    expect(page).to_have_url(re.compile(r"/comparison/6\?arm=sealed-retry$"))
    expect(at_hand).to_contain_text("waited")
    page.keyboard.press("}")
    expect(page.locator("#live")).to_have_text(re.compile("^Difference 2 of 2: "))
    expect(at_hand).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/comparison/6\?"))
    page.keyboard.press("}")
    expect(page.locator(".passage").nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("{")
    expect(page.locator(".passage").nth(0)).to_have_attribute("aria-current", "true")
    page.keyboard.press("{")
    expect(page).to_have_url(re.compile(r"/comparison/2\?"))
    page.get_by_role("link", name="Next Difference").click()
    expect(page).to_have_url(re.compile(r"/comparison/6\?"))
    page.get_by_role("link", name="Previous Difference").click()
    expect(page).to_have_url(re.compile(r"/comparison/2\?"))
    assert page.evaluate("window.stayed") is True


def test_what_only_repeats_is_folded_and_opens_in_place(compared):
    page = compared("comparison/3?arm=healthy")
    fold = page.locator("details.quiet")
    expect(fold.get_by_text("Tool message shortened")).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.get_by_text("Tool message shortened")).to_be_visible()
    expect(page.locator(".passage")).to_have_count(0)


def test_rows_the_chain_and_the_history_are_gone_through_in_place(compared):
    page = compared("comparison/2?arm=healthy")
    page.evaluate("window.stayed = true")
    page.keyboard.press("G")
    expect(page.locator("#live")).to_have_text(
        re.compile("^Row 8 of 8: model .*, nothing new, symptom, never opened$")
    )
    page.keyboard.press("k")
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-place", "7")
    page.keyboard.press("g")
    page.keyboard.press("g")
    expect(page).to_have_url(re.compile(r"/comparison/1\?"))
    page.keyboard.press("]")
    expect(page).to_have_url(re.compile(r"/comparison/2\?"))
    page.go_back()
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-place", "1")
    assert page.evaluate("window.stayed") is True
    page.reload()
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-place", "1")


def test_movement_stops_at_the_ends_and_inputs_keep_their_keys(compared):
    page = compared("comparison/8?arm=healthy")
    page.keyboard.press("j")
    page.keyboard.press("}")
    expect(page).to_have_url(re.compile(r"/comparison/8\?"))
    page.locator("#arm").focus()
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile(r"/comparison/8\?"))


def test_the_keys_are_listed_and_can_be_switched_off(compared):
    page = compared()
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keys")
    for told in (
        "Next difference",
        "Previous difference",
        "Next row",
        "Next step of the chain",
        "Copy the link to this row",
    ):
        expect(help_).to_contain_text(told)
    help_.get_by_label("Single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("}")
    expect(page).to_have_url(re.compile(r"/comparison/2\?"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"/comparison/3\?"))


def test_a_key_right_after_a_dialog_was_closed_is_the_screens(compared):
    page = compared()
    page.keyboard.press("?")
    page.get_by_label("Single-key shortcuts").focus()
    page.evaluate(
        """() => {
          const box = document.activeElement; // keeps the focus until the next frame is drawn
          document.getElementById("help").close();
          box.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
        }"""
    )
    expect(page).to_have_url(re.compile(r"/comparison/3\?"))


def test_a_sign_of_the_timeline_leads_to_its_row(compared):
    page = compared()
    page.evaluate("window.stayed = true")
    page.locator(".arms-sign a", has=page.locator("title", has_text="Step 8: symptom")).click()
    expect(page).to_have_url(re.compile(r"/comparison/8\?"))
    expect(page.locator(".arms-column--current title")).to_have_text("Row 8: nothing new")
    assert page.evaluate("window.stayed") is True


def test_on_a_small_screen_the_rows_are_a_drawer_that_closes_when_one_is_chosen(compared):
    page = compared()
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("#steps")).to_be_hidden()
    page.get_by_role("link", name="Rows").click()
    page.locator('.row-link[data-place="8"]').click()
    expect(page.locator("#steps")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/comparison/8\?"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_long_chain_scrolls_in_its_own_frame_and_not_the_page(compared):
    page = compared()
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".arms-chain").evaluate(
        "(chain) => { for (let more = 0; more < 20; more++) chain.lastElementChild.before(chain.children[1].cloneNode(true)); }"
    )
    assert page.locator(".arms-chain").evaluate("(chain) => chain.scrollWidth > chain.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_fix_is_tried_without_javascript(compared):
    page = compared("reveal", java_script_enabled=False)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    page.get_by_role("radio", name=re.compile("Name the unit")).check()
    page.get_by_role("button", name="It passes").click()
    expect(page.locator(".trial")).to_contain_text("the check passes")
    page.get_by_role("link", name="See it there").click()
    expect(page).to_have_url(re.compile(r"/comparison/2\?arm=sealed-unit#difference$"))
    page.get_by_role("link", name=re.compile("^Next$")).click()
    expect(page).to_have_url(re.compile(r"/comparison/3\?arm=sealed-unit$"))
