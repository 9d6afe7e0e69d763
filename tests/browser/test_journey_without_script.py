"""From the catalog to the reveal with JavaScript off."""

import re

import pytest
from browser_attempt import WHOLE, BrowserAttempt
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_reader_without_javascript_goes_from_the_catalog_to_the_reveal(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="The parcel that came late").click()
    page.get_by_role("radio", name="One at a time").check()
    page.get_by_role("button", name="Start reading").click()
    expect(page).to_have_url(re.compile(r"/steps/1$"))

    for number in range(2, 9):
        page.get_by_role("button", name="Reveal").or_(page.get_by_role("link", name="Next")).first.click()
        expect(page).to_have_url(re.compile(rf"/steps/{number}$"))

    page.get_by_role("link", name="Diagnosis").first.click()
    page.get_by_role("radio", name="Yes, a step went wrong").check()
    page.get_by_label("Root cause", exact=True).fill("2")
    page.get_by_label("Confidence (root cause)").fill("80")
    page.get_by_label("First acted on").fill("3")
    page.get_by_label("Damage done").fill("6")
    page.get_by_label("Family, then class").select_option("tool.unit_error")
    page.get_by_label("What went wrong, why it was wrong").fill("Cents were read as euros.")
    for step, passage, shows in (("2", "bergamot", "what is wrong"), ("1", "amaranth", "what would have been right")):
        if not page.get_by_label("Step", exact=True).is_visible():
            page.get_by_text("Pin by hand").click()
        page.get_by_label("Step", exact=True).fill(step)
        page.get_by_label("Passage, word for word").fill(passage)
        page.get_by_label("Shows", exact=True).select_option(shows)
        page.get_by_role("button", name="Pin", exact=True).click()
        expect(page.locator(".pin").get_by_text(passage)).to_be_visible()
    page.get_by_role("button", name="Review part one").click()

    expect(page.get_by_role("heading", name="Read part one over")).to_be_visible()
    page.get_by_role("button", name="Lock part one").click()
    change = page.get_by_role("group", name="Name the unit")
    change.get_by_role("radio", name="surely 95").check()
    page.get_by_role("group", name="Retry").get_by_role("radio", name="surely not").check()
    page.get_by_label("What, in a sentence").fill("Name the unit in the tool's result.")
    page.get_by_role("button", name="Send the diagnosis").click()
    expect(page).to_have_url(re.compile("/reveal$"))
    expect(page.locator(".total-points")).to_have_text("99.8")

    page.get_by_role("link", name="What to read next").click()
    expect(page.get_by_text("Nothing of weight was missed.")).to_be_in_viewport()
    page.get_by_role("button", name="Start it, one step at a time").click()
    expect(page).to_have_url(re.compile(r"/steps/1$"))
    expect(page.get_by_role("link", name="The parcel that came early").first).to_be_visible()
    page.goto("/")
    card = page.locator(".card").filter(has_text="The parcel that came late")
    expect(card.get_by_text("99.8 / 100")).to_be_visible()
    expect(card.locator(".earned-mark--correct")).to_have_count(4)


def test_the_theme_is_switched_without_javascript(open_page):
    page = open_page(java_script_enabled=False, color_scheme="light")
    page.goto("/runs")
    page.get_by_role("button", name="Dark theme").click()
    expect(page).to_have_url(re.compile(r"/runs$"))
    expect(page.locator("html[data-theme=dark]")).to_have_count(1)
    page.get_by_role("button", name="Light theme").click()
    expect(page.locator("html[data-theme=light]")).to_have_count(1)


