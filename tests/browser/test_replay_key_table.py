"""Every key of the table does what the table says, and the overlay lists it."""

import re

import pytest
from clipboard import copied
from imported_run import import_run
from late_parcel import WORDS
from playwright.sync_api import expect
from waiting import stand_still

pytestmark = pytest.mark.browser
TABLE = [  # what UI and help promise; a cell a key, as the overlay spells it
    "j", "→", "k", "←", "Shift →", "Shift ←", "h", "l", "g g", "Home", "G", "End", ":", "Ctrl g", "Space", "<", ">",
    "[", "]", "b", "/", "n", "N", "1", "2", "3", "4", "5", "6", "m", "p", "c", "f", "t", "y", "?", "Esc", "Ctrl Enter", "Ctrl k", "w", "a", "s", "d",
    "↓", "↑", "Page down", "Page up",
]  # fmt: skip
LONG = 60
# How many steps were being fetched at once, in this page: one that is loaded anew knows of nothing.
FLIGHTS = """
  window.most = 0;
  let flying = 0;
  const go = window.fetch;
  window.fetch = (what, ...how) => {
    if (!/\\/steps\\/\\d+$/.test(what)) return go(what, ...how);
    window.most = Math.max(window.most, ++flying);
    return go(what, ...how).finally(() => { flying -= 1; });
  };
"""


def at(page, number, tab="delta"):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))
    expect(page.locator("#step")).to_have_attribute("data-tab", tab)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_the_overlay_lists_the_whole_table(new_page, start):
    page = start(new_page())
    press(page, "?")
    cells = page.locator("#help dt").all_text_contents()
    listed = {key for cell in cells for key in cell.split(" or ")}
    assert [key for key in TABLE if key not in listed] == []
    press(page, "Escape")
    expect(page.locator("#help")).to_be_hidden()


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        (["j"], 4), (["ArrowRight"], 4), (["k"], 2), (["ArrowLeft"], 2), (["j", "k", "j"], 4),
        (["g", "g"], 1), (["Home"], 1), (["G"], 8), (["End"], 8), (["l"], 5), (["G", "h"], 7),
        (["Shift+ArrowRight"], 4), (["j", "j", "Shift+ArrowLeft"], 4), (["j", "Shift+ArrowRight"], 8),
        ([":", "6", "Enter"], 6), (["Control+g", "7", "Enter"], 7), (["End", "j"], 8), (["Home", "k"], 1),
    ],
)  # fmt: skip
def test_a_key_that_moves_leads_to_its_step(new_page, start, keys, step):
    page = start(new_page())
    page.set_viewport_size({"width": 1440, "height": 3000})  # nothing of a step lies out of view
    press(page, "j")
    at(page, 2)
    press(page, "j")
    at(page, 3)
    press(page, *keys)
    at(page, step)


@pytest.mark.parametrize(
    ("key", "tab"), [("2", "context"), ("3", "output"), ("4", "state"), ("5", "inside"), ("6", "raw")]
)
def test_a_number_opens_its_tab(new_page, start, key, tab):
    page = start(new_page())
    press(page, key)
    at(page, 1, tab)


def test_marks_are_set_and_walked(new_page, start):
    page = start(new_page())
    press(page, "G")
    at(page, 8)
    press(page, "m")
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "true")
    press(page, "Home")
    at(page, 1)
    press(page, "]")
    at(page, 8)
    press(page, "k")
    at(page, 7)
    press(page, "]")
    at(page, 8)


def test_the_link_is_copied_and_with_words_selected_it_leads_to_them(new_page, start):
    page = start(new_page(permissions=["clipboard-read", "clipboard-write"]))
    press(page, "j")
    expect(page.locator("#live")).to_have_text(re.compile("^Step 2"))
    press(page, "y")
    expect(page.locator("#live")).to_have_text("Link copied")
    assert copied(page).endswith("/steps/2")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.back .value'))")
    press(page, "y")
    expect(page.locator("#live")).to_have_text("Link to the selected words copied")
    link = copied(page)
    page.goto("/")
    page.goto(link)
    assert WORDS[2] in page.evaluate("getSelection().toString()")


def test_t_goes_through_the_views_of_the_run(new_page, start):
    page = start(new_page())
    expect(page.locator(".view-link[aria-current]")).to_have_text("List")
    press(page, "t")
    expect(page.locator(".view-link[aria-current]")).to_have_text("Tree")


def test_single_keys_can_be_switched_off_and_the_others_stay(new_page, start):
    page = start(new_page())
    press(page, "?")
    page.get_by_label("Single-key shortcuts").uncheck()
    press(page, "Escape", "j", "f", " ", "6")
    at(page, 1)
    expect(page.locator("#steps")).to_be_visible()
    press(page, "ArrowRight")
    at(page, 2)
    press(page, "Control+k")
    expect(page.locator("#palette")).to_be_visible()


def test_no_key_acts_while_something_is_written(new_page, start):
    page = start(new_page())
    press(page, "/")
    page.keyboard.type("j G5f m? :")
    expect(page.locator("#find")).to_have_value("j G5f m? :")
    at(page, 1)


@pytest.fixture
def long_run(open_page):
    """The address of an imported run of sixty steps."""
    spans = [
        {
            "spanId": f"{number:016x}",
            "name": f"chat {number}",
            "startTimeUnixNano": str(number * 10**9),
            "endTimeUnixNano": str(number * 10**9 + 10**8),
            "attributes": [{"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}}],
        }
        for number in range(1, LONG + 1)
    ]
    return import_run(open_page(), spans, "chat 1")


def hold(page, key, times):
    for _ in range(times):
        page.keyboard.down(key)
    page.keyboard.up(key)


def test_a_held_key_goes_as_far_as_it_was_held_without_a_flood_or_a_reload(new_page, long_run):
    page = new_page()
    page.clock.install()
    page.add_init_script(FLIGHTS)
    page.goto(f"{long_run}/1")
    stand_still(page)  # between two presses of a held key no time passes in which the reader rests
    hold(page, "j", 31)
    at(page, 32)
    page.clock.run_for(500)
    expect(page).to_have_url(re.compile("/steps/32$"))
    hold(page, "k", 40)
    at(page, 1)
    hold(page, "j", LONG + 5)
    at(page, LONG)
    assert 1 <= page.evaluate("window.most") <= 4  # the one that is wanted, and the neighbours once it rests


def test_the_way_back_from_a_held_key_is_where_it_was_pressed(new_page, long_run):
    page = new_page()
    page.goto(f"{long_run}/5")
    hold(page, "j", 20)
    at(page, 25)
    expect(page).to_have_url(re.compile("/steps/25$"))
    page.go_back()
    at(page, 5)


def test_a_held_key_reveals_nothing(new_page, start):
    page = start(new_page(), "forward")
    press(page, "j")
    at(page, 2)
    press(page, "k")
    at(page, 1)
    hold(page, "j", 12)
    at(page, 2)
    expect(page.locator("#step")).to_have_attribute("data-frontier", "2")
