"""The states that pages of accounts can be in, on a server that grace owns."""

from collections.abc import Callable
from typing import Any

GRACE, PASSWORD = "grace@example.org", "four or five words"


def typed(page: Any, *, email: str = GRACE, password: str = PASSWORD) -> None:
    """What the form asks for is written and sent, with the keyboard."""
    if page.get_by_label("E-mail address").count():
        page.get_by_label("E-mail address").fill(email)
    page.get_by_label("assword").fill(password)
    page.keyboard.press("Enter")


def signed_in(page: Any, path: str = "/account") -> None:
    page.goto(f"/sign-in?next={path}")
    if page.get_by_role("heading", name="Sign in").count():
        typed(page)
    page.get_by_role("link", name=f"Your account, {GRACE}").wait_for()


def sign_in(page: Any) -> None:
    page.context.clear_cookies()
    page.goto("/runs")
    page.get_by_role("heading", name="Sign in").wait_for()


def sign_in_refused(page: Any) -> None:
    sign_in(page)
    typed(page, email="nobody@example.org", password="what it is not")
    page.get_by_role("alert").wait_for()


def account(page: Any) -> None:
    signed_in(page)


def account_with_errors(page: Any) -> None:
    signed_in(page)
    page.get_by_label("Your password now").fill("what it is not")
    page.get_by_label("The new one").fill("five or six other words")
    page.get_by_role("button", name="Change it").click()
    page.get_by_text("This is not your password.").wait_for()


def members(page: Any) -> None:
    signed_in(page, "/workspace")


def members_with_a_link(page: Any) -> None:
    signed_in(page, "/workspace")
    page.get_by_label("E-mail address").fill("linus@example.org")
    page.get_by_role("button", name="Make a link").click()
    page.get_by_role("heading", name="A link to hand over").wait_for()


def last_owner_stays(page: Any) -> None:
    signed_in(page, "/workspace")
    page.get_by_role("button", name=f"Remove {GRACE}").click()
    page.get_by_role("alert").wait_for()


def joining(page: Any) -> None:
    members_with_a_link(page)
    page.goto(page.locator(".account-link").inner_text())
    page.get_by_role("heading", name="Join This server").wait_for()


def link_that_is_spent(page: Any) -> None:
    page.goto("/join/nothing")
    page.get_by_role("heading", name="No longer here").wait_for()


ACCOUNT_STATES: list[Callable[[Any], None]] = [
    sign_in, sign_in_refused, account, account_with_errors, members, members_with_a_link, last_owner_stays, joining,
    link_that_is_spent,
]  # fmt: skip