def test_a_refused_form_without_javascript_keeps_what_was_typed(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/scenarios/late-parcel")
    page.get_by_role("button", name="Start reading").click()
    page.wait_for_url("**/steps/1")
    page.goto(page.url.rpartition("/steps/")[0] + "/diagnosis")
    page.get_by_label("Root cause", exact=True).fill("99")
    page.get_by_label("What went wrong, why it was wrong").fill("a long thought")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("link", name="Root cause: '99' is no step you have seen; write 1 to 8").click()
    expect(page.get_by_label("Root cause", exact=True)).to_have_value("99")
    expect(page.get_by_label("What went wrong, why it was wrong")).to_have_value("a long thought")


@pytest.fixture
def plain(open_page):
    """A page without JavaScript at the second step of a run."""
    page = open_page(java_script_enabled=False, accept_downloads=True)
    BrowserAttempt(page).go("/steps/2")
    return page


def test_views_tabs_charts_and_numbers_are_links_and_forms(plain):
    page = plain
    page.get_by_role("link", name="Context", exact=True).click()
    expect(page).to_have_url(re.compile(r"/steps/2\?tab=context$"))
    page.get_by_role("link", name="Tree", exact=True).click()
    page.locator(".tree").get_by_role("link", name=re.compile("3 calls consult")).click()
    expect(page).to_have_url(re.compile("/steps/3"))
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.get_by_role("link", name=re.compile("^6 issue_refund.*starts at")).click()
    expect(page).to_have_url(re.compile("/steps/6"))
    page.get_by_role("button", name="Latency").click()
    expect(page.get_by_role("img", name=re.compile("^Latency: "))).to_have_count(1)
    page.get_by_role("button", name="Time", exact=True).click()
    expect(page.get_by_role("button", name="Time", pressed=True)).to_have_count(1)
    page.locator("#scrubber").get_by_role("link", name="Numbers").click()
    page.get_by_role("heading", name="Numbers", level=1).wait_for()
    page.get_by_text("In words, and as a table").first.click()
    page.get_by_role("row", name=re.compile("^1 510k|^1 ")).first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/steps/1$"))
    expect(page.locator(".replay-script:visible, .pane-edge:visible")).to_have_count(0)


def test_a_search_is_a_form_and_its_hits_are_links(plain):
    page = plain
    page.get_by_label("Find in the revealed steps").fill("kind:tool status:error")
    page.get_by_label("Find in the revealed steps").press("Enter")
    expect(page.locator(".hit")).to_have_count(1)
    page.locator(".hit").click()
    expect(page).to_have_url(re.compile(r"/steps/6\?find="))
    page.get_by_role("link", name="Clear").click()
    expect(page).to_have_url(re.compile(r"/steps/6$"))
    page.get_by_label("Find in the revealed steps").fill("latency>fast")
    page.get_by_label("Find in the revealed steps").press("Enter")
    expect(page.locator("#find-problem")).to_contain_text("needs a number")


def test_claims_evidence_marks_and_hints_are_forms(plain):
    page = plain
    claims = page.get_by_role("region", name=re.compile("^Claims"))
    page.get_by_label("What looks wrong").fill("the unit is lost")
    page.get_by_role("button", name="Log the claim").click()
    claims.get_by_role("link", name="Revise").click()
    page.get_by_label("Revise the claim at step 2").fill("the lookup lost the unit")
    page.get_by_role("button", name="Log the revision").click()
    claims.get_by_text("1 earlier wording").click()
    expect(claims.get_by_text("the unit is lost")).to_be_visible()
    claims.get_by_role("button", name="Withdraw").click()
    expect(claims.get_by_text("withdrawn")).to_be_visible()

    page.get_by_text("Pin from step 2").click()
    page.get_by_label("Passage").fill("total: 1250")
    page.get_by_role("button", name="Pin this step").click()
    evidence = page.get_by_role("region", name=re.compile("^Evidence"))
    evidence.get_by_role("link", name="Step 2").click()
    expect(page).to_have_url(re.compile("/steps/2"))
    page.get_by_role("button", name="Suspect", exact=True).click()
    expect(page.get_by_role("button", name="Suspected")).to_be_visible()
    page.get_by_role("button", name="Take a hint").click()
    expect(page.get_by_role("region", name=re.compile("^Hints")).get_by_role("listitem")).to_have_count(1)


def test_a_fix_the_comparison_and_the_export_are_reached_by_links(plain):
    page = plain
    attempt = BrowserAttempt(page)
    attempt.send(**WHOLE)
    attempt.go("/reveal")
    page.get_by_role("radio", name=re.compile("^Retry")).check()
    page.get_by_role("button", name="It fails").click()
    expect(page.get_by_text("the check fails")).to_be_visible()
    page.get_by_role("link", name=re.compile("See it there|Compare the two")).click()
    expect(page).to_have_url(re.compile("/comparison/"))
    page.get_by_label("Compare with").select_option("healthy")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("link", name=re.compile("^differs")).click()
    expect(page).to_have_url(re.compile("only=changed"))
    attempt.go("/comparison/1?arm=healthy")
    page.get_by_role("link", name=re.compile("next difference", re.IGNORECASE)).click()
    expect(page).to_have_url(re.compile("/comparison/2"))
    attempt.go("/steps/2")
    page.get_by_role("button", name="Share").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as one file").click()
    assert waiting.value.suggested_filename.endswith(".html")
