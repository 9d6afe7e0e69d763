"""Every page of a run written by somebody who means harm, read as a browser reads it."""

import re
from itertools import count

import pytest
from hostile_corpus import CANARY, EVIL, PAYLOADS, hostile_otlp
from page_reader import PageReader, is_ours, seen_and_spoken, strangers
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes
from app.pages import routers
from app.pages.replay.views import RunView

STEPS = 12
TABS = ("delta", "context", "output", "state", "inside", "raw")
VIEWS = [view.value for view in RunView]
CONTENTS = ("input", "output", "spans", "span-1", "message-1", "message-2-1", "message-7-2", "said-1-3", "try-1")
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\U000e0000-\U000e0fff]"
)


@pytest.fixture
def read(store, ada):
    """Imports a run full of a text, and gives a function that asks for its pages."""

    def imported(text):
        numbers = count(1)
        kept = import_files(
            store, [NamedBytes("run.json", hostile_otlp(text))], viewer=GRACE, new_id=lambda: f"run{next(numbers)}"
        )
        assert [run.steps for run in kept] == [STEPS]

        def asked(path, **query):
            return ada.get(path.replace("RUN", kept[0].run), params=query)

        return asked

    return imported


def pages_of(asked):
    """The pages of a run: the list of runs, and every tab of the steps that differ in kind."""
    yield "/runs", asked("/runs")
    for number in (1, 2, 3, 4, 5, 8, 9, 10):
        for tab in TABS if number in {2, 4, 5} else ("delta",):
            yield f"step {number} {tab}", asked(f"/runs/RUN/steps/{number}", tab=tab)


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_element_no_attribute_and_no_address_comes_from_a_trace(read, name):
    for page, answer in pages_of(read(PAYLOADS[name])):
        assert answer.status_code == 200, page
        assert strangers(answer.text) == [], page
        assert HIDDEN.search(seen_and_spoken(answer.text)) is None, page


@pytest.mark.parametrize(
    "name", ["script", "markdown", "bidi", "controls", "surrogates", "address", "held", "vector"]
)
@pytest.mark.parametrize("form", ["view", "raw"])
def test_what_is_fetched_on_demand_is_as_harmless_as_the_page(read, name, form):
    asked = read(PAYLOADS[name])
    for part in CONTENTS:
        for number in (2, 3, 4):
            answer = asked(f"/runs/RUN/steps/{number}/content/{part}", **{"as": form})
            assert answer.status_code in {200, 404}
            assert strangers(answer.text) == [], part
            assert HIDDEN.search(seen_and_spoken(answer.text)) is None, part


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_text_is_never_answered_as_a_page_and_a_file_never_opened(read, name):
    asked = read(PAYLOADS[name])
    for part in CONTENTS:
        text = asked(f"/runs/RUN/steps/2/content/{part}")
        file = asked(f"/runs/RUN/steps/2/content/{part}", **{"as": "file"})
        image = asked(f"/runs/RUN/steps/2/content/{part}", **{"as": "image"})
        if text.status_code == 404:
            continue
        assert text.headers["content-type"] == "text/plain; charset=utf-8"
        assert file.headers["content-type"] == "application/octet-stream"
        assert re.fullmatch(
            r'attachment; filename="step-2-[a-z0-9-]+\.(txt|json|bin)"', file.headers["content-disposition"]
        )
        assert image.status_code == 404, "nothing here is a raster image"
        for answer in (text, file, image):
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name", ["script", "markdown", "bidi", "zero width", "controls", "surrogates", "templates", "address", "unbroken"]
)
def test_every_other_way_to_look_at_a_run_is_harmless_too(read, name):
    asked = read(PAYLOADS[name])
    for path, answer in every_page(asked, find=PAYLOADS[name][:80].encode("utf-8", "replace").decode()).items():
        assert answer.status_code in {200, 303, 404, 422}, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert strangers(answer.text, styles=path.endswith("/export")) == [], path
            assert HIDDEN.search(seen_and_spoken(answer.text)) is None, path


