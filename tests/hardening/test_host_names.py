"""A page of another site that gave its own name to this server reads and changes nothing here."""

import json
import socket

import pytest
from google.rpc.status_pb2 import Status
from starlette.testclient import TestClient

from app.http.hosts import HostList, name_of
from app.main import create_app
from app.settings import read_settings

ONES_OWN = ["misstep.test", "MISSTEP.test.", "misstep.test:8440", "localhost:8440", "127.0.0.1:8440", "127.8.9.10", "[::1]:8440"]  # fmt: skip
STRANGERS = ["evil.example", "misstep.test.evil.example", "evil-misstep.test", "127.0.0.1.evil.example", "10.0.0.7", "[2001:db8::1]", "0.0.0.0:8440", "testserver"]  # fmt: skip
NO_HOSTS = ["", "misstep.test evil.example", "evil@misstep.test", "misstep.test:", "misstep.test:8440:1", "[::1", "http://misstep.test", ".", "misstep..test", "mísstep.test"]  # fmt: skip


@pytest.mark.sqlite
@pytest.mark.parametrize("host", ONES_OWN)
def test_a_name_of_this_server_is_answered(ada, host):
    assert ada.get("/", headers={"host": host}).status_code == 200


@pytest.mark.sqlite
@pytest.mark.parametrize("path", ["/", "/runs", "/api/runs", "/metrics", "/static/0/css/misstep.css", "/healthz"])
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8440"])
def test_another_name_is_told_what_to_do_and_nothing_else(ada, host, path):
    answer = ada.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "MISSTEP_HOSTS" in answer.text
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.sqlite
@pytest.mark.parametrize("host", STRANGERS)
def test_a_name_that_only_looks_like_ours_is_another(ada, host):
    assert ada.get("/", headers={"host": host}).status_code == 421


@pytest.mark.sqlite
@pytest.mark.parametrize("host", NO_HOSTS)
def test_what_is_no_host_is_a_bad_request(ada, host):
    answer = ada.get("/", headers={"host": host.encode("latin-1")})
    assert (answer.status_code, answer.text) == (400, "Send one Host header, with the name of this server.\n")


@pytest.mark.sqlite
def test_a_post_under_another_name_changes_nothing(ada):
    rebound = {"host": "evil.example", "origin": "http://evil.example", "sec-fetch-site": "same-origin"}
    assert ada.post("/api/scenarios/late-parcel/attempts", json={}, headers=rebound).status_code == 421
    assert ada.get("/api/scenarios").json()["scenarios"][0]["attempts"] == []


@pytest.mark.sqlite
def test_a_delivery_under_another_name_is_refused_in_the_words_of_the_protocol(ada):
    said = {"host": "evil.example", "content-type": "application/json"}
    answer = ada.post("/v1/traces", content=b"{}", headers=said)
    assert answer.status_code == 421
    assert "MISSTEP_HOSTS" in json.loads(answer.content)["message"]
    answer = ada.post("/v1/traces", content=b"", headers=said | {"content-type": "application/x-protobuf"})
    assert (answer.status_code, answer.headers["content-type"]) == (421, "application/x-protobuf")
    assert "MISSTEP_HOSTS" in Status.FromString(answer.content).message


@pytest.mark.sqlite
def test_a_balancer_may_ask_after_health_by_any_address_and_for_nothing_else(ada):
    for path in ("/healthz", "/readyz"):
        assert ada.get(path, headers={"host": "10.0.0.7:8440"}).status_code == 200
    assert ada.get("/metrics", headers={"host": "10.0.0.7:8440"}).status_code == 421


@pytest.mark.sqlite
def test_the_address_that_a_request_came_in_at_is_ours(settings, pack):
    with TestClient(create_app(settings, packs=pack), base_url="http://192.0.2.7") as client:
        assert client.get("/").status_code == 200
        assert client.get("/", headers={"host": "192.0.2.8"}).status_code == 421


def test_names_below_a_listed_domain_are_known_and_the_domain_itself_is_not():
    hosts = HostList.of(read_settings({"MISSTEP_HOSTS": "*.lab.example, Traces.Example. ,[2001:db8::7]"}))
    known = ["a.lab.example", "a.b.lab.example", "traces.example", "2001:db8:0::7"]
    unknown = ["lab.example", "alab.example", "example", "a.lab.example.evil", "2001:db8::8"]
    assert [name for name in known + unknown if hosts.has(name, reached="127.0.0.1")] == known


def test_the_name_that_the_server_was_told_to_listen_on_is_known():
    assert HostList.of(read_settings({"MISSTEP_HOST": "Desk.Lan"})).has("desk.lan", reached="192.0.2.7")
    assert not HostList.of(read_settings({"MISSTEP_HOST": "0.0.0.0"})).has("0.0.0.0", reached="192.0.2.7")


@pytest.mark.parametrize(
    "entry", ["*", "**.example", "a.*.example", "http://a.example", "a.example:8440", "1.2.3", "a b"]
)
def test_a_list_that_holds_no_host_is_refused_by_name(entry):
    with pytest.raises(ValueError, match=r"^MISSTEP_HOSTS: .* is no host"):
        read_settings({"MISSTEP_HOSTS": f"a.example,{entry}"})


def test_a_port_brackets_and_the_dot_of_the_root_are_no_part_of_a_name():
    assert [name_of(host) for host in ("A.Example.:80", "[::1]:80", "a.example")] == ["a.example", "::1", "a.example"]


@pytest.mark.sqlite
def test_what_a_server_reads_off_the_wire(settings, pack, served):
    """Requests that no client library writes: two names, none, a whole address as the target."""
    with served(create_app(settings, packs=pack)) as port:
        asked = {
            "two names": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
            "no name": b"GET / HTTP/1.1\r\n\r\n",
            "no name of old": b"GET / HTTP/1.0\r\n\r\n",
            "an address": b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "an address of ours": b"GET http://localhost/runs HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "health of old": b"GET /healthz HTTP/1.0\r\n\r\n",
        }
        told = {name: _status(port, request) for name, request in asked.items()}
    assert told == dict.fromkeys(asked, 400) | {"health of old": 200}


def _status(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        return int(connection.recv(100).split()[1])
