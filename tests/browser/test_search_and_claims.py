"""Search and the writing beside the step: suggestions, hits that stay, drafts that survive, passages that lead back."""

import re

import pytest
from browser_attempt import BrowserAttempt
from playwright.sync_api import expect
from waiting import until

pytestmark = pytest.mark.browser

MARKED = "name => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString())"


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def search(page, text):
    press(page, "/")
    page.keyboard.type(text)
    press(page, "Enter")


def test_terms_are_suggested_and_taken_with_the_keyboard(new_page, start):
    page = start(new_page())
    press(page, "/")
    expect(page.locator("#find-terms [role=option]")).to_have_count(9)
    page.keyboard.type("tool:re")
    expect(page.locator("#find-terms [role=option]")).to_have_text(["tool:issue_refund"])
    press(page, "ArrowDown", "Enter")
    expect(page.locator(".list-find")).to_have_value("tool:issue_refund ")
    press(page, "Escape", "Enter")
    expect(page.locator(".hit")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/steps/6\?find=tool%3Aissue_refund$"))


def test_hits_stay_while_one_steps_and_have_an_address(new_page, start):
    page = start(new_page())
    search(page, "kind:tool")
    expect(page).to_have_url(re.compile(r"/steps/2\?find=kind%3Atool$"))
    press(page, "j")
    expect(page).to_have_url(re.compile(r"/steps/3\?find=kind%3Atool$"))
    expect(page.locator(".hit")).to_have_count(3)
    press(page, "n")
    expect(page.locator(".hit[aria-current]")).to_have_attribute("data-step", "4")
    expect(page).to_have_url(re.compile(r"/steps/4\?find=kind%3Atool$"))
    page.reload()
    expect(page.locator(".hit")).to_have_count(3)
    page.get_by_role("link", name="Clear").click()
    expect(page.locator(".hit")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/steps/4$"))


def test_the_words_are_marked_in_the_step(new_page, start):
    page = start(new_page())
    search(page, "BERGAMOT")
    expect(page).to_have_url(re.compile(r"/steps/2\?"))
    until(page, "CSS.highlights.has('hit')")
    assert set(page.evaluate(MARKED, "hit")) == {"bergamot"}


def test_a_search_that_cannot_be_read_is_mended_in_place(new_page, start):
    page = start(new_page())
    search(page, "bergamot latency>fast")
    expect(page.locator("#find-problem")).to_contain_text("latency> needs a number with ms, s or min: latency>fast")
    expect(page.locator("#live")).to_have_text("latency> needs a number with ms, s or min: latency>fast")
    expect(page.locator(".list-find")).to_be_focused()
    expect(page.locator(".list-find")).to_have_value("bergamot latency>fast")
    expect(page.locator("#step")).to_have_attribute("data-number", "1")


def test_a_draft_survives_steps_other_forms_and_a_reload(new_page, start):
    page = start(new_page())
    press(page, "c")
    page.keyboard.type("the unit is lost")
    press(page, "Escape")
    expect(page.locator("#step")).to_be_focused()
    press(page, "j", "m")
    expect(page.locator("[data-action=suspect]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-claim-what]")).to_have_value("the unit is lost")
    page.reload()
    expect(page.locator("[data-claim-what]")).to_have_value("the unit is lost")
    expect(page.locator("#claim input[name=step]")).to_have_value("1")
    press(page, "c", "Control+Enter")
    expect(page.locator(".claim-what")).to_have_text("the unit is lost")
    page.reload()
    expect(page.locator("[data-claim-what]")).to_have_value("")


def test_a_claim_is_one_line_about_the_step_that_is_shown_and_enter_sends_it(new_page, start):
    page = start(new_page())
    press(page, "j")
    expect(page.get_by_label("What looks wrong at step 2?")).to_be_visible()
    expect(page.get_by_label("Because")).to_be_hidden()
    press(page, "c")
    page.keyboard.type("the unit is lost")
    press(page, "Shift+Enter")
    page.keyboard.type("or never was there")
    press(page, "Enter")
    expect(page.locator(".logged > .claim-what")).to_have_text("the unit is lost or never was there")
    expect(page.locator(".logged .claim-head")).to_contain_text("Step 2")
    expect(page.locator(".logged .claim-head")).not_to_contain_text("%")
    expect(page.locator("#step")).to_be_focused()
    press(page, "c", "Enter")
    expect(page.locator(".logged")).to_have_count(1)


def test_a_line_that_is_begun_stays_about_its_step(new_page, start):
    page = start(new_page())
    press(page, "c")
    page.keyboard.type("the unit")
    press(page, "Escape", "j")
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    expect(page.get_by_label("What looks wrong at step 1?")).to_have_value("the unit")
    page.get_by_text("Because, would expect, confidence").click()
    page.locator("#claim").get_by_label("Step", exact=True).fill("2")
    expect(page.get_by_label("What looks wrong at step 2?")).to_have_value("the unit")


def test_what_makes_a_claim_one_that_can_be_proven_wrong_unfolds(new_page, start):
    page = start(new_page())
    press(page, "c")
    page.keyboard.type("the unit is lost")
    page.get_by_text("Because, would expect, confidence").click()
    confidence = page.get_by_label("Confidence")
    expect(confidence).to_have_value("")
    expect(page.locator("#claim-sureness")).to_have_text("not said")
    confidence.fill("80")
    expect(page.locator("#claim-sureness")).to_have_text("very likely")
    page.get_by_label("I would expect to see").fill("a total in cents")
    page.reload()
    expect(page.get_by_label("I would expect to see")).to_have_value("a total in cents")
    press(page, "c", "Enter")
    expect(page.locator(".logged")).to_contain_text("Would expect to see a total in cents")
    expect(page.locator(".logged .claim-head")).to_contain_text("80 %")
    expect(page.get_by_label("I would expect to see")).to_be_hidden()


def test_a_claim_is_revised_in_place_and_keeps_its_earlier_wording(new_page, start):
    page = start(new_page())
    press(page, "c")
    page.keyboard.type("the unit is lost")
    press(page, "Control+Enter")
    page.get_by_role("link", name="Revise").click()
    expect(page.locator("[data-claim-what]")).to_be_focused()
    page.locator("[data-claim-what]").fill("the lookup drops the unit")
    press(page, "Control+Enter")
    expect(page.locator(".logged > .claim-what")).to_have_text("the lookup drops the unit")
    expect(page.locator(".claim-history")).to_contain_text("the unit is lost")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".logged--withdrawn")).to_contain_text("withdrawn")


