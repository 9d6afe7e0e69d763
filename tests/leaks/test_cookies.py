"""Every cookie that the server sets is for TLS alone where a request came with it, whichever route sets it."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
import signed_in
import visits
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import read_settings

APP = Path(__file__).parents[2] / "app"
WHO, LAYOUT = {"misstep_reader", "misstep_login", "misstep_known"}, {"misstep_theme", "misstep_view", "misstep_guide"}
TLS = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.5"}


@pytest.fixture
def ask(settings, store, pack):
    """Asks by way of 10.0.0.7, which is a declared proxy, or of another peer; grace asks where she is named."""
    grace = signed_in.owner(store, password=signed_in.PASSWORD)
    declared = read_settings({"MISSTEP_PROXIES": "10.0.0.7", "MISSTEP_HOSTS": "misstep.test"})
    application = create_app(replace(settings, proxies=declared.proxies, hosts=declared.hosts), packs=pack)

    def asked(method, address, *, peer, who=None, **sent):
        here = {"base_url": "http://misstep.test", "client": (peer, 1), "follow_redirects": False}
        browser = TestClient(application, **here)
        if who is not None:
            signed_in.sign_in(browser, grace)
        return browser.request(method, address, headers=TLS | {"accept": "text/html"}, **sent)

    with TestClient(application):
        yield asked


def all_set(ask, peer):
    """The cookies of every answer: each route is asked by grace and by a stranger, and somebody signs in."""
    begun = ask("POST", "/api/scenarios/late-parcel/attempts", peer=peer, who="grace", json={}).json()["id"]
    places = visits.choices(attempt=begun, claim="no-such-claim", runs=["no-such-run"])
    places = {name: values[:1] for name, values in places.items()}
    right = {"email": signed_in.GRACE, "password": signed_in.PASSWORD}
    answers = [ask("POST", "/sign-in", peer=peer, data=right)]
    for method, path in sorted(visits.routes(), key=visits.last_of_all):
        (address,) = visits.fills(path, places)
        for who in ("grace", None):
            sent = (
                {"data": visits.SENT.get(path, [{}])[0]}
                if method == "POST"
                else {"params": {"view": "tree", "guide": "shown"}}
            )
            answers.append(ask(method, address, peer=peer, who=who, **sent))
    return [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]


@pytest.mark.sqlite
@pytest.mark.parametrize(("peer", "secure"), [("10.0.0.7", True), ("10.0.0.8", False)])
def test_every_cookie_is_secure_behind_a_declared_proxy_with_tls_and_not_else(ask, peer, secure):
    found = all_set(ask, peer)
    assert {name(cookie) for cookie in found} == WHO | LAYOUT
    for cookie in found:
        marks = set(cookie.lower().split("; ")[1:])
        assert ("secure" in marks, "samesite=lax" in marks, "path=/" in marks) == (secure, True, True), cookie
        assert ("httponly" in marks) is (name(cookie) in WHO), cookie


def name(cookie):
    return cookie.partition("=")[0]


def test_no_cookie_is_set_around_the_one_place():
    around = [
        f"{file.relative_to(APP)}:{node.lineno}"
        for file in sorted(APP.rglob("*.py"))
        if file != APP / "http/cookies.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in {"set_cookie", "delete_cookie"})
        or (isinstance(node, ast.Constant) and str(node.value).lower() == "set-cookie")
    ]
    assert around == []
