"""What is asked at each address: parameters, cookies and headers, each value that shows another thing."""

PAST = 6  # a step past the frontier in the runs that are crawled under forward-only
TABS = ("delta", "context", "output", "state", "inside", "raw")
NAMES = ("tool", "agent", "model")
FIGURES = {"latency": ("0ms", "60ms", "2.5s"), "tokens": ("0", "510k", "600000"), "cost": ("0", "0.02", "$1")}
SIGNS = (">", ">=", "<", "<=", "=")
WORDS = ("a", "total", "gardenia", "juniper", "lavender", "marjoram", "sealed", '"All is well"')

# Searches: every field with every sign and value, and each again as what must not hold.
PLAIN = (
    *WORDS,
    *(f"{name}:{part}" for name in NAMES for part in ("e", "specialist")),
    *(f"kind:{kind}" for kind in ("model", "tool", "retrieval", "other")),
    *(f"status:{status}" for status in ("ok", "error", "unset", "running")),
    *(f"step:{numbers}" for numbers in ("1..", "..4", "5..9", str(PAST))),
    *(f"{figure}{sign}{number}" for figure, numbers in FIGURES.items() for sign in SIGNS for number in numbers[:2]),
    *(f"{figure}>{numbers[2]}" for figure, numbers in FIGURES.items()),
)
WRONG = ("kind:", "status:late", "step:x", "latency>6", "cost:", '"open', "-")  # told in words
TOGETHER = ("tool:e -status:error", "status:running -tokens>0", "agent:specialist step:5..", "a -juniper")
SEARCHES = (*PLAIN, *(f"-{term}" for term in PLAIN), *WRONG, *TOGETHER)
ON_PAGES = (
    *SEARCHES[::9],
    "status:running",
    "-status:error",
    "-latency>0ms",
    "tokens>0",
    "cost>0",
    "kind:",
    "-gardenia",
)

# cookies: how it was drawn
LAYOUT = {"misstep_view", "misstep_scale", "misstep_chart", "misstep_ticket", "misstep_guide"}
COOKIES = (
    {"misstep_view": "tree", "misstep_scale": "time", "misstep_chart": "latency", "misstep_ticket": "folded"},
    {"misstep_view": "timeline", "misstep_chart": "cost"},
    {"misstep_view": "nothing", "misstep_scale": "nothing", "misstep_chart": "off"},
)
STEP = [
    *({"tab": tab} for tab in TABS),
    *({"view": view} for view in ("list", "tree", "timeline")),
    *({"scale": scale, "chart": chart} for scale in ("steps", "time") for chart in ("context", "cost", "latency", "off")),
    *({"find": find} for find in ON_PAGES),
    *({"view": view, "find": "-status:running", "scale": "time"} for view in ("tree", "timeline")),
    {"find": "-zebra", "most": 500},
    {"find": "a", "most": 1},
    {"first": 1},
    {"first": PAST},
    {"revise": "x"},
    {"unfold": "yes"},
    {"guide": "hidden"},
    {"guide": "shown"},
]  # fmt: skip
CONTENT = [
    *({"as": form} for form in ("view", "raw", "file", "image")),
    *({"path": path, "as": form} for path in ("$.order", "$[0]", "$.nothing") for form in ("text", "view", "raw")),
    {"as": "view", "find": "gardenia"},
    {"as": "view", "start": 1},
]
ROWS = [{"tab": "raw"}]
MORE_ROWS = [*ROWS, {"side": "before", "at": 3}, {"side": "inside", "at": PAST}]
QUERIES = {
    "/attempts/{attempt_id}/steps/{number}": STEP,
    "/attempts/{attempt_id}/steps/{number}/content/{part}": CONTENT,
    "/attempts/{attempt_id}/steps/{number}/tries": ROWS,
    "/attempts/{attempt_id}/steps/rows/{first}/{last}": MORE_ROWS,
    "/attempts/{attempt_id}/steps/outline/{key}": [{"from": 1}, {"from": PAST}, {"until": PAST}, {"until": 99, "tab": "raw"}],
    "/attempts/{attempt_id}/export": [{"answer": "yes"}, {"answer": "no"}],
    "/attempts/{attempt_id}/diagnosis": [{"saved": "yes"}],
    "/attempts/{attempt_id}/forecast": [{"saved": "yes"}],
    "/attempts/{attempt_id}/arms/{arm}/steps/{number}/content/{part}": [{"as": "view", "path": "$.a", "start": 1, "find": "a"}],
    "/attempts/{attempt_id}/reveal": [{"remedy": "sealed-unit", "expect": "passes"}, {"remedy": "x", "tried": ["fails:sealed-retry", "y"]}],
    "/attempts/{attempt_id}/comparison": [{"arm": "healthy", "step": 2}],
    "/attempts/{attempt_id}/comparison/{place}": [{"arm": "sealed-unit", "only": "changed"}],
    "/api/attempts/{attempt_id}/steps": [{"first": 1, "last": 500}, {"first": PAST, "last": 9}],
    "/api/attempts/{attempt_id}/hits": [{"q": search} for search in SEARCHES],
    "/api/attempts/{attempt_id}/reading": [{"model": "parcel-4"}],
    "/api/attempts/{attempt_id}/comparison": [{"arm": "healthy"}, {"arm": "sealed-unit"}],
    "/api/attempts/{attempt_id}/comparison/{place}": [{"arm": "healthy"}],
    "/api/scenarios/{slug}": [{"variant": "a"}, {"variant": "z"}],
    "/api/runs": [{"older_than": "7fffffffffffffff.~"}, {"newer_than": "0000000000000000.0"}],
    "/runs": [{"older_than": "7fffffffffffffff.~"}],
    "/scenarios/{slug}": [{"variant": "a"}, {"variant": "z"}],
    "/disputes": [{"scenario": "late-parcel"}, {"scenario": "x"}],
    "/api/disputes": [{"scenario": "late-parcel"}, {"scenario": "x"}],
    "/you": [{"page": 2}],
    "/api/you": [{"page": 2}],
    "/sign-in": [{"next": "/runs"}],
    "/account": [{"changed": "yes"}],
    "/": [{"difficulty": "standard", "skill": "x"}, {"chosen": "x"}],
}  # fmt: skip
ASKED_IN_ALL_FORMS = (
    "/output",
    "/spans",
    "/state-1-after",
    "/inside-1-4",
)  # of the contents of a step; the others in their usual one


def queries(path, address):
    """The parameters that are asked for at an address of a route."""
    if QUERIES.get(path) is CONTENT and not address.endswith(ASKED_IN_ALL_FORMS):
        return CONTENT[:1]
    return QUERIES.get(path, ())
