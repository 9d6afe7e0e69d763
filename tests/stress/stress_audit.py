"""Look into the database for everything that was acknowledged: what is lost, what is there twice, what is unsound."""

import time
from collections import Counter
from dataclasses import dataclass, field

from stress_tally import Tally

from app.domain.change import ClaimLogged, StepOpened
from app.domain.workspace import LOCAL
from app.inbox.browse_runs import PAGE
from app.store.check import problems
from app.store.engine import Store
from app.store.run_list import RunSummary

SETTLED = 300  # seconds until all that was delivered has to be a run; a lease of a killed process lasts one minute


@dataclass
class Findings:
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)


def settle(store: Store) -> float:
    """Seconds until nothing waits any more."""
    began = time.monotonic()
    while time.monotonic() - began < SETTLED:
        with store.reading() as work:
            if not work.inbox.count_waiting():
                return time.monotonic() - began
        time.sleep(0.5)
    return SETTLED


def audit(store: Store, tally: Tally) -> Findings:
    findings = Findings(unsound=problems(store))
    for attempt in {*tally.claims, *tally.opened, *tally.unsure}:
        _session(store, attempt, tally, findings)
    _runs(store, tally, findings)
    with store.reading() as work:
        findings.lost += [
            f"trace {trace.trace_id} was set aside: {trace.reason}" for trace in work.inbox.failed(LOCAL)
        ]
        if waiting := work.inbox.count_waiting():
            findings.lost.append(f"{waiting} traces are no runs yet")
    return findings


def _session(store: Store, attempt: str, tally: Tally, findings: Findings) -> None:
    with store.reading() as work:
        events = work.events.of(attempt)
    if [event.seq for event in events] != list(range(1, len(events) + 1)):
        findings.lost.append(f"session {attempt}: its events are not numbered from 1 on without gaps")
    claims = Counter(event.change.claim.what for event in events if isinstance(event.change, ClaimLogged))
    findings.lost += [f"{attempt}: {text}" for text in tally.claims[attempt] if not claims[text]]
    findings.twice += [f"{attempt}: {text}" for text, count in claims.items() if count > 1]
    opened = sum(isinstance(event.change, StepOpened) for event in events)
    if opened < tally.opened[attempt]:
        findings.lost.append(f"{attempt}: {tally.opened[attempt]} openings acknowledged, {opened} are there")
    if opened > tally.opened[attempt] + tally.unsure[attempt]:
        findings.twice.append(f"{attempt}: {opened} openings are there, {tally.opened[attempt]} were made")


def _runs(store: Store, tally: Tally, findings: Findings) -> None:
    runs = _listed(store)
    there = Counter(run.trace_id for run in runs)
    spans = {run.trace_id: run.span_count for run in runs}
    findings.twice += [f"trace {trace_id} is {count} runs" for trace_id, count in there.items() if count > 1]
    for trace_id, ids in tally.spans.items():
        if not there[trace_id]:
            findings.lost.append(f"trace {trace_id} is no run")
        elif spans[trace_id] != len(ids):
            findings.lost.append(f"trace {trace_id}: {len(ids)} spans acknowledged, its run has {spans[trace_id]}")


def _listed(store: Store) -> list[RunSummary]:
    """All runs of the list that a person pages through."""
    found: list[RunSummary] = []
    with store.reading() as work:
        page = work.run_list.latest(LOCAL, limit=PAGE)
        found += page.runs
        while page.older is not None:
            page = work.run_list.older(LOCAL, page.older, limit=PAGE)
            found += page.runs
    return found
