"""Every way to ask the server for something: how to fill each address, and what to send to it."""

import late_parcel

from app.api import routers as api_routers
from app.pages import routers as page_routers

PAST = 6  # a step past the frontier in the runs that are crawled under forward-only
TABS = ("delta", "context", "output", "state", "raw")
PARTS = ("0", "output", "call-1")

# What a form or a script may send, by address. Each is sent as a form and as JSON; wrong ones are part of the crawl.
SENT = {
    "/theme": [{"theme": "dark"}],
    "/scenarios/{slug}/attempts": [{"variant": "z"}, {"reveal": "held"}],
    "/attempts/{attempt_id}/position": [{"step": 2}, {"step": PAST}, {"step": 99}],
    "/attempts/{attempt_id}/claims": [{"step": 2, "what": "x"}, {"step": PAST, "what": "x"}, {"step": 2, "what": ""}],
    "/attempts/{attempt_id}/marks": [{"step": 2, "as": "suspect"}, {"step": 2, "as": "mark"}, {"step": PAST, "as": "mark"}],
    "/attempts/{attempt_id}/evidence": [{"step": 2, "quote": "bergamot"}, {"step": PAST}, {"step": 2, "quote": "not there"}],
    "/attempts/{attempt_id}/evidence/removal": [{"step": 2, "quote": "bergamot"}, {"step": PAST}],
    "/attempts/{attempt_id}/diagnosis": [
        {"explanation": "x", "claims": [{"step": 2}]},
        {"claims": [{"step": PAST}]},
        {"claims": [{"step": 99}]},
        {"remedy": "sealed-unit"},
        {"step_1": "2", "confidence_1": "50"},
        {"step_1": str(PAST)},
        {"evidence_step": str(PAST), "then": "pin"},
        {"failure_class": "tool.unit_error", "fix_lever": "tool", "then": "review"},
    ],
}  # fmt: skip
LAST = ("/frontier", "/hints")  # they change what may be seen: tests of their own ask them
QUERIES = {
    "/attempts/{attempt_id}/steps/{number}": [
        {"scale": "time", "chart": "latency"}, {"chart": "cost"}, {"view": "timeline"},
        *({"tab": tab} for tab in TABS), {"first": 1}, {"first": PAST}, {"find": "gardenia"}, {"find": "total"}, {"find": "latency>1ms"}, {"find": "kind:"}, {"find": "-zebra", "most": 500}, {"revise": "x"},
        {"view": "tree"}, {"view": "list"},
    ],
    "/attempts/{attempt_id}/steps/outline/{key}": [{"from": 1}, {"from": PAST}, {"until": PAST}, {"until": 99, "tab": "raw"}],
    "/attempts/{attempt_id}/export": [{"answer": "yes"}, {"answer": "no"}],
    "/attempts/{attempt_id}/steps/{number}/content/{part}": [
        *({"as": form} for form in ("view", "raw", "file", "image")), {"path": "$.order"}, {"as": "view", "find": "gardenia"},
    ],
    "/api/attempts/{attempt_id}/steps": [{"first": 1, "last": 500}, {"first": PAST, "last": 9}],
    "/api/attempts/{attempt_id}/hits": [{"q": "a"}, {"q": "-latency>1ms"}, {"q": "agent:specialist"}, {"q": "status:error"}, {"q": "tokens>9"}, {"q": "tool:issue"}, {"q": "step:1.."}, {"q": "cost>"}, {"q": "gardenia"}, {"q": "juniper"}, {"q": "sealed"}],
    "/api/attempts/{attempt_id}/comparison": [{"arm": "healthy"}, {"arm": "sealed-unit"}],
    "/api/attempts/{attempt_id}/comparison/{place}": [{"arm": "healthy"}],
    "/attempts/{attempt_id}/reveal": [{"remedy": "sealed-unit"}, {"remedy": "x", "tried": ["sealed-retry", "y"]}],
    "/attempts/{attempt_id}/comparison": [{"arm": "healthy", "step": 2}],
    "/attempts/{attempt_id}/comparison/{place}": [{"arm": "sealed-unit", "only": "changed"}],
    "/api/scenarios/{slug}": [{"variant": "a"}, {"variant": "z"}],
    "/scenarios/{slug}": [{"variant": "a"}, {"variant": "z"}],
    "/": [{"difficulty": "standard", "skill": "x"}],
}  # fmt: skip


def told(answer):
    """What an answer says beside its length, which grows and shrinks with the address that a page repeats."""
    return {name: value for name, value in answer.headers.items() if name != "content-length"}


def routes():
    """Method and path of every route of the application."""
    found = {
        (method, route.path)
        for router in (*page_routers(), *api_routers())
        for route in router.routes
        for method in route.methods
    }
    return found | {("GET", "/api/openapi.json")}


def fills(path, *, attempt, claim, runs):
    """The addresses that a route is asked under; None where nobody has said how to fill it."""
    addresses = [path]
    choices = {
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
        "first": ["1", "5", "9"],
        "last": ["4", "60"],
        "path:path": ["css/misstep.css", "../app/main.py", "nothing.css"],
    }
    for name, values in choices.items():
        addresses = [
            address.replace(f"{{{name}}}", value)
            for address in addresses
            for value in (values if f"{{{name}}}" in address else values[:1])
        ]
    return None if any("{" in address for address in addresses) else addresses
