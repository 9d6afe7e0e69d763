"""Whoever delivers from elsewhere comes with a key of the workspace that it goes to; nothing else opens."""

import json
import socket
import sqlite3
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import late_parcel
import pytest
import signed_in
from google.rpc.status_pb2 import Status
from issued_keys import AT, another_workspace, bearer, issued
from starlette.testclient import TestClient

from app.accounts.workspace_keys import revoke_key
from app.domain.errors import NotFound
from app.domain.viewer import Member, MemberRole
from app.inbox.assemble import assemble
from app.main import create_app
from app.settings import read_settings
from app.store.engine import open_store

ELSEWHERE = ("203.0.113.5", 50000)
JSON = {"content-type": "application/json"}
PROTOBUF = {"content-type": "application/x-protobuf"}
NEVER = "mst_" + "A" * 43
SHARED, LINKED = "aa" * 16, "bb" * 16


@pytest.fixture
def agent(ada):
    """A program on another machine, at the server that Ada looks at."""
    return TestClient(ada.app, base_url="http://misstep.test", client=ELSEWHERE)


@pytest.fixture
def opened(ada):
    return ada.app.state.misstep.store


def delivered(agent, said, *, path="/v1/traces", trace="unit"):
    return agent.post(path, content=late_parcel.otlp(trace), headers=JSON | said)


def waiting(store):
    with store.reading() as work:
        return work.inbox.count_waiting()


def test_without_a_key_nothing_is_taken_from_elsewhere(agent, opened):
    for path in ("/v1/traces", "/v1/logs", "/v1/metrics"):
        answer = delivered(agent, {}, path=path)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="Misstep"')
        assert json.loads(answer.content)["code"] == 16  # UNAUTHENTICATED
        assert "Authorization: Bearer mst_" in answer.json()["message"]
        answer = agent.post(path, content=b"", headers=PROTOBUF)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/x-protobuf")
        assert Status.FromString(answer.content).code == 16
    assert waiting(opened) == 0


def test_a_key_opens_from_anywhere(agent, opened):
    assert delivered(agent, bearer(issued(opened, "deliver").secret)).status_code == 200
    assert waiting(opened) == 1


