"""Every address of the server: how to fill it, and what may be sent to it."""

import re
from itertools import product

import late_parcel
from fastapi.routing import iter_route_contexts
from questions import PAST

from app.api import routers as api_routers
from app.pages import routers as page_routers

PARTS = (
    *("0", "input", "output", "parameters", "spans", "span-1", "message-1", "message-4", "said-1-1", "text"),
    *("thought", "call-1", "call-3", "try-1", "try-2", "state-1-before", "state-1-after", "state-3-after"),
    *("inside-1-1", "inside-1-4", "inside-2-1"),
)

# What a form or a script may send, by address. Each is sent as a form and as JSON; wrong ones are part of the crawl.
SENT = {
    "/theme": [{"theme": "dark"}],
    "/scenarios/{slug}/reservation": [{}],
    "/scenarios/{slug}/reservation/removal": [{}],
    "/sign-in": [{"email": "grace@example.org", "password": "sealed-explanation"}],
    "/sign-out": [{}],
    "/join/{token}": [{"email": "grace@example.org", "password": "four or five words"}],
    "/account/logins/{login_id}/ending": [{}],
    "/account/logins/ending": [{}],
    "/account/password": [{"current": "a", "password": "four or five words"}],
    "/account/workspace": [{"workspace": "public"}],
    "/workspace/links": [{"email": "mallory@example.org", "role": "interviewer"}],
    "/workspace/links/{link_id}/withdrawal": [{}],
    "/workspace/keys": [{"name": "agents", "deliver": "yes"}],
    "/workspace/keys/{key_id}/revocation": [{}],
    "/workspace/members/{person}/password": [{}],
    "/workspace/members/{person}/removal": [{}],
    "/workspace/members/{person}/role": [{"role": "owner"}],
    "/scenarios/{slug}/attempts": [{"variant": "z"}, {"reveal": "held"}],
    "/deliveries/retry": [{"trace": "0" * 32}, {}],
    "/deliveries/removal": [{"trace": "0" * 32}],
    "/attempts/{attempt_id}/position": [{"step": 2}, {"step": PAST}, {"step": 99}],
    "/attempts/{attempt_id}/claims": [{"step": 2, "what": "x"}, {"step": PAST, "what": "x"}, {"step": 2, "what": ""}],
    "/attempts/{attempt_id}/claims/{claim_id}/check": [
        {"outcome": "seen", "step": 2},
        {"outcome": "ruled_out", "step": PAST},
        {"outcome": "none", "step": 99},
    ],
    "/attempts/{attempt_id}/key-points": [{"points": [1]}, {"point": "3", "points": []}, {"point": "99", "points": [99]}],
    "/attempts/{attempt_id}/disputes": [{"commitment": "root cause", "text": "Step 3 was first."}, {"commitment": "x", "text": ""}],
    "/attempts/{attempt_id}/marks": [{"step": 2, "as": "suspect"}, {"step": 2, "as": "mark"}, {"step": PAST, "as": "mark"}],
    "/attempts/{attempt_id}/evidence": [
        {"step": 2, "quote": "bergamot", "role": "wrong"},
        {"step": 2, "missing": "the unit"},
        {"step": 2, "quote": "bergamot", "claim": "no-such-claim"},
        {"step": PAST},
        {"step": PAST, "missing": "the unit"},
        {"step": 2, "quote": "not there"},
    ],
    "/attempts/{attempt_id}/evidence/removal": [{"step": 2, "quote": "bergamot"}, {"step": PAST}],
    "/attempts/{attempt_id}/diagnosis": [
        {"explanation": "x", "claims": [{"step": 2}]},
        {"claims": [{"step": PAST}]},
        {"claims": [{"step": 99}]},
        {"path": {"acted_on": 2, "damage": PAST}},
        {"no_fault": True, "cleared": [{"step": 2, "ruled_out_by": {"step": PAST, "quote": "gardenia"}}]},
        {"forecast": [{"remedy": "sealed-unit", "passes": 0.9}]},
        {"step_1": "2", "confidence_1": "50", "acted_on": "2", "damage": "1"},
        {"step_1": str(PAST)},
        {"damage": str(PAST)},
        {"evidence_step": str(PAST), "evidence_missing": "the unit", "then": "pin"},
        {"no_fault": "yes", "cleared_1": "2", "ruled_out_step_1": str(PAST), "ruled_out_quote_1": "gardenia"},
        {"no_fault": "yes", "cleared_1": "2", "ruled_out_step_1": "1", "ruled_out_quote_1": "amaranth"},
        {"failure_class": "tool.unit_error", "then": "review"},
    ],
    "/attempts/{attempt_id}/forecast": [
        {"passes:sealed-unit": "95", "then": "send"},
        {"own_fix": "x", "lever": "tool"},
    ],
}  # fmt: skip
# They change what may be seen, or that there is anything: tests of their own ask them.
LAST = ("/frontier", "/hints", "/lock", "/sign-out", "/deletion")
CHANGING_NOTHING = {"GET", "HEAD"}
CRAWLED = {"POST", "PUT"}  # beside those; what is deleted cannot be read any more

