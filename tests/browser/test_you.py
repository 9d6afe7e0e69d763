"""You: figures of attempts that were made here, the export as a file, and deletion by keyboard."""

import json
from pathlib import Path

import pytest
from browser_attempt import SLUG, WHOLE, BrowserAttempt
from many_parcels import write_parcels
from playwright.sync_api import expect
from real_server import served_from
from test_axe import assert_no_faults
from test_journey_of_an_account import go_to

pytestmark = pytest.mark.browser

TEN = [f"parcel-{number:02}" for number in range(1, 11)]
READER = {"bypass_csp": True, "reduced_motion": "reduce", "accept_downloads": True}


def press(page, name, role="link"):
    """With the keyboard alone."""
    go_to(page, page.get_by_role(role, name=name))
    page.keyboard.press("Enter")


def test_a_reader_sees_their_figures_takes_everything_along_and_deletes_it_by_keyboard(newcomer):
    page = newcomer
    attempt = BrowserAttempt(page)
    attempt.send(**WHOLE)
    BrowserAttempt(page)
    page.goto("/")
    press(page, "You")
    expect(page.get_by_role("heading", name="You", exact=True)).to_be_visible()
    found = page.get_by_role("row").filter(has_text="Finding the step where it began")
    expect(found).to_contain_text("0 of 1 · 1 in part")
    expect(page.get_by_text("9 more are needed")).to_be_visible()
    expect(page.locator(".own-attempts tbody tr")).to_have_count(2)
    with page.expect_download() as download:
        press(page, "Export everything")
    assert download.value.suggested_filename == "misstep-you.json"
    exported = json.loads(Path(download.value.path()).read_text())["attempts"]
    assert [(each["scenario"], each["submitted"] is not None) for each in exported] == [(SLUG, False), (SLUG, True)]
    press(page, "Delete everything …")
    press(page, "Delete for good", "button")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    assert page.request.get(f"{attempt.home}/reveal").status == 404


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Where a server with ten scenarios listens."""
    packs = write_parcels(tmp_path_factory.mktemp("shelf"), TEN)
    with served_from(tmp_path_factory.mktemp("shelved"), packs) as address:
        yield address


def test_calibration_is_drawn_from_ten_first_attempts_on(newcomer, shelf):
    page = newcomer
    page.goto(shelf)
    for number, slug in enumerate(TEN):
        made = page.request.post(f"{shelf}/api/scenarios/{slug}/attempts", data={}, headers={"origin": shelf})
        attempt = f"{shelf}/attempts/{made.json()['id']}"
        said = {"step_1": "2" if number < 7 else "8", "confidence_1": "95" if number < 8 else "60", "then": "save"}
        for verb, form in (("diagnosis", said), ("lock", {}), ("submission", {})):
            assert page.request.post(f"{attempt}/{verb}", form=form, headers={"origin": shelf}).ok
    page.goto(f"{shelf}/you")
    expect(page.locator(".bin-strip")).to_have_count(2)
    expect(page.get_by_text("Said 8 times, 95 % on average. 7 came true: 88 %, 53 to 98 %")).to_be_visible()
    assert_no_faults(page)
