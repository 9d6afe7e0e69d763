"""Sign in, ask somebody in, join, sign out: by keyboard, without JavaScript, on a phone."""

import pytest
from account_states import GRACE, PASSWORD

pytestmark = pytest.mark.browser
READER = {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}


def go_to(page, locator):
    """With the Tab key alone."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and locator.and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"no key leads to {locator}")


def write(page, locator, words):
    go_to(page, locator)
    page.keyboard.type(words)


def test_somebody_is_asked_in_and_joins_without_a_script_or_a_mouse(owned_page):
    page = owned_page
    page.goto("/runs")
    write(page, page.get_by_label("E-mail address"), GRACE)
    write(page, page.get_by_label("Password"), PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/runs")
    go_to(page, page.get_by_role("link", name=f"Your account, {GRACE}"))
    page.keyboard.press("Enter")
    go_to(page, page.get_by_role("link", name="Members"))
    page.keyboard.press("Enter")
    write(page, page.get_by_label("E-mail address"), "ada@example.org")
    page.keyboard.press("Enter")
    link = page.locator(".account-link").inner_text()
    page.goto("/account")
    go_to(page, page.get_by_role("button", name="Sign out here"))
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Sign in").wait_for()
    page.goto(link)
    write(page, page.get_by_label("A password for this server"), "five or six other words")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your account").wait_for()
    assert page.get_by_text("This server · interviewer").count() == 1