def test_what_is_no_good_key_is_refused_in_the_same_words(agent, ada, opened):
    good, revoked = issued(opened, "deliver"), issued(opened, "deliver")
    with opened.writing() as work:
        work.workspace_keys.revoke("local", revoked.key.id, at=AT)
    secret = good.secret
    sent = {
        "none": {},
        "never issued": bearer(NEVER),
        "revoked": bearer(revoked.secret),
        "cut": bearer(secret[:-1]),
        "longer": bearer(secret + "A"),
        "very long": bearer("mst_" + "A" * 60_000),
        "without its beginning": bearer(secret.removeprefix("mst_")),
        "another case": bearer(secret.swapcase()),
        "what is shown of it": bearer(good.key.start),
        "its id": bearer(good.key.id),
        "empty": {"authorization": "Bearer "},
        "basic": {"authorization": f"Basic {secret}"},
        "bare": {"authorization": secret},
        "another header": {"x-api-key": secret},
        "cookie": {"cookie": f"authorization=Bearer {secret}; misstep_reader={secret}"},
    }
    answers = {name: delivered(agent, said) for name, said in sent.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(sent, 401)
    assert len({answer.text for answer in answers.values()}) == 1
    assert delivered(ada, bearer(NEVER)).status_code == 401  # on this machine too
    assert waiting(opened) == 0


def test_a_key_that_is_sent_twice_is_none(agent, opened):
    good, other = issued(opened, "deliver"), issued(opened, "deliver")
    twice = [*JSON.items(), *bearer(good.secret).items(), *bearer(other.secret).items()]
    assert agent.post("/v1/traces", content=b"{}", headers=twice).status_code == 401


@pytest.mark.parametrize("name", ["key", "token", "access_token", "authorization", "api_key"])
def test_a_key_in_an_address_opens_nothing(agent, opened, name):
    """Addresses stand in the logs of every proxy on the way."""
    secret = issued(opened, "deliver", "metrics").secret
    assert agent.post(f"/v1/traces?{name}={secret}", content=b"{}", headers=JSON).status_code == 401
    assert agent.get(f"/runs?{name}={secret}").status_code == agent.get("/runs").status_code
    assert agent.post(f"http://{secret}@misstep.test/v1/traces", content=b"{}", headers=JSON).status_code == 401


def test_a_key_is_good_for_what_it_was_made_for_and_for_nothing_else(agent, opened):
    deliver, metrics = (bearer(issued(opened, scope).secret) for scope in ("deliver", "metrics"))
    assert delivered(agent, deliver).status_code == 200
    assert agent.get("/metrics", headers=metrics).status_code == 200
    refused = delivered(agent, metrics)
    assert (refused.status_code, refused.json()["code"]) == (403, 7)  # PERMISSION_DENIED
    assert agent.get("/metrics", headers=deliver).status_code == 403
    assert agent.get("/metrics", headers=bearer(NEVER)).status_code == 401


@pytest.mark.parametrize("owned", [False, True])
def test_the_machine_itself_needs_no_key_until_the_server_has_an_owner(ada, opened, owned):
    """Then nobody comes without one: the owner's own browser neither, since pages of other sites could use it."""
    if owned:
        signed_in.sign_in(ada, signed_in.owner(opened))
        ada.app.state.misstep.owner.owned = True  # what a process finds out within a second
        assert ada.get("/api/runs").status_code == 200
    assert delivered(ada, {}).status_code == (401 if owned else 200)
    assert delivered(ada, bearer(issued(opened, "deliver").secret)).status_code == 200


@pytest.mark.parametrize(
    "said", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_a_page_of_another_site_delivers_nothing_from_this_machine_without_a_key(ada, opened, said):
    refused = delivered(ada, said)
    assert (refused.status_code, refused.json()) == (
        403,
        {"code": 7, "message": "This request came from another site."},
    )
    assert waiting(opened) == 0
    assert delivered(ada, said | bearer(issued(opened, "deliver").secret)).status_code == 200


def test_the_metrics_are_for_whoever_owns_and_for_programs(ada, agent, opened):
    signed_in.sign_in(ada, signed_in.owner(opened))
    assert ada.get("/metrics").status_code == 200
    assert agent.get("/metrics").status_code == 403
    signed_in.sign_in(agent, signed_in.person(opened, "linus@example.org", "author"))
    assert agent.get("/metrics").status_code == 403


def test_a_key_opens_no_page_and_no_list(agent, opened):
    """Who reads is told by their login: a key that stands in the environment of every agent reads nothing."""
    both = bearer(issued(opened, "deliver", "metrics").secret)
    for path in ("/runs", "/api/runs", "/workspace/keys"):
        assert agent.get(path, headers=both).status_code == agent.get(path).status_code


def test_a_revoked_key_is_refused_from_then_on_in_every_process(agent, opened, settings):
    made = issued(opened, "deliver")
    assert delivered(agent, bearer(made.secret)).status_code == 200
    elsewhere = open_store(settings.database_url)
    with elsewhere.writing() as work:
        work.workspace_keys.revoke("local", made.key.id, at=AT)
    elsewhere.close()
    assert delivered(agent, bearer(made.secret)).status_code == 401


def test_another_workspace_revokes_nothing_here(opened):
    made = issued(opened, "deliver")
    stranger = Member(id="mallory", workspace=another_workspace(opened), role=MemberRole.OWNER)
    with opened.writing() as work, pytest.raises(NotFound):
        revoke_key(work, viewer=stranger, key_id=made.key.id, now=AT)
    with opened.reading() as work:
        assert work.workspace_keys.by_secret(made.secret) == made.key


def test_what_is_delivered_goes_to_the_workspace_of_the_key_and_joins_nothing_of_another(agent, opened):
    """Both deliver spans of one trace, linked to one that the other has too: each has a run of its own spans alone."""
    theirs = another_workspace(opened)
    for name in ("local", theirs):
        said = JSON | bearer(issued(opened, "deliver", workspace=name).secret)
        for trace, linked in ((SHARED, LINKED), (LINKED, SHARED)):
            body = linked_span(trace, linked, called=f"{name} {trace[:2]}")
            assert agent.post("/v1/traces", content=body, headers=said).status_code == 200
    state = agent.app.state.misstep
    while waiting(opened):
        assemble(opened, clock=lambda: state.clock() + timedelta(hours=1), new_id=state.new_id)
    for name in ("local", theirs):
        with opened.reading() as work:
            (run,) = work.run_list.latest(name, limit=10).runs
            assert run.span_count == 2
            assert [step.name for step in work.full_run(run.id).steps] == [f"{name} aa", f"{name} bb"]


def linked_span(trace, linked, *, called):
    span = {
        "traceId": trace,
        "spanId": trace[:16],
        "name": called,
        "startTimeUnixNano": str(int(trace[:2], 16) * 1000),
        "endTimeUnixNano": str(int(trace[:2], 16) * 1000 + 500),
        "links": [{"traceId": linked, "spanId": linked[:16]}],
        "attributes": [
            {"key": "gen_ai.operation.name", "value": {"stringValue": "execute_tool"}},
            {"key": "gen_ai.tool.name", "value": {"stringValue": called}},
        ],
    }
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]})


