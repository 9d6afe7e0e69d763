"""Two runs that agree up to the frontier are answered alike there, byte by byte, whatever comes after it."""

import json
from datetime import UTC, datetime
from itertools import count

import futures
import late_parcel
import pytest
import visits
from crawl import Crawl, differences
from homes import settings_in
from straight import Browser

from app.assembly.steps import run_of
from app.ingest.decode import NamedBytes, decode
from app.main import create_app
from app.startup import Packs

# Parallel calls not begun and not all told, tries over, an agent not begun, begun, at its last step, and over.
FRONTIERS = (3, 4, 7, 9, 11, 12)
# After one of them comes more than the overview has buckets and a page has rows, and in an agent beside the last one.
OTHERS = {9: {"more": 320, "beside": True}}
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("frontier", FRONTIERS)
def test_two_futures_are_answered_alike(tmp_path, frontier):
    one = read_at(frontier, tmp_path / "one", futures.one())
    two = read_at(frontier, tmp_path / "two", other(frontier))
    assert len(one) > 250
    assert differences(one, two) == []


@pytest.mark.parametrize("frontier", [4, 9])
def test_with_the_aids_and_lines_of_a_warm_up_they_are_so_too(tmp_path, frontier):
    one = read_at(frontier, tmp_path / "one", futures.one(), difficulty="warm-up")
    two = read_at(frontier, tmp_path / "two", other(frontier), difficulty="warm-up")
    assert any("2 of 7" in text for text in one.values())
    assert differences(one, two) == []


def other(frontier):
    return futures.another(frontier, **OTHERS.get(frontier, {}))


def read_at(frontier, home, spans, *, difficulty="standard"):
    """What a candidate is answered who went on to the frontier, put a claim on a step and cited another.

    At a warm-up, who only looked at a second step.
    """
    futures.write(home, spans)
    file = home / "scenarios/late-parcel/scenario.toml"
    file.write_text(file.read_text().replace('difficulty = "standard"', f'difficulty = "{difficulty}"'))
    ids = count(1)
    settings = settings_in(home / "home")
    packs = Packs(home / "scenarios", home / "traces")
    application = create_app(settings, clock=lambda: NOON, new_id=lambda: f"id{next(ids):018d}", packs=packs)
    with Browser(application) as ada:
        attempt = ada.post("/api/scenarios/late-parcel/attempts", json={"reveal": "forward"}).json()["id"]
        for _ in range(frontier - 1):
            assert ada.post(f"/api/attempts/{attempt}/frontier").status_code == 200
        if difficulty == "warm-up":
            ada.post(f"/api/attempts/{attempt}/position", json={"step": 2})
        else:
            ada.post(f"/api/attempts/{attempt}/claims", json={"step": frontier, "what": "a guess"})
            ada.post(f"/api/attempts/{attempt}/evidence", json={"step": 2})
        return Crawl(client=ada, attempt=attempt, choices=places(attempt, frontier)).of_the_attempt().texts()


def places(attempt, frontier):
    """The frontier itself, one step past it, and whatever is open there."""
    still_open = [str(step) for step, last in futures.CLOSES.items() if step < frontier <= last]
    agents = [late_parcel.span_id("broken", name) for name in futures.AGENTS]
    known = visits.choices(attempt=attempt, claim="none", runs=())
    return known | {
        "attempt_id": [attempt],
        "number": [*still_open, str(frontier), str(frontier + 1)],
        "key": ["run", *agents, *(f"step-{step}" for step in still_open), f"step-{frontier + 1}"],
        "first": ["1", str(frontier)],
        "last": [str(frontier), "60"],
    }


@pytest.mark.parametrize("frontier", FRONTIERS)
def test_the_two_runs_differ_only_past_the_frontier(frontier):
    """Else the test above would compare nothing, or what may be seen."""
    one, two = steps_of(futures.one()), steps_of(other(frontier))
    assert len(one) == futures.STEPS < len(two)
    assert [step.span_ids for step in one[:frontier]] == [step.span_ids for step in two[:frontier]]
    over = [step for step in range(frontier) if not futures.CLOSES.get(step + 1, 0) >= frontier]
    assert [one[step].output for step in over] == [two[step].output for step in over]
    assert {step.span_ids for step in one[frontier:]}.isdisjoint(step.span_ids for step in two[frontier:])


def steps_of(spans):
    scopes = [{"scope": {"name": "day"}, "spans": spans}]
    body = {"resourceSpans": [{"resource": {"attributes": []}, "scopeSpans": scopes}]}
    return run_of(decode([NamedBytes("day", json.dumps(body).encode())])[0]).steps