def test_a_pinned_passage_leads_back_to_its_step_and_is_marked_there(new_page, start):
    page = start(new_page())
    press(page, "j")
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    page.locator("#content .value", has_text="total: 1250").first.click(click_count=3)
    press(page, "p")
    expect(page.locator(".pin-quote")).to_have_text("total: 1250 bergamot")
    press(page, "End")
    expect(page.locator("#step")).to_have_attribute("data-number", "8")
    page.locator("a[data-quote]").click()
    expect(page.locator("#step")).to_have_attribute("data-number", "2")
    until(page, "CSS.highlights.has('passage')")
    assert page.evaluate(MARKED, "passage") == ["total: 1250 bergamot"]


def test_what_is_no_passage_is_refused_beside_the_field_and_stays_there(new_page, start):
    page = start(new_page())
    press(page, "p")
    page.keyboard.type("never said")
    press(page, "Control+Enter")
    expect(page.locator(".form-problem")).to_contain_text("this is not a passage of step 1")
    expect(page.locator("[data-pin] textarea")).to_have_value("never said")


def test_in_a_drawer_the_claim_is_written_and_closed_with_its_text(new_page, start):
    page = start(new_page())
    page.set_viewport_size({"width": 390, "height": 800})
    press(page, "c")
    expect(page.locator("[data-claim-what]")).to_be_in_viewport()
    page.keyboard.type("the unit")
    press(page, "Escape")
    expect(page.locator("[data-claim-what]")).not_to_be_in_viewport()
    press(page, "c")
    expect(page.locator("[data-claim-what]")).to_have_value("the unit")


def test_an_exported_file_opens_from_disk_styled_and_without_a_complaint(new_page, start, tmp_path):
    page = start(new_page())
    attempt = re.search(r"/attempts/(\w+)/", page.url)[1]
    file = tmp_path / "run.html"
    file.write_bytes(page.request.get(f"/attempts/{attempt}/export").body())
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert page.locator(".step").count() == 8
    assert page.evaluate("getComputedStyle(document.querySelector('.row')).listStyleType") == "none"
    page.locator("a[href='#m1']").first.click()
    expect(page.locator("#m1")).to_be_visible()
    assert (said, asked) == ([], [file.as_uri()])


def test_what_a_claim_expected_is_noted_at_the_step_that_is_shown_and_taken_back_from_there(newcomer):
    attempt = BrowserAttempt(newcomer)
    attempt.post("claims", step="2", what="the unit is lost", would_expect="1250 euros")
    attempt.go("/steps/2")
    press(newcomer, "j")
    expect(newcomer.locator("#step")).to_have_attribute("data-number", "3")
    newcomer.get_by_role("button", name="Seen here").press("Enter")
    expect(newcomer.locator(".claim-check")).to_contain_text("Seen at step 3")
    expect(newcomer.get_by_role("button", name="Take back")).to_be_focused()
    press(newcomer, "Enter")
    expect(newcomer.get_by_role("button", name="Seen here")).to_be_focused()