@pytest.mark.sqlite
def test_a_key_is_looked_at_before_the_body_is_read(settings, pack, served):
    """Whoever has none keeps no body here: the answer is there while the first byte is still to come."""
    application = create_app(
        replace(settings, proxies=read_settings({"MISSTEP_PROXIES": "127.0.0.1"}).proxies), packs=pack
    )
    request = f"POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Length: {60 * 2**20}\r\nContent-Type: application/json\r\n\r\n"
    with served(application) as port, socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request.encode())
        assert connection.recv(100).split()[1] == b"401"


@pytest.mark.sqlite
def test_whether_a_key_is_good_is_told_while_another_process_writes(agent, opened, settings):
    said = JSON | bearer(issued(opened, "deliver").secret)
    writer = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    statuses = [agent.post("/v1/metrics", content=b"{}", headers=said).status_code for _ in range(5)]
    statuses.append(agent.post("/v1/metrics", content=b"{}", headers=JSON | bearer(NEVER)).status_code)
    took = time.monotonic() - began
    writer.execute("ROLLBACK")
    writer.close()
    assert statuses == [200] * 5 + [401]
    assert took < 5  # seconds; a writer waits for fifteen


def test_the_last_use_is_noted_later_and_once_a_minute(agent, opened):
    made = issued(opened, "deliver")
    state = agent.app.state.misstep
    assert delivered(agent, bearer(made.secret)).status_code == 200
    state.key_uses.write(opened)
    first = last_use(opened, made)
    assert first > AT
    state.key_uses.note(made.key.id, at=first + timedelta(seconds=59), known=first)
    state.key_uses.write(opened)
    assert last_use(opened, made) == first
    state.key_uses.note(made.key.id, at=first + timedelta(seconds=60), known=first)
    state.key_uses.write(opened)
    assert last_use(opened, made) == first + timedelta(seconds=60)


def test_a_use_of_a_process_that_is_behind_takes_nothing_back(opened):
    made = issued(opened, "deliver")
    for minutes in (2, 1):
        with opened.writing() as work:
            work.workspace_keys.note_use(made.key.id, at=AT + timedelta(minutes=minutes))
    assert last_use(opened, made) == AT + timedelta(minutes=2)


def last_use(store, made):
    with store.reading() as work:
        return work.workspace_keys.by_secret(made.secret).last_used_at


@pytest.mark.sqlite
def test_the_database_holds_no_secret(opened, settings):
    made = issued(opened, "deliver")
    opened.empty_log()
    content = Path(settings.database_url.removeprefix("sqlite:///")).read_bytes()
    assert made.key.start.encode() in content
    assert made.secret.encode() not in content
    assert made.secret[len(made.key.start) :].encode() not in content
