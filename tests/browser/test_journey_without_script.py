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