ABSENT = "no-such"


def told(answer):
    """What an answer says beside its length, which grows and shrinks with the address that a page repeats."""
    return {name: value for name, value in answer.headers.items() if name != "content-length"}


def last_of_all(route):
    """For sorting: what deletes comes after what would then find nothing."""
    method, path = route
    return (method == "DELETE" or path.endswith("/deletion"), path, method)


def routes():
    """Method and path of every route of the application."""
    found = {
        (method, route.path)
        for router in (*page_routers(), *api_routers())
        for route in router.routes
        for method in route.methods
    }
    return found | {("GET", "/api/openapi.json"), ("HEAD", "/api/openapi.json")}


def answering(routes):
    """Method and path of what an application answers by its own routes and those of the routers in it."""
    for route in iter_route_contexts(routes):
        if route.path is None or route.methods is None:
            raise TypeError(f"say in visits.py how to find what {route.original_route!r} answers")
        yield from ((method, route.path) for method in route.methods)


def parameters(path):
    """The names of the parameters that a route reads."""
    found = (
        route.dependant
        for router in (*page_routers(), *api_routers())
        for route in router.routes
        if route.path == path
    )
    return set().union(*map(_parameters, found))


def _parameters(dependant):
    return {each.alias for each in dependant.query_params}.union(*map(_parameters, dependant.dependencies))


def choices(*, attempt, claim, runs):
    """What may stand in each place of an address."""
    return {
        "attempt_id": [attempt, "no-such-attempt"],
        "claim_id": [claim, "no-such-claim"],
        "number": ["1", "4", "6", "9", "x"],
        "place": ["1", "x"],
        "slug": ["late-parcel", "no-such-scenario"],
        "run": [*runs, "no-such-run"],
        "part": list(PARTS),
        "arm": ["healthy", "no-such-arm"],
        "content": ["0000"],
        "key": [
            "run",
            "step-4",
            late_parcel.span_id("broken", "root"),
            late_parcel.span_id("broken", "sub"),
            "no-such",
        ],
        "token": ["no-such-token"],
        "login_id": ["no-such-login"],
        "link_id": ["no-such-link"],
        "key_id": ["no-such-key"],
        "person": ["no-such-person"],
        "first": ["1", "5", "9"],
        "last": ["4", "60"],
        "path:path": ["css/misstep.css", "../app/main.py", "nothing.css"],
    }


def fills(path, known):
    """The addresses that a route is asked under; None where nobody has said how to fill it.

    What is there is asked in every combination. Of what is not there (an attempt, a run, an arm), each value of
    the other places is asked once: the server looks for it first, and finds nothing that they could be of.
    """
    places = re.findall(r"{([^}]+)}", path)
    if not set(places) <= set(known):
        return None
    there = [[value for value in known[name] if not value.startswith(ABSENT)] or known[name] for name in places]
    absent = [
        [value if other == name else values[turn % len(values)] for other, values in zip(places, there, strict=True)]
        for name in places
        for value in known[name]
        if value.startswith(ABSENT)
        for turn in range(max(map(len, there)))
    ]
    ways = {tuple(way) for way in (*product(*there), *absent)}
    return [_filled(path, dict(zip(places, way, strict=True))) for way in sorted(ways)]


def _filled(path, values):
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    return path
