"""Send a server requests that are nearly right, and see that it answers, stays small, and makes runs of what it took.

Run by `make fuzz`: a hundred thousand OTLP bodies over loopback, then what schemathesis makes of the OpenAPI document;
ten thousand on PostgreSQL.
Exits 1 for an answer that is an error of ours, breaks the protocol, or takes over three seconds, at first and when it is
asked for again at the end; for more than 400 MB;
for a trace that is neither a run nor set aside with a reason that its sender can understand; for an unsound database.
What it finds is written to `build/fuzz/`, each as a file to send again: `nc 127.0.0.1 8440 < FILE`.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import postgres
from fuzz_bases import Base, bases
from fuzz_openapi import ask_openapi
from fuzz_requests import FuzzRequest, fuzz_request
from fuzz_sender import LONGEST, FuzzConnection
from memory import peak_of
from stress_audit import settle
from stressed_server import ROOT, StressedServer, running

from app.domain.workspace import LOCAL
from app.store.check import problems
from app.store.engine import Store, open_store

CONNECTIONS = 4
MOST_MB = 400
FOUND = ROOT / "build/fuzz"
_OUR_MISTAKE = ("Misstep failed at it", "the database refuses")  # how a reason begins that no sender can understand


@dataclass
class Fuzz:
    """One fuzz, as it goes on."""

    seed: int
    bodies: int
    until: float
    answers: Counter[int] = field(default_factory=Counter)
    slowest: float = 0
    slow: list[FuzzRequest] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    def send(self, first: int, port: int, known: list[Base]) -> None:
        """Every fourth request, over one connection."""
        connection = FuzzConnection(port)
        for number in range(first, self.bodies, CONNECTIONS):
            if time.monotonic() > self.until:
                break
            request = fuzz_request(self.seed, number, known)
            answer = connection.ask(request)
            self.answers[answer.status] += 1
            self.slowest = max(self.slowest, answer.seconds)
            if answer.seconds > LONGEST:
                self.slow.append(request)
            elif answer.wrong:
                self.found(request, answer.wrong)
        connection.close()

    def ask_again(self, port: int) -> None:
        """What was slow, when nobody else asks: a machine that was busy with other things is no finding."""
        connection = FuzzConnection(port)
        for request in self.slow:
            if wrong := connection.ask(request).wrong:
                self.found(request, wrong)
        connection.close()

    def found(self, request: FuzzRequest, wrong: str) -> None:
        """Keep it to be sent again."""
        file = FOUND / f"request-{self.seed}-{request.number}"
        file.write_bytes(request.raw())
        self.findings.append(f"{file.relative_to(ROOT)}: {wrong}")

    def look_into(self, store: Store) -> str:
        """What became of what was taken."""
        settled = settle(store)
        with store.reading() as work:
            counts, aside, runs = work.inbox.count(LOCAL), work.inbox.failed(LOCAL), work.runs.count("imported")
            for trace in aside:
                if trace.reason.startswith(_OUR_MISTAKE):
                    file = FOUND / f"trace-{trace.trace_id}"
                    kept = work.deliveries.of_traces(LOCAL, [trace.trace_id])
                    file.write_bytes(b"\n".join(each.body for each in kept))
                    self.findings.append(f"{file.relative_to(ROOT)}: set aside: {trace.reason}")
        if counts.waiting:
            self.findings.append(f"{counts.waiting} traces wait still after {settled:.0f} s")
        self.findings += problems(store)
        return f"{runs} runs, {len(aside)} traces set aside, quiet after {settled:.0f} s"


def main() -> int:
    asked = _arguments()
    FOUND.mkdir(parents=True, exist_ok=True)
    print(f"seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="misstep-fuzz-") as folder, ExitStack() as ending:
        url = f"sqlite:///{folder}/misstep.db"
        if asked.postgresql:
            url = ending.enter_context(postgres.database())()
        server = StressedServer(Path(folder), url, 1)
        with running(server), closing(open_store(server.url)) as store, peak_of(server.pid) as peak:
            fuzz = Fuzz(asked.seed, asked.bodies, time.monotonic() + asked.seconds)
            _send(fuzz, server)
            print(_said(fuzz), flush=True)
            print(fuzz.look_into(store), flush=True)
            options = {"seconds": asked.openapi_seconds, "seed": asked.seed, "folder": FOUND / "openapi"}
            fuzz.findings += ask_openapi(server.address, **options)
            fuzz.findings += problems(store)
    if peak.mb > MOST_MB:
        fuzz.findings.append(f"the server and its processes used {peak.mb:.0f} MB; at most {MOST_MB} are allowed")
    print(f"peak memory {peak.mb:.0f} MB; {len(fuzz.findings)} findings")
    print("\n".join(fuzz.findings))
    return 1 if fuzz.findings else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz the receiver and the JSON routes of a server.")
    parser.add_argument("--bodies", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=900, help="for the bodies; what is left then is not sent")
    parser.add_argument("--openapi-seconds", type=int, default=60)
    parser.add_argument("--postgresql", action="store_true", help="else a file of SQLite")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    return parser.parse_args()


def _send(fuzz: Fuzz, server: StressedServer) -> None:
    known = bases()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        sending = [pool.submit(fuzz.send, first, server.port, known) for first in range(CONNECTIONS)]
        for each in sending:
            each.result()
    fuzz.ask_again(server.port)
    if not (fuzz.answers[200] and fuzz.answers[400]):
        fuzz.findings.append(f"the bodies were no fuzz: the answers were {dict(fuzz.answers)}")


def _said(fuzz: Fuzz) -> str:
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(fuzz.answers.items()))
    return f"{fuzz.answers.total()} bodies: {answers}; the slowest took {fuzz.slowest:.2f} s, {len(fuzz.slow)} over {LONGEST:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
