"""Every route, and the roles that may call it: a route that is not listed here fails."""

from dataclasses import replace

import late_parcel
import pytest
import signed_in
import visits
from straight import Browser
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes
from app.main import create_app

ROLES = ("reader", "interviewer", "author", "owner")
ANYBODY = """
    GET /favicon.ico
    GET /static/{content}/{path:path}
    POST /theme
    GET /healthz
    GET /readyz
    GET /api/openapi.json
    HEAD /api/openapi.json
"""
WHOEVER_COMES = """
    GET /sign-in
    POST /sign-in
    POST /sign-out
    GET /join/{token}
    POST /join/{token}
"""
WHOEVER_IS_SIGNED_IN = """
    GET /account
    POST /account/logins/{login_id}/ending
    POST /account/logins/ending
    POST /account/password
    POST /account/workspace
"""
WHOEVER_BROWSES = """
    GET /
    GET /scenarios/{slug}
    GET /scoring
    GET /api/scenarios
    GET /api/scenarios/{slug}
"""
WHOEVER_PRACTISES = """
    POST /scenarios/{slug}/attempts
    POST /api/scenarios/{slug}/attempts
    GET /you
    GET /you/deletion
    POST /you/deletion
    GET /api/you
    DELETE /api/you
    GET /api/you/export
    GET /attempts/{attempt_id}
    GET /attempts/{attempt_id}/arms/{arm}/steps/{number}
    GET /attempts/{attempt_id}/arms/{arm}/steps/{number}/content/{part}
    GET /attempts/{attempt_id}/brief
    POST /attempts/{attempt_id}/claims
    POST /attempts/{attempt_id}/claims/{claim_id}/check
    POST /attempts/{attempt_id}/claims/{claim_id}/withdrawal
    GET /attempts/{attempt_id}/comparison
    GET /attempts/{attempt_id}/comparison/{place}
    GET /attempts/{attempt_id}/deletion
    POST /attempts/{attempt_id}/deletion
    GET /attempts/{attempt_id}/diagnosis
    POST /attempts/{attempt_id}/diagnosis
    POST /attempts/{attempt_id}/disputes
    POST /attempts/{attempt_id}/evidence
    POST /attempts/{attempt_id}/evidence/removal
    GET /attempts/{attempt_id}/export
    GET /attempts/{attempt_id}/forecast
    POST /attempts/{attempt_id}/forecast
    POST /attempts/{attempt_id}/frontier
    POST /attempts/{attempt_id}/hints
    POST /attempts/{attempt_id}/key-points
    POST /attempts/{attempt_id}/lock
    POST /attempts/{attempt_id}/marks
    POST /attempts/{attempt_id}/position
    GET /attempts/{attempt_id}/reveal
    GET /attempts/{attempt_id}/review
    GET /attempts/{attempt_id}/steps
    GET /attempts/{attempt_id}/steps/numbers
    GET /attempts/{attempt_id}/steps/outline/{key}
    GET /attempts/{attempt_id}/steps/overview
    GET /attempts/{attempt_id}/steps/rows/{first}/{last}
    GET /attempts/{attempt_id}/steps/{number}
    GET /attempts/{attempt_id}/steps/{number}/content/{part}
    GET /attempts/{attempt_id}/steps/{number}/tries
    POST /attempts/{attempt_id}/submission
    GET /api/attempts/{attempt_id}
    DELETE /api/attempts/{attempt_id}
    GET /api/attempts/{attempt_id}/changes
    POST /api/attempts/{attempt_id}/claims
    POST /api/attempts/{attempt_id}/claims/{claim_id}/check
    POST /api/attempts/{attempt_id}/claims/{claim_id}/withdrawal
    GET /api/attempts/{attempt_id}/comparison
    GET /api/attempts/{attempt_id}/comparison/{place}
    PUT /api/attempts/{attempt_id}/diagnosis
    POST /api/attempts/{attempt_id}/disputes
    POST /api/attempts/{attempt_id}/evidence
    POST /api/attempts/{attempt_id}/evidence/removal
    POST /api/attempts/{attempt_id}/frontier
    POST /api/attempts/{attempt_id}/hints
    GET /api/attempts/{attempt_id}/hits
    PUT /api/attempts/{attempt_id}/key-points
    POST /api/attempts/{attempt_id}/lock
    POST /api/attempts/{attempt_id}/marks
    POST /api/attempts/{attempt_id}/position
    GET /api/attempts/{attempt_id}/reading
    GET /api/attempts/{attempt_id}/reveal
    GET /api/attempts/{attempt_id}/steps
    GET /api/attempts/{attempt_id}/steps/{number}
    POST /api/attempts/{attempt_id}/submission
    GET /api/attempts/{attempt_id}/terms
"""
WHOEVER_READS_RUNS = """
    GET /deliveries
    GET /runs
    GET /runs/{run}/export
    GET /runs/{run}/steps/numbers
    GET /runs/{run}/steps/outline/{key}
    GET /runs/{run}/steps/overview
    GET /runs/{run}/steps/rows/{first}/{last}
    GET /runs/{run}/steps/{number}
    GET /runs/{run}/steps/{number}/content/{part}
    GET /runs/{run}/steps/{number}/tries
    GET /api/runs
    GET /api/runs/{run}
    GET /api/runs/{run}/hits
    GET /api/runs/{run}/steps
    GET /api/runs/{run}/steps/{number}
    GET /api/runs/{run}/terms
"""
WHOEVER_IMPORTS = """
    POST /deliveries/retry
"""
WHOEVER_REVIEWS = """
    GET /disputes
    GET /api/disputes
"""
WHOEVER_HAS_A_KEY = """
    POST /v1/logs
    POST /v1/metrics
    POST /v1/traces
"""
WHOEVER_OWNS = """
    POST /scenarios/{slug}/reservation
    POST /scenarios/{slug}/reservation/removal
    POST /deliveries/removal
    GET /metrics
    GET /workspace
    POST /workspace/links
    POST /workspace/links/{link_id}/withdrawal
    POST /workspace/members/{person}/password
    POST /workspace/members/{person}/removal
    POST /workspace/members/{person}/role
    GET /workspace/keys
    POST /workspace/keys
    POST /workspace/keys/{key_id}/revocation
"""


