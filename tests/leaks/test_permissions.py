"""Every route, and the roles that may call it: a route that is not listed here fails."""

from dataclasses import replace
from itertools import count

import late_parcel
import pytest
import visits
from straight import Browser
from workspace_owner import GRACE

from app.domain.viewer import Member, MemberRole, Reader
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
WHOEVER_BROWSES = """
    GET /
    GET /scenarios/{slug}
    GET /api/scenarios
    GET /api/scenarios/{slug}
"""
WHOEVER_PRACTISES = """
    POST /scenarios/{slug}/attempts
    POST /api/scenarios/{slug}/attempts
    GET /attempts/{attempt_id}
    GET /attempts/{attempt_id}/arms/{arm}/steps/{number}
    GET /attempts/{attempt_id}/arms/{arm}/steps/{number}/content/{part}
    POST /attempts/{attempt_id}/claims
    POST /attempts/{attempt_id}/claims/{claim_id}/withdrawal
    GET /attempts/{attempt_id}/comparison
    GET /attempts/{attempt_id}/comparison/{place}
    GET /attempts/{attempt_id}/diagnosis
    POST /attempts/{attempt_id}/diagnosis
    POST /attempts/{attempt_id}/evidence
    POST /attempts/{attempt_id}/evidence/removal
    GET /attempts/{attempt_id}/export
    POST /attempts/{attempt_id}/frontier
    POST /attempts/{attempt_id}/hints
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
    POST /api/attempts/{attempt_id}/claims
    POST /api/attempts/{attempt_id}/claims/{claim_id}/withdrawal
    GET /api/attempts/{attempt_id}/comparison
    GET /api/attempts/{attempt_id}/comparison/{place}
    PUT /api/attempts/{attempt_id}/diagnosis
    POST /api/attempts/{attempt_id}/evidence
    POST /api/attempts/{attempt_id}/evidence/removal
    POST /api/attempts/{attempt_id}/frontier
    POST /api/attempts/{attempt_id}/hints
    GET /api/attempts/{attempt_id}/hits
    POST /api/attempts/{attempt_id}/marks
    POST /api/attempts/{attempt_id}/position
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
WHOEVER_DELIVERS = """
    POST /deliveries/retry
    POST /v1/logs
    POST /v1/metrics
    POST /v1/traces
"""
WHOEVER_OWNS = """
    POST /scenarios/{slug}/reservation
    POST /scenarios/{slug}/reservation/removal
    POST /deliveries/removal
    GET /metrics
"""


def listed(*texts):
    return {tuple(line.split()) for text in texts for line in text.strip().splitlines()}


MAY = {
    "reader": listed(ANYBODY, WHOEVER_BROWSES, WHOEVER_PRACTISES),
    "interviewer": listed(ANYBODY, WHOEVER_BROWSES, WHOEVER_PRACTISES, WHOEVER_READS_RUNS),
    "author": listed(ANYBODY, WHOEVER_BROWSES, WHOEVER_PRACTISES, WHOEVER_READS_RUNS, WHOEVER_DELIVERS),
    "owner": listed(ANYBODY, WHOEVER_BROWSES, WHOEVER_PRACTISES, WHOEVER_READS_RUNS, WHOEVER_DELIVERS, WHOEVER_OWNS),
}
PLACES = visits.choices(attempt="id000000000000009999", claim="no-such-claim", runs=["no-such-run"])
REFUSED = "ask the owner of this server for a role"
NO_KEY = "send a key of a workspace"


@pytest.fixture
def asking(settings, clock, new_id, pack):
    """A browser of somebody in a role."""

    def begun(role, workspace="local"):
        def identify(name):
            return (
                Reader(id=name) if role == "reader" else Member(id=name, workspace=workspace, role=MemberRole(role))
            )

        return Browser(create_app(settings, clock=clock, new_id=new_id, packs=pack, identify=identify))

    return begun


def test_every_route_is_listed_with_the_roles_that_may_call_it():
    assert visits.routes() == MAY["owner"]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_call_what_is_listed_for_it_and_is_refused_the_rest(asking, role):
    with asking(role) as somebody:
        refused = {route for route in visits.routes() if _refused(somebody, *route)}
    assert refused == visits.routes() - MAY[role]


def _refused(client, method, path):
    address = next(iter(visits.fills(path, {name: values[:1] for name, values in PLACES.items()})))
    answer = client.request(method, address, headers={"accept": "application/json"})
    said = {403: REFUSED, 401: NO_KEY}.get(answer.status_code)
    return said is not None and said in (answer.text or said)


def test_what_asks_for_nobody_is_what_anybody_may_have(asking):
    """Such a route never looks at who is there: it must have nothing that is anybody's."""
    asked = count()

    def nobody(name):
        next(asked)
        return Reader(id=name)

    with asking("reader") as somebody:
        somebody.app.state.misstep = replace(somebody.app.state.misstep, identify=nobody)
        for method, path in sorted(listed(ANYBODY)):
            _refused(somebody, method, path)
        assert next(asked) == 0
        for method, path in sorted(visits.routes() - listed(ANYBODY)):
            before = next(asked)
            _refused(somebody, method, path)
            assert next(asked) > before + 1, f"{method} {path} asks for nobody"


def test_a_run_of_another_workspace_is_as_absent_as_one_that_never_was(asking, store, new_id):
    (kept,) = import_files(store, [NamedBytes("unit", late_parcel.otlp("unit"))], viewer=GRACE, new_id=new_id)
    with asking("owner") as ours, asking("owner", workspace="another") as theirs:
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
