"""The states that the pages of a diagnosis can be in, from the first field to the forecast."""

from collections.abc import Callable
from typing import Any

from browser_attempt import WHOLE, BrowserAttempt, reading


def diagnosis_untouched(page: Any) -> None:
    reading(page, "/diagnosis")


def diagnosis_written(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.write(**WHOLE)
    attempt.go("/diagnosis")


def diagnosis_with_errors(page: Any) -> None:
    reading(page, "/diagnosis")
    page.get_by_label("Root cause", exact=True).fill("99")
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("alert").wait_for()


def diagnosis_searching(page: Any) -> None:
    reading(page, "/diagnosis")
    page.get_by_role("combobox", name="Family, then class").fill("index")
    page.get_by_role("listbox", name="Failure classes").wait_for()


def diagnosis_of_nothing_wrong(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.post("evidence", step="2", quote="total: 1250")
    attempt.write(no_fault="yes", cleared_1="6", ruled_out_step_1="5", ruled_out_quote_1="eucalypt", cleared_2="3")
    attempt.go("/diagnosis")


def review_of_nothing(page: Any) -> None:
    reading(page, "/review")


def review_with_gaps(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.write(step_1="2")
    attempt.go("/review")


def review_of_everything(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.write(**WHOLE)
    attempt.go("/review")


def review_of_nothing_wrong(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.write(no_fault="yes", cleared_1="6", ruled_out_step_1="5", ruled_out_quote_1="eucalypt", cleared_2="3")
    attempt.go("/review")


def forecast(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.lock(**WHOLE)
    attempt.go("/forecast")
    page.get_by_text("Part one, as you locked it").click()


def forecast_with_an_error(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.lock(**WHOLE)
    attempt.go("/forecast")
    page.get_by_role("radio", name="surely not").first.check()
    page.get_by_label("What, in a sentence").fill("x" * 2001)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("alert").wait_for()


def diagnosis_beside_the_run(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.write(**WHOLE)
    attempt.go("/steps/2")
    page.locator("html[data-script]").wait_for()
    page.keyboard.press("D")
    page.locator("#diagnosing-title:focus").wait_for()


def classes_beside_the_run(page: Any) -> None:
    diagnosis_beside_the_run(page)
    page.get_by_role("combobox", name="Family, then class").click()
    page.get_by_role("listbox", name="Failure classes").wait_for()


DIAGNOSIS: list[Callable[[Any], None]] = [
    diagnosis_untouched,
    diagnosis_written,
    diagnosis_with_errors,
    diagnosis_searching,
    diagnosis_of_nothing_wrong,
    review_of_nothing,
    review_with_gaps,
    review_of_everything,
    review_of_nothing_wrong,
    forecast,
    forecast_with_an_error,
]
