"""Pinned words are marked where they stand, at once and after a reload; pressing a mark leads to its pin."""

import pytest
from browser_attempt import BrowserAttempt
from playwright.sync_api import expect
from waiting import until

pytestmark = pytest.mark.browser
PINNED = "[...(CSS.highlights.get('pinned') ?? [])].map((range) => range.toString())"
MIDDLE = """() => {
  const range = [...CSS.highlights.get('pinned')][0];
  range.startContainer.parentElement.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = range.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


@pytest.fixture
def attempt(new_page):
    return BrowserAttempt(new_page())


def opened(attempt, path):
    attempt.go(path)
    attempt.page.locator("html[data-script]").wait_for()
    return attempt.page


def marked(page, *words):
    until(page, f"JSON.stringify({PINNED}) === {str(list(words)).replace(chr(39), chr(34))!r}")


def test_selected_words_are_marked_when_they_are_pinned_and_after_a_reload(attempt):
    page = opened(attempt, "/steps/2")
    page.locator("#content .value", has_text="total: 1250").first.click(click_count=3)
    page.keyboard.press("p")
    marked(page, "total: 1250 bergamot")
    page.reload()
    marked(page, "total: 1250 bergamot")
    page.keyboard.press("j")
    expect(page.locator("#step")).to_have_attribute("data-number", "3")
    marked(page)
    page.keyboard.press("k")
    marked(page, "total: 1250 bergamot")


@pytest.mark.parametrize("tab", ["delta", "output", "raw"])
def test_a_passage_is_marked_on_each_tab_that_holds_it(attempt, tab):
    attempt.post("evidence", step="3", quote="cardamom")
    page = opened(attempt, f"/steps/3?tab={tab}")
    until(page, f"{PINNED}.includes('cardamom')")


def test_on_a_tab_that_does_not_hold_a_passage_nothing_is_marked(attempt):
    attempt.post("evidence", step="3", quote="cardamom")
    marked(opened(attempt, "/steps/3?tab=context"))


def test_what_is_written_otherwise_is_marked_where_the_step_says_it(attempt):
    attempt.post("evidence", step="2", quote="TOTAL:  1250")
    marked(opened(attempt, "/steps/2"), "total: 1250")


def test_a_step_that_is_pinned_as_a_whole_has_no_words_to_mark(attempt):
    attempt.post("evidence", step="2")
    page = opened(attempt, "/steps/2")
    expect(page.locator(".pinned")).to_have_count(1)
    marked(page)


def test_pressing_a_mark_leads_to_what_unpins_it(attempt):
    attempt.post("evidence", step="2", quote="total: 1250")
    page = opened(attempt, "/steps/2")
    marked(page, "total: 1250")
    page.mouse.click(*page.evaluate(MIDDLE))
    expect(page.get_by_role("button", name="Remove the evidence of step 2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pinned")).to_have_count(0)
    marked(page)


def test_on_a_phone_pressing_a_mark_opens_the_drawer(attempt):
    attempt.page.set_viewport_size({"width": 390, "height": 844})
    attempt.post("evidence", step="2", quote="total: 1250")
    page = opened(attempt, "/steps/2")
    marked(page, "total: 1250")
    page.mouse.click(*page.evaluate(MIDDLE))
    expect(page.get_by_role("button", name="Remove the evidence of step 2")).to_be_focused()


def test_a_fold_that_is_closed_says_that_pinned_words_are_in_it(attempt):
    attempt.post("evidence", step="8", quote="Where is my parcel? amaranth")
    page = opened(attempt, "/steps/8?tab=context")
    page.locator("a[data-quote]").click()
    until(page, "CSS.highlights.has('passage')")
    marked(page, "Where is my parcel? amaranth")
    fold = page.locator("details[data-pinned]").first
    expect(fold).to_have_attribute("open", "")
    fold.locator("summary").first.click()
    expect(fold).not_to_have_attribute("open", "")
    assert fold.locator("summary").first.evaluate("(head) => getComputedStyle(head).boxShadow") != "none"


def test_after_the_reveal_the_words_are_marked_and_their_pin_can_only_be_read(attempt):
    attempt.post("evidence", step="2", quote="total: 1250")
    attempt.send(step_1="2")
    page = opened(attempt, "/steps/2")
    marked(page, "total: 1250")
    page.mouse.click(*page.evaluate(MIDDLE))
    expect(page.locator("a[data-quote]")).to_be_focused()