def every_page(asked, *, find):
    """All that a run's step leads to: its pages in each view, a search, and every part that scripts and links ask for."""
    queries = [{"view": view} for view in VIEWS] + [{"find": find}, {"find": "said", "view": "tree"}]
    answers = {str(query): asked("/runs/RUN/steps/2", **query) for query in queries}
    waiting = [
        "/runs/RUN/steps/numbers",
        "/runs/RUN/steps/overview",
        "/runs/RUN/steps/4/tries",
        "/runs/RUN/steps/rows/1/12",
    ]
    while waiting and len(answers) < 120:
        path = waiting.pop(0)
        answers[path] = asked(path)
        for text in [answer.text for answer in answers.values()]:
            found = {value for _, attributes in PageReader(text).elements for value in attributes.values()}
            parts = {re.sub(r"^/runs/[^/]+", "/runs/RUN", value) for value in found if value.startswith("/runs/run")}
            fresh = {part for part in parts if not re.search(r"/steps/\d+(\?|$)|/content/", part)} - {
                *answers,
                *waiting,
            }
            waiting += sorted(fresh)
    return answers


def test_every_route_below_a_run_is_asked(read):
    asked = {re.sub(r"\?.*", "", path) for path in every_page(read("plain words"), find="plain")}
    known = ["/runs/{run}/steps/{number}", "/runs/{run}/steps/{number}/content/{part}"]  # asked by the tests above
    paths = {
        route.path
        for router in routers()
        for route in router.routes
        if "{run}" in route.path and "GET" in route.methods
    }
    patterns = {
        path: re.sub(r"\{run\}", "RUN", re.sub(r"\{(?!run)\w+\}", "[^/]+", path)) for path in paths - {*known}
    }
    assert [path for path, pattern in patterns.items() if not any(re.fullmatch(pattern, one) for one in asked)] == []


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("bidi", ["U+202E", "U+202C", "U+2066", "U+2069", "U+200F", "U+061C"]),
        ("zero width", ["U+200B", "U+200D", "U+2060", "U+FEFF", "U+00AD", "U+3164", "U+E0041", "U+E0101"]),
        ("ansi", ["U+001B", "U+0007", "U+009B"]),
        ("controls", [f"U+{code:04X}" for code in [*range(9), *range(11, 32), *range(0x7F, 0xA0), 0x2028, 0x2029]]),
        ("surrogates", ["half \ufffd and \ufffd half"]),
        ("entities", ["&#x202e;&#0;"]),
        ("held", ["\ue000202e\ue001 \ue0003c\ue001script>"]),
    ],
)
def test_the_reader_sees_that_hidden_characters_are_there(read, name, labels):
    asked = read(PAYLOADS[name])
    for number, tab in ((3, "delta"), (3, "raw"), (2, "output"), (2, "context")):
        shown = "".join(PageReader(asked(f"/runs/RUN/steps/{number}", tab=tab).text).text)
        assert [label for label in labels if label not in shown] == [], (number, tab)


@pytest.mark.parametrize("name", ["script", "templates", "css", "entities", "backticks"])
def test_a_text_stands_on_the_page_word_for_word(read, name):
    asked = read(PAYLOADS[name])
    for number, tab in ((2, "delta"), (2, "output"), (3, "output")):
        shown = "".join(PageReader(asked(f"/runs/RUN/steps/{number}", tab=tab).text).text)
        assert PAYLOADS[name] in shown, (number, tab)


def test_the_reader_of_pages_notices_what_a_page_must_not_have():
    assert strangers(f"<p>{CANARY}</p>") == [
        "<canary-element>",
        "<canary-element canary=''>",
        "<canary-element onclick='canary()'>",
    ]
    assert strangers("<img src=x onerror=canary()>") == ["<img>", "<img src='x'>", "<img onerror='canary()'>"]
    assert strangers("<script>canary()</script>") == ["<script> without our source"]
    assert strangers('<a href="javascript:canary()">') == ["<a href='javascript:canary()'>"]
    assert strangers('<p style="color:red" title="on purpose">') == ["<p style='color:red'>"]
    assert strangers('<a href="/runs" title="onclick=x">fine</a><step-list></step-list>') == []
    assert strangers("<style>p {}</style>") == ["<style>"]
    assert strangers("<style>p {}</style>", styles=1) == []
    assert strangers("<style>p {}</style><style>", styles=1) == ["<style>", "<style>"]
    for away in (f"//{EVIL}/", f"http://{EVIL}", f"/\\{EVIL}", f"\t//{EVIL}", "data:text/html,x", f"\\\\{EVIL}"):
        assert not is_ours(away), away
