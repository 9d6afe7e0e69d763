"""The scrubber, the timeline and the charts, with the keyboard and with the mouse."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def at(page, number):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))


def test_the_playhead_is_a_slider_that_says_its_step(new_page, start):
    page = start(new_page())
    head = page.get_by_role("slider", name="Step")
    expect(head).to_have_attribute("aria-valuemax", "8")
    head.focus()
    page.keyboard.press("ArrowRight")
    at(page, 2)
    expect(head).to_have_attribute("aria-valuenow", "2")
    expect(head).to_have_attribute("aria-valuetext", re.compile("^Step 2: tool lookup_order A-17, 11 ms"))
    page.keyboard.press("End")
    at(page, 8)
    page.keyboard.press("PageDown")
    at(page, 1)
    expect(head).to_be_focused()


def test_a_click_goes_to_a_step_and_a_drag_to_the_one_it_rests_on(new_page, start):
    page = start(new_page())
    third, sixth = (page.locator(f".tick[data-step='{number}']").bounding_box() for number in (3, 6))
    page.mouse.click(third["x"] + 3, third["y"] + 3)
    at(page, 3)
    page.mouse.move(third["x"] + 3, third["y"] + 3)
    page.mouse.down()
    page.mouse.move(sixth["x"] + 5, sixth["y"] + 3, steps=4)
    expect(page.locator(".scrub-tip b")).to_contain_text("Step 6")
    page.mouse.up()
    at(page, 6)


def test_the_tip_says_what_lies_under_the_pointer(new_page, start):
    page = start(new_page())
    page.locator(".tick[data-step='2']").hover()
    expect(page.locator(".scrub-tip")).to_have_text("Step 2: tool lookup_order A-1711 ms")
    page.locator("#step").hover()
    expect(page.locator(".scrub-tip")).to_be_hidden()


def test_chart_and_scale_are_chosen_in_place_and_remembered(new_page, start):
    page = start(new_page())
    page.keyboard.press("j")
    at(page, 2)
    page.get_by_role("button", name="Latency").click()
    expect(page.get_by_role("img", name=re.compile("^Latency: "))).to_be_visible()
    page.get_by_role("button", name="Time", exact=True).click()
    expect(page.get_by_role("button", name="Time", exact=True)).to_have_attribute("aria-pressed", "true")
    at(page, 2)
    page.reload()
    expect(page.get_by_role("button", name="Latency")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Time", exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_timeline_zooms_by_key_as_soon_as_it_is_the_view(new_page, start):
    page = start(new_page())
    page.keyboard.press("w")
    page.keyboard.press("t")
    expect(page.get_by_role("tree")).to_be_visible()
    page.keyboard.press("t")
    timeline = page.get_by_role("group", name="Timeline: w and s zoom, a and d move")
    zoom = "element => element.style.getPropertyValue('--zoom') || '1'"
    assert timeline.evaluate(zoom) == "1"
    page.keyboard.press("w")
    page.keyboard.press("w")
    assert float(timeline.evaluate(zoom)) > 2
    page.keyboard.press("d")
    assert float(timeline.evaluate("element => element.style.getPropertyValue('--pan')")) > 0
    page.get_by_role("button", name="All", exact=True).click()
    assert timeline.evaluate(zoom) == "1"


def test_rows_of_the_timeline_lead_to_their_steps_and_say_when_they_ran(new_page, start):
    page = start(new_page())
    page.goto(f"{page.url}?view=timeline")
    row = page.get_by_role("link", name=re.compile(r"consult_specialist.*starts at 60 ms, took 707 ms"))
    row.click()
    at(page, 4)
    expect(row).to_have_attribute("aria-current", "step")


def test_without_a_script_chart_scale_and_numbers_are_a_click_away(open_page, start):
    page = start(open_page(java_script_enabled=False))
    page.get_by_role("button", name="Latency").click()
    expect(page.get_by_role("img", name=re.compile("^Latency: "))).to_be_visible()
    expect(page.get_by_role("slider", name="Step")).to_have_count(0)
    page.get_by_role("link", name="Numbers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Numbers")
    waits = page.get_by_role("table", name="What was waited for, the longest first")
    expect(waits.get_by_role("link")).to_have_count(8)
