"""Only a declared proxy is believed about whom it hands on."""

from dataclasses import replace

import pytest
import signed_in
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from app.http.client import client_address, is_local
from app.http.proxies import ProxyHeaders
from app.main import create_app
from app.settings import read_settings

PROXIES = "127.0.0.1,10.0.0.0/8,2001:db8:1::/48"
SPOOFED = {
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "localhost",
    "x-forwarded-port": "443",
    "x-real-ip": "127.0.0.1",
    "forwarded": "for=127.0.0.1;proto=https;host=localhost",
}


async def seen(request):
    address = str(request.base_url)
    return JSONResponse([client_address(request), is_local(request), address])


def told(peer, headers, *, proxies=PROXIES):
    """Client, whether it is this machine, and the address of the site, as the server sees them."""
    declared = read_settings({"MISSTEP_PROXIES": proxies}).proxies
    application = ProxyHeaders(Starlette(routes=[Route("/", seen)]), proxies=declared)
    client = TestClient(application, base_url="http://misstep.test", client=(peer, 5000))
    return client.get("/", headers=headers).json()


@pytest.mark.parametrize("peer", ["203.0.113.5", "11.0.0.1", "2001:db8:2::1"])
def test_whoever_is_no_declared_proxy_changes_nothing_with_any_header(peer):
    assert told(peer, SPOOFED) == [peer, False, "http://misstep.test/"]


def test_without_declared_proxies_not_even_this_machine_is_believed():
    said = {"x-forwarded-host": "traces.example", "x-forwarded-proto": "https"}
    assert told("127.0.0.1", said, proxies="") == ["127.0.0.1", True, "http://misstep.test/"]


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded"])
def test_what_a_tunnel_to_this_machine_hands_on_is_not_this_machine(header):
    """A tunnel that nobody declared: whoever sends the header themselves only loses by it."""
    assert told("127.0.0.1", {header: "for=203.0.113.5"}, proxies="") == ["127.0.0.1", False, "http://misstep.test/"]


@pytest.mark.parametrize("peer", ["127.0.0.1", "10.1.2.3", "::ffff:10.1.2.3", "2001:db8:1::9"])
def test_a_declared_proxy_says_who_asks_and_how(peer):
    said = {"x-forwarded-for": "203.0.113.5", "x-forwarded-proto": "https", "x-forwarded-host": "traces.example"}
    assert told(peer, said) == ["203.0.113.5", False, "https://traces.example/"]


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("127.0.0.1, 203.0.113.5", "203.0.113.5"),  # what the client wrote comes before what the proxy added
        ("198.51.100.1, 203.0.113.5, 10.0.0.8", "203.0.113.5"),  # two proxies
        ("10.0.0.9, 10.0.0.8", "10.0.0.9"),  # one of the machines behind the proxies
        ("203.0.113.5:4711", "203.0.113.5"),
        ("[2001:db8:2::5]:4711", "2001:db8:2::5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("203.0.113.5, unknown", "10.0.0.7"),
        ("127.0.0.1, unknown, 10.0.0.8", "10.0.0.8"),
        ("", "10.0.0.7"),
        ("<script>", "10.0.0.7"),
    ],
)
def test_the_client_is_the_nearest_that_is_no_declared_proxy(chain, client):
    assert told("10.0.0.7", {"x-forwarded-for": chain})[0] == client


def test_a_header_that_comes_twice_is_one_chain():
    twice = [("x-forwarded-for", "127.0.0.1"), ("x-forwarded-for", "203.0.113.5")]
    assert told("10.0.0.7", twice)[0] == "203.0.113.5"


@pytest.mark.parametrize("said", [{}, {"x-forwarded-for": "127.0.0.1"}, {"x-forwarded-for": "::1"}])
def test_nobody_who_comes_through_a_proxy_on_this_machine_is_taken_for_this_machine(said):
    assert told("127.0.0.1", said)[1] is False


@pytest.mark.parametrize(("scheme", "seen"), [("ftp", "http"), ("https, http", "http"), ("HTTPS", "https")])
def test_the_scheme_is_what_the_nearest_proxy_says(scheme, seen):
    assert told("10.0.0.7", {"x-forwarded-proto": scheme})[2] == f"{seen}://misstep.test/"


