"""An attempt of a new reader, and the small verbs that bring its pages into a state."""

from typing import Any

SLUG = "late-parcel"
WHOLE = {
    "step_1": "8",
    "confidence_1": "60",
    "step_2": "2",
    "acted_on": "3",
    "damage": "6",
    "failure_class": "tool.schema_drift",
    "explanation": "the cents were read as euros",
    "evidence_step": "2",
    "evidence_quote": "total: 1250",
    "evidence_role": "wrong",
}


class BrowserAttempt:
    """An attempt, and the small verbs that bring its pages into a state."""

    def __init__(self, page: Any, reveal: str = "open", *, slug: str = SLUG) -> None:
        self.page = page
        if not page.url.startswith("http"):
            page.goto(f"/scenarios/{slug}")
        self.origin = "/".join(page.url.split("/")[:3])
        path = f"/api/scenarios/{slug}/attempts"
        attempt = page.request.post(path, data={"reveal": reveal}, headers={"origin": self.origin})
        self.home = f"{self.origin}/attempts/{attempt.json()['id']}"

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def post(self, path: str, **fields: str) -> None:
        answer = self.page.request.post(f"{self.home}/{path}", form=fields)
        assert answer.ok, answer.text()

    def write(self, **fields: str) -> None:
        self.post("diagnosis", **fields, then="save")

    def lock(self, **fields: str) -> None:
        self.write(**fields)
        self.post("lock")

    def send(self, **fields: str) -> None:
        self.lock(**fields)
        self.post("submission")


def sent(page: Any, path: str) -> None:
    attempt = BrowserAttempt(page)
    attempt.send(**WHOLE)
    attempt.go(path)


def reading(page: Any, path: str) -> None:
    BrowserAttempt(page).go(path)
