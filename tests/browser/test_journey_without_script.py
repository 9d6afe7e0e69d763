"""From the catalogue to the reveal with JavaScript off."""

import pytest

pytestmark = pytest.mark.browser


def test_a_reader_without_javascript_goes_from_the_catalogue_to_the_reveal(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="The parcel that came late").click()
    page.get_by_role("radio", name="One at a time").check()
    page.get_by_role("button", name="Start reading").click()
    assert page.url.endswith("/steps/1")

    for number in range(2, 9):
        page.get_by_role("button", name="Reveal").or_(page.get_by_role("link", name="Next")).first.click()
        assert page.url.endswith(f"/steps/{number}")

    page.get_by_role("link", name="Diagnosis").first.click()
    page.get_by_label("First step", exact=True).fill("2")
    page.get_by_label("Confidence in the first step").fill("80")
    page.get_by_label("What kind of failure it is").select_option("tool.unit_error")
    page.get_by_label("Step", exact=True).fill("2")
    page.get_by_label("Passage, word for word").fill("total: 1250")
    page.get_by_role("button", name="Pin", exact=True).click()
    assert page.get_by_text("total: 1250").is_visible()
    page.get_by_label("What went wrong, why it was wrong").fill(
        "The total is in cents and was read as euros, and the refund took it over."
    )
    page.get_by_role("radio", name="Tool a tool").check()
    page.get_by_role("button", name="Review before sending").click()

    assert page.get_by_role("heading", name="Read it over").is_visible()
    page.get_by_role("button", name="Send the diagnosis").click()
    assert page.get_by_role("heading", name="What went wrong").is_visible()
    assert page.get_by_text("You found it: it began at step 2.").is_visible()
    assert page.locator(".total-points").text_content() == "100"


def test_the_theme_is_switched_without_javascript(open_page):
    page = open_page(java_script_enabled=False, color_scheme="light")
    page.goto("/runs")
    page.get_by_role("button", name="Dark theme").click()
    assert page.url.endswith("/runs")
    assert page.locator("html[data-theme=dark]").count() == 1
    page.get_by_role("button", name="Light theme").click()
    assert page.locator("html[data-theme=light]").count() == 1


def test_a_refused_form_without_javascript_keeps_what_was_typed(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/scenarios/late-parcel")
    page.get_by_role("button", name="Start reading").click()
    page.goto(page.url.rpartition("/steps/")[0] + "/diagnosis")
    page.get_by_label("First step", exact=True).fill("99")
    page.get_by_label("What went wrong, why it was wrong").fill("a long thought")
    page.get_by_role("button", name="Save draft").click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_role("link", name="First step: '99' is no step you have seen; write 1 to 8").click()
    assert page.get_by_label("First step", exact=True).input_value() == "99"
    assert page.get_by_label("What went wrong, why it was wrong").input_value() == "a long thought"
