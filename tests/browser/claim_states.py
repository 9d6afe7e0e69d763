"""States of the right pane, of its drawer, and of the brief that it leads to."""

from typing import Any

from browser_attempt import BrowserAttempt, reading


def brief_of_an_attempt(page: Any) -> None:
    reading(page, "/brief")


def ticket_folded(page: Any) -> None:
    reading(page, "/steps/2")
    page.locator("#ticket > summary").click()


def claims_and_evidence(page: Any) -> None:
    attempt = BrowserAttempt(page)
    expected = "1250 euros are paid out, and nobody asks"
    for what in ("the unit is lost", "the lookup lost the unit"):
        logged = page.request.get(attempt.home.replace("/attempts/", "/api/attempts/")).json()["claims"]
        if logged:
            attempt.post(f"claims/{logged[-1]['id']}/check", step="6", outcome="seen")
        attempt.post("claims", step="2", what=what, revises=logged[-1]["id"] if logged else "", would_expect=expected)
    attempt.post("claims", step="3", what="the model misread it")
    logged = page.request.get(attempt.home.replace("/attempts/", "/api/attempts/")).json()["claims"]
    attempt.post(f"claims/{logged[-1]['id']}/withdrawal")
    attempt.post("evidence", step="2", quote="total: 1250")
    attempt.post("marks", step="3", **{"as": "suspect"})
    attempt.post("hints")
    attempt.go("/steps/3")
    page.locator(".claim-history summary").click()
    page.get_by_role("link", name="Revise").click()
    page.get_by_label("Revise the claim at step 2").wait_for()


def claims_drawer(page: Any) -> None:
    reading(page, "/steps/2#diagnosis")
