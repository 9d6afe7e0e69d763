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


def test_the_signs_at_the_ends_of_a_passage_are_marked_with_it(attempt):
    attempt.post("evidence", step="2", quote="total:")
    marked(opened(attempt, "/steps/2"), "total:")


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


def claimed(page, what):
    page.keyboard.press("c")
    page.keyboard.type(what)
    page.keyboard.press("Enter")
    expect(page.locator(".logged > .claim-what", has_text=what)).to_be_visible()


def pinned_for(page, quote, below):
    """Pins words of the step that is shown, and waits until they stand below a claim, or among the evidence."""
    page.evaluate(
        """(quote) => {
          const walker = document.createTreeWalker(document.querySelector('#content .back'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(quote);
            if (at >= 0) return getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + quote.length);
          }
        }""",
        quote,
    )
    page.keyboard.press("p")
    expect(page.locator(below, has_text=quote)).to_be_visible()


def test_pins_belong_to_the_claim_last_made_or_to_the_one_that_was_chosen(attempt):
    page = opened(attempt, "/steps/2")
    claimed(page, "the unit is lost")
    pinned_for(page, "total", ".logged .pin-quote")
    page.get_by_text("Pin from step 2").click()
    page.get_by_label("Pins belong to").select_option("No claim")
    page.locator("#step").focus()
    pinned_for(page, "1250", "[aria-labelledby=evidence-title] .pin-quote")
    pinned_for(page, "berga", "[aria-labelledby=evidence-title] .pin-quote")
    claimed(page, "the model misread it")
    pinned_for(page, "mot", ".logged:first-child .pin-quote")


def test_what_a_pin_shows_is_said_with_the_keyboard_and_a_fifth_is_refused_beside_it(attempt):
    for quote in ("total", "1250", "berga", "mot", "lookup_order"):
        attempt.post("evidence", step="2", quote=quote)
    page = opened(attempt, "/steps/2")
    for place in range(1, 5):
        page.locator(f"#pin-{place}-wrong").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#pin-{place}-wrong")).to_have_attribute("aria-pressed", "true")
        expect(page.locator(f"#pin-{place}-wrong")).to_be_focused()
    page.locator("#pin-5-right").press("Enter")
    expect(page.locator(".pinned .form-problem")).to_contain_text("4 passages have a role already")
    page.locator("#pin-1-wrong").press("Enter")
    expect(page.locator("#pin-1-wrong")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".form-problem")).to_have_count(0)
