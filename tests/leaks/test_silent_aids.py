"""While an attempt is open, no page draws a conclusion for its reader, but in a warm-up; after the reveal they do."""

import json

import pytest
from homes import settings_in
from straight import Browser

from app.main import create_app
from app.settings import bundled
from app.startup import Packs

HTML = {"accept": "text/html"}
AIDS = (
    "Not all there is, by its own words",  # a result that says it is not whole
    "nowhere in the context any more",  # what a summary lost, in the sentence and by kinds
    "No longer anywhere in the context",
    "still stands in the context",
    "holds the beginning, ",  # a model that was shown less than came back
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A candidate's browser on a server with the real pack."""
    settings = settings_in(tmp_path_factory.mktemp("silent"))
    with Browser(create_app(settings, packs=Packs.bundled())) as client:
        yield client


def told(reader, attempt, steps):
    """Which aids stand on the pages of these steps, in the HTML, the JSON, the export and the search."""
    paths = [f"/attempts/{attempt}/steps/{step}" for step in steps]
    paths += [f"/api{path}" for path in paths]
    paths += [f"/attempts/{attempt}/export", f"/attempts/{attempt}/steps/{steps[0]}?find=more"]
    pages = "\n".join(reader.get(path, headers=HTML).text for path in paths)
    return [aid for aid in AIDS if aid in pages]


@pytest.mark.parametrize(
    ("slug", "aid"),
    [
        ("the-november-bonus", "Not all there is, by its own words"),
        ("the-house-move", "nowhere in the context any more"),
    ],
)
def test_aids_stay_silent_until_the_diagnosis_is_in(reader, slug, aid):
    key = json.loads((bundled("traces") / slug / "a" / "sealed.json").read_text())
    steps = sorted({*key["root"], *key["near"], *key["chain"]})
    attempt = reader.post(f"/api/scenarios/{slug}/attempts", json={"variant": "a"}).json()["id"]
    assert told(reader, attempt, steps) == []
    reader.put(f"/api/attempts/{attempt}/diagnosis", json={"no_fault": True})
    reader.post(f"/api/attempts/{attempt}/lock")
    assert told(reader, attempt, steps) == []
    reader.post(f"/api/attempts/{attempt}/submission")
    assert aid in told(reader, attempt, steps)


def test_a_warm_up_is_read_with_the_aids_on_and_no_other_attempt_beside_it(reader):
    warm_up = reader.post("/api/scenarios/the-saturday-seats/attempts", json={}).json()["id"]
    other = reader.post("/api/scenarios/the-november-bonus/attempts", json={"variant": "a"}).json()["id"]
    assert told(reader, warm_up, range(1, 12)) == ["Not all there is, by its own words"]
    assert told(reader, other, range(1, 45)) == []