@pytest.mark.parametrize("entry", ["proxy.example", "10.0.0.1/8", "10.0.0.0/33", "*"])
def test_what_is_neither_an_address_nor_a_network_is_refused_by_name(entry):
    with pytest.raises(ValueError, match=r"^MISSTEP_PROXIES: .* is neither an address nor a network"):
        read_settings({"MISSTEP_PROXIES": f"127.0.0.1,{entry}"})


@pytest.fixture
def behind(settings, store, pack):
    """A browser as a peer hands it on, and grace's where she is named; 10.0.0.7 is a declared proxy."""
    declared = read_settings({"MISSTEP_PROXIES": "10.0.0.7", "MISSTEP_HOSTS": "misstep.test,traces.example"})
    application = create_app(replace(settings, proxies=declared.proxies, hosts=declared.hosts), packs=pack)
    grace = signed_in.owner(store)

    def handed_on(peer, *, signed=False):
        client = TestClient(application, base_url="http://misstep.test", client=(peer, 1))
        if signed:
            signed_in.sign_in(client, grace)
        return client

    with TestClient(application):
        yield handed_on


@pytest.mark.sqlite
def test_a_server_without_an_owner_is_nobodys_who_comes_through_a_proxy_or_a_tunnel(settings, pack):
    proxies = read_settings({"MISSTEP_PROXIES": "10.0.0.7"}).proxies
    application = create_app(replace(settings, proxies=proxies), packs=pack)
    there = {"127.0.0.1": {}, "203.0.113.5": {}, "10.0.0.7": {"x-forwarded-for": "127.0.0.1"}}
    with TestClient(application):
        asked = [*there.items(), ("127.0.0.1", {"forwarded": "for=203.0.113.5"})]
        answers = [
            TestClient(application, base_url="http://misstep.test", client=(peer, 1)).get("/api/runs", headers=said)
            for peer, said in asked
        ]
    assert [answer.status_code for answer in answers] == [200, 403, 403, 403]


@pytest.mark.sqlite
def test_cookies_are_secure_and_tls_is_asked_for_behind_a_declared_proxy_and_not_else(behind):
    said = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.5", "x-forwarded-host": "traces.example"}
    for peer, secure in (("10.0.0.7", True), ("10.0.0.8", False)):
        answer = behind(peer).post("/api/scenarios/late-parcel/attempts", json={}, headers=said)
        assert answer.status_code == 201
        assert ("Secure" in answer.headers["set-cookie"]) is secure
        assert ("strict-transport-security" in answer.headers) is secure
        page = behind(peer, signed=True).get("/runs", headers=said).text
        assert ("https://traces.example/v1/traces" in page) is secure


@pytest.mark.sqlite
def test_the_name_that_a_proxy_hands_on_has_to_be_listed_too(behind):
    assert behind("10.0.0.7").get("/", headers={"x-forwarded-host": "evil.example"}).status_code == 421
    assert behind("10.0.0.8").get("/", headers={"x-forwarded-host": "evil.example"}).status_code == 200


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://traces.example", 201),
        ("http://traces.example", 403),  # a page that anybody on the way could have written
        ("https://evil.example", 403),
        ("https://traces.example.evil.example", 403),
        ("null", 403),
    ],
)
def test_a_change_comes_from_a_page_of_this_site_with_tls_where_this_site_has_it(behind, origin, status):
    said = {"x-forwarded-proto": "https", "x-forwarded-host": "traces.example", "origin": origin}
    answer = behind("10.0.0.7").post("/api/scenarios/late-parcel/attempts", json={}, headers=said)
    assert answer.status_code == status


@pytest.mark.sqlite
def test_uvicorn_believes_nobody_by_itself(settings, pack, served, monkeypatch):
    """It would take this machine's word, and whoever the environment names."""
    import httpx

    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    said = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.5"}
    with served(create_app(settings, packs=pack)) as port:
        answer = httpx.get(f"http://127.0.0.1:{port}/", headers=said)
    assert answer.status_code == 200
    assert "strict-transport-security" not in answer.headers