def listed(*texts):
    return {tuple(line.split()) for text in texts for line in text.strip().splitlines()}


READERS = listed(ANYBODY, WHOEVER_COMES, WHOEVER_BROWSES, WHOEVER_PRACTISES)
INTERVIEWERS = READERS | listed(WHOEVER_IS_SIGNED_IN, WHOEVER_READS_RUNS)
AUTHORS = INTERVIEWERS | listed(WHOEVER_IMPORTS, WHOEVER_REVIEWS)
MAY = {
    "reader": READERS,
    "interviewer": INTERVIEWERS,
    "author": AUTHORS,
    "owner": AUTHORS | listed(WHOEVER_OWNS),
}
PLACES = visits.choices(attempt="id000000000000009999", claim="no-such-claim", runs=["no-such-run"])
REFUSED = {
    403: ("ask the owner of this server for a role", "this is for somebody who is signed in"),
    401: ("send a key of a workspace",),
}


@pytest.fixture
def asking(settings, store, clock, new_id, pack):
    """A browser of somebody in a role, on a server that grace owns."""
    signed_in.owner(store)
    signed_in.another_workspace(store)

    def begun(role, workspace="local"):
        browser = _Signing(create_app(settings, clock=clock, new_id=new_id, packs=pack))
        browser.person = (
            None
            if role == "reader"
            else signed_in.person(store, f"{role}-{workspace}@example.org", role, workspace=workspace)
        )
        return browser

    return begun


class _Signing(Browser):
    """Signed in, from its start on, as its person."""

    def __enter__(self):
        super().__enter__()
        if self.person is not None:
            signed_in.sign_in(self, self.person, secret=f"of {self.person.id}")
        return self


def test_every_route_is_listed_with_the_roles_that_may_call_it():
    assert visits.routes() == MAY["owner"] | listed(WHOEVER_HAS_A_KEY)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_call_what_is_listed_for_it_and_is_refused_the_rest(asking, role):
    with asking(role) as somebody:
        refused = {route for route in visits.routes() if _refused(somebody, *route)}
    assert refused == visits.routes() - MAY[role]


def _refused(client, method, path):
    address = next(iter(visits.fills(path, {name: values[:1] for name, values in PLACES.items()})))
    kept = dict(client.cookies)
    answer = client.request(method, address, headers={"accept": "application/json"})
    client.cookies.update(kept)
    if client.person is not None and path in {"/sign-out", "/account/logins/{login_id}/ending"}:
        signed_in.sign_in(client, client.person)
    return any(words in (answer.text or words) for words in REFUSED.get(answer.status_code, ()))


def test_what_asks_for_nobody_is_what_anybody_may_have(asking):
    """Such a route never looks at who is there: it must have nothing that is anybody's."""
    with asking("reader") as somebody:
        counting = _Counting(somebody.app.state.misstep.signer)
        somebody.app.state.misstep = replace(somebody.app.state.misstep, signer=counting)
        for method, path in sorted(listed(ANYBODY)):
            _refused(somebody, method, path)
        assert counting.asked == 0
        for method, path in sorted(visits.routes() - listed(ANYBODY, WHOEVER_HAS_A_KEY)):
            before = counting.asked
            _refused(somebody, method, path)
            assert counting.asked > before, f"{method} {path} asks for nobody"


class _Counting:
    """Counts how often a reader's cookie is looked at."""

    def __init__(self, signer):
        self.signer, self.asked = signer, 0

    def loads(self, given):
        self.asked += 1
        return self.signer.loads(given)

    def dumps(self, given):
        return self.signer.dumps(given)


def test_a_run_of_another_workspace_is_as_absent_as_one_that_never_was(asking, store, new_id):
    (kept,) = import_files(store, [NamedBytes("unit", late_parcel.otlp("unit"))], viewer=GRACE, new_id=new_id)
    with asking("owner") as ours, asking("owner", workspace="acme") as theirs:
        assert ours.get(f"/api/runs/{kept.run}").status_code == 200
        assert ours.get("/api/runs").json()["runs"] != theirs.get("/api/runs").json()["runs"] == []
        for address in (
            "/api/runs/{}",
            "/api/runs/{}/steps",
            "/api/runs/{}/hits",
            "/runs/{}/steps/1",
            "/runs/{}/export",
        ):
            there, never = (theirs.get(address.format(run)) for run in (kept.run, "0" * 20))
            assert there.status_code == never.status_code == 404
            assert there.text.replace(kept.run, "") == never.text.replace("0" * 20, "")
