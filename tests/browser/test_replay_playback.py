"""Playback by reading time. The browser's clock is the test's: no test waits."""

import pytest
from late_parcel import SLUG
from playwright.sync_api import expect
from waiting import stand_still

pytestmark = pytest.mark.browser
LONGEST = 6000  # milliseconds that a step stays at most, at speed 1
WHOLE_RUN = 8 * LONGEST


@pytest.fixture
def playing(new_page, start):
    """Opens an attempt whose time stands still until the test runs it."""

    def opened(reveal="open", **options):
        page = new_page(**options)
        page.clock.install()
        start(page, reveal)
        stand_still(page)
        return page

    return opened


def at(page, number):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))


def play_on(page, number):
    """Run the time that a step stays at most; the next one is fetched in real time."""
    page.clock.run_for(LONGEST + 50)
    at(page, number)


def said(page):
    return page.locator(".playback-said")


def test_space_plays_step_by_step_to_the_end_and_says_so(playing):
    page = playing()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("#live")).to_have_text("Playback: playing at 1×")
    for number in range(2, 9):
        play_on(page, number)
    expect(said(page)).to_have_text("the run ends here")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.clock.run_for(200)
    expect(page.locator("#live")).to_have_text("Step 8 of 8: model All is well hyacinth. Playback: the run ends here")


def test_a_step_stays_for_its_reading_time_and_half_of_it_at_double_speed(playing):
    page = playing()
    page.keyboard.press(" ")
    page.clock.run_for(750)
    at(page, 1)
    play_on(page, 2)
    time = page.evaluate("document.querySelector('.playback-line').getAnimations()[0].effect.getTiming().duration")
    assert 800 <= time <= LONGEST
    page.keyboard.press(">")
    page.keyboard.press(">")
    expect(page.get_by_label("Speed of playback")).to_have_value("2")
    faster = page.evaluate("document.querySelector('.playback-line').getAnimations()[0].effect.getTiming().duration")
    assert faster == time / 2


def test_the_speed_stops_at_its_ends_and_is_remembered(playing):
    page = playing()
    for _ in range(9):
        page.keyboard.press("<")
    expect(page.get_by_label("Speed of playback")).to_have_value("0.5")
    page.get_by_label("Speed of playback").select_option("3")
    page.reload()
    expect(page.get_by_label("Speed of playback")).to_have_value("3")


def test_it_stops_at_a_mark(playing):
    page = playing()
    page.keyboard.press("j")
    at(page, 2)
    page.keyboard.press("j")
    at(page, 3)
    page.keyboard.press("m")
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Home")
    at(page, 1)
    page.clock.run_for(200)
    page.keyboard.press(" ")
    play_on(page, 2)
    play_on(page, 3)
    expect(said(page)).to_have_text("stopped at a mark")
    page.clock.run_for(WHOLE_RUN)
    at(page, 3)


def test_it_never_reveals_a_step_by_itself(playing):
    page = playing("forward")
    page.keyboard.press(" ")
    expect(said(page)).to_have_text("nothing further is revealed")
    page.keyboard.press("j")
    at(page, 2)
    page.keyboard.press("k")
    at(page, 1)
    page.keyboard.press(" ")
    play_on(page, 2)
    expect(said(page)).to_have_text("nothing further is revealed")
    page.clock.run_for(WHOLE_RUN)
    at(page, 2)
    expect(page.locator("[data-action=reveal]")).to_be_visible()


@pytest.mark.parametrize("key", ["k", "ArrowLeft", "c", "/"])
def test_a_key_that_moves_or_writes_stops_it(playing, key):
    page = playing()
    page.keyboard.press(" ")
    page.keyboard.press(key)
    expect(said(page)).to_have_text("paused")
    page.clock.run_for(WHOLE_RUN)
    at(page, 1)


def test_another_view_of_the_step_does_not_stop_it_but_a_hand_on_the_step_does(playing):
    page = playing()
    page.keyboard.press(" ")
    page.keyboard.press("3")
    expect(page.locator("#step")).to_have_attribute("data-tab", "output")
    play_on(page, 2)
    page.locator("#content").click()
    expect(said(page)).to_have_text("paused")


def test_it_stops_while_the_page_is_hidden(playing):
    page = playing()
    page.keyboard.press(" ")
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(said(page)).to_have_text("paused")


def test_space_still_presses_the_button_that_has_the_focus(playing):
    page = playing()
    page.get_by_role("button", name="Focus mode").press(" ")
    expect(page.locator("#steps")).to_be_hidden()
    expect(said(page)).to_be_empty()
    page.get_by_role("button", name="Play").press(" ")
    expect(said(page)).to_have_text("playing at 1×")
    page.get_by_role("button", name="Pause").press(" ")
    expect(said(page)).to_have_text("paused")


def test_less_motion_means_no_line_that_fills_and_the_reader_is_told(playing):
    page = playing(reduced_motion="reduce")
    page.keyboard.press(" ")
    expect(said(page)).to_have_text("playing at 1×, without motion")
    assert page.evaluate("document.querySelector('.playback-line').getAnimations().length") == 0
    play_on(page, 2)


def test_the_way_back_leads_to_where_playing_began(playing):
    page = playing()
    page.keyboard.press(" ")
    for number in range(2, 5):
        play_on(page, number)
    page.keyboard.press(" ")
    page.go_back()
    at(page, 1)


def test_reading_time_keeps_between_its_bounds(open_page):
    page = open_page()
    page.goto(f"/scenarios/{SLUG}")
    page.locator("form[action$='/attempts'] button[type=submit]").first.click()
    page.wait_for_url("**/steps/1")
    module = page.locator("link[href$='js/replay.js'], script[src$='js/replay.js']").last.evaluate(
        "it => it.src || it.href"
    )
    times = page.evaluate(
        "async (url) => { const { readingTime } = await import(url); return [[0, 1], [30, 1], [900, 1], [900, 4], [0, 0.5]].map((each) => readingTime(...each)); }",
        module.replace("js/replay.js", "js/replay/reading.js"),
    )
    assert times == [800, 3000, 6000, 1500, 1600]
