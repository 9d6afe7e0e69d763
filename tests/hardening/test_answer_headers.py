"""Every kind of answer carries the headers that keep browsers from doing harm with it."""

import pytest
from starlette.testclient import TestClient

from app.main import create_app

PAGE = {"accept": "text/html"}
HTTP = {
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "cache-control",
}


@pytest.fixture
def browser(settings, pack):
    """Of a server that has one page with a mistake of ours in it."""
    application = create_app(settings, packs=pack)

    @application.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError

    here = {"client": ("127.0.0.1", 50000), "raise_server_exceptions": False, "follow_redirects": False}
    with TestClient(application, **here) as opened:
        yield opened


def answers(browser, address):
    """One of each kind, by name."""

    def ask(path, *, method="GET", **sent):
        return browser.request(method, f"{address}{path}", **sent)

    large = ask(
        "/v1/traces", method="POST", content=b" " * (20 * 2**20 + 1), headers={"content-type": "application/json"}
    )
    return {
        "page": (200, ask("/", headers=PAGE)),
        "JSON": (200, ask("/api/scenarios")),
        "schema": (200, ask("/api/openapi.json")),
        "redirect": (307, ask("/favicon.ico")),
        "static file": (200, ask("/static/0/css/misstep.css")),
        "no such page": (404, ask("/nowhere", headers=PAGE)),
        "no such address": (404, ask("/api/nowhere")),
        "no such method": (405, ask("/api/scenarios", method="DELETE")),
        "foreign page": (403, ask("/theme", method="POST", headers={"sec-fetch-site": "cross-site"})),
        "wrong form": (422, ask("/theme", method="POST", data={"theme": "pink"}, headers=PAGE)),
        "other name": (421, ask("/", headers={"host": "evil.example"})),
        "no name": (400, ask("/", headers={"host": ""})),
        "delivery": (200, ask("/v1/metrics", method="POST", json={})),
        "wrong key": (401, ask("/v1/metrics", method="POST", json={}, headers={"authorization": "Bearer mst_0"})),
        "wrong delivery": (415, ask("/v1/traces", method="POST", content=b"x")),
        "too large": (413, large),
        "our mistake": (500, ask("/broken", headers=PAGE)),
        "our mistake, to a program": (500, ask("/broken")),
        "health": (200, ask("/healthz")),
        "numbers": (200, ask("/metrics")),
    }


@pytest.mark.sqlite
@pytest.mark.parametrize(("address", "tls"), [("http://misstep.test", False), ("https://misstep.test", True)])
def test_every_kind_of_answer_has_them_and_asks_for_tls_where_it_came_with_it(browser, address, tls):
    for kind, (status, answer) in answers(browser, address).items():
        assert answer.status_code == status, kind
        assert HTTP - set(answer.headers) == set(), kind
        assert answer.headers.get("strict-transport-security") == ("max-age=31536000" if tls else None), kind


@pytest.mark.sqlite
def test_pages_may_use_nothing_of_the_machine_but_write_to_its_clipboard(browser):
    policy = browser.get("http://misstep.test/").headers["permissions-policy"]
    for feature in ("camera", "microphone", "geolocation", "display-capture", "clipboard-read", "usb", "payment"):
        assert f"{feature}=()" in policy
    assert "clipboard-write" not in policy
