"""Writers at servers while something disturbs them: what that brought, and everything in it that must not be."""

import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

from stress_audit import Findings, audit, settle
from stress_tally import Tally
from stress_writers import Pair, Writer
from stressed_server import StressedServer

from app.store.engine import open_store

WRITERS = 8
SHOWN = 20  # sentences


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of it; `missing` says what would have made it a stress."""

    name: str
    tally: Tally
    findings: Findings
    killed: int
    settled: float
    missing: tuple[str, ...]

    @property
    def wrong(self) -> tuple[str, ...]:
        """Everything that must not be, a stress that did not stress included."""
        found = self.findings
        return (*found.lost, *found.twice, *found.unsound, *self.tally.errors, *self.missing)


def stressed(
    name: str, url: str, servers: Sequence[StressedServer], *, disturb: Callable[[Tally], Sequence[str]], felt: str
) -> Outcome:
    """Eight writers at these servers, which share a database, until `disturb` has ended; it says what it missed.

    `felt` is the answer that tells that writers were disturbed.
    """
    tally, ended = Tally(), threading.Event()
    pairs = [Pair(number) for number in range(WRITERS // 2)]
    with ThreadPoolExecutor(WRITERS) as pool:
        for number in range(WRITERS):
            address = servers[number % len(servers)].address
            pool.submit(_write, Writer(number, address, pairs[number // 2], tally), ended)
        try:
            missing = [*disturb(tally)]
        finally:
            ended.set()
    if not (tally.claims and tally.opened and tally.spans and tally.answers[felt]):
        missing.append(f"no writer was disturbed: there was no {felt}")
    with closing(open_store(url)) as store:
        settled = settle(store)
        codes = {server.stop() for server in servers}
        missing += [f"a server ended with {code}" for code in codes - {0, -signal.SIGTERM}]
        killed = sum(len(server.killed) for server in servers)
        return Outcome(
            name=name,
            tally=tally,
            findings=audit(store, tally),
            killed=killed,
            settled=settled,
            missing=tuple(missing),
        )


def _write(writer: Writer, ended: threading.Event) -> None:
    try:
        writer.write_until(ended)
    except Exception as error:
        writer.tally.wrong(f"writer {writer.number} ended: {error!r}")
        raise


def table(outcomes: Sequence[Outcome]) -> str:
    rows = [
        ("claims acknowledged", [sum(map(len, each.tally.claims.values())) for each in outcomes]),
        ("steps opened, acknowledged", [each.tally.opened.total() for each in outcomes]),
        ("traces / spans acknowledged", [_spans(each.tally) for each in outcomes]),
        ("processes killed", [each.killed for each in outcomes]),
        ("answers of 503", [each.tally.answers["503"] for each in outcomes]),
        ("broken connections", [each.tally.answers["broken connection"] for each in outcomes]),
        ("seconds until all was runs", [f"{each.settled:.0f}" for each in outcomes]),
        ("**lost**", [len(each.findings.lost) for each in outcomes]),
        ("**twice**", [len(each.findings.twice) for each in outcomes]),
        ("**other errors**", [len(each.tally.errors) for each in outcomes]),
        ("**unsound** (`misstep db check`)", [len(each.findings.unsound) for each in outcomes]),
    ]
    head = ["| |" + "".join(f" {each.name} |" for each in outcomes), "|---|" + "---|" * len(outcomes)]
    return "\n".join([*head, *(f"| {what} |" + "".join(f" {cell} |" for cell in cells) for what, cells in rows)])


def _spans(tally: Tally) -> str:
    return f"{len(tally.spans)} / {sum(map(len, tally.spans.values()))}"


def told(outcomes: Sequence[Outcome]) -> int:
    """Print the table and what is wrong; the exit code."""
    print(table(outcomes))
    for each in outcomes:
        for sentence in each.wrong[:SHOWN]:
            print(f"{each.name}: {sentence}")
    return 1 if any(each.wrong for each in outcomes) else 0
