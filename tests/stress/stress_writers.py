"""Writers that claim, open steps and export spans for a while, and take nothing for done that was not acknowledged.

What counts: 200 and 201 are acknowledged. 429, 502, 503 and 504, with Retry-After, are asked again: an exporter does. An
answer that never came, since the connection broke with its process, means that nobody knows: spans are sent again as
exporters do, a claim is looked for in the attempt before it is made again, an opening is left as it is and counted
apart. Anything else is an error.
"""

import threading
import time
from dataclasses import dataclass, field

import httpx
from stress_tally import Tally

CLAIMS = 150  # of an attempt, then the pair starts another; 200 are allowed
AGAIN = {429, 502, 503, 504}  # https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes
PIECES = 3  # requests that each trace comes in, from both writers of a pair


@dataclass
class Pair:
    """Two writers that share a reader and an attempt, so that both append to one session."""

    number: int
    cookies: dict[str, str] = field(default_factory=dict)
    attempt: str = ""
    claims: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Writer:
    number: int
    address: str
    pair: Pair
    tally: Tally
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(base_url=self.address, timeout=90)

    def write_until(self, ended: threading.Event) -> None:
        turn = 0
        while not ended.is_set():
            turn += 1
            attempt = self._attempt()
            self._claim(attempt, f"writer {self.number} claims {turn}")
            self._open(attempt, 1 + turn % 5)
            self._export(turn)
        self._client.close()

    def _attempt(self) -> str:
        with self.pair.lock:
            if not self.pair.attempt or self.pair.claims >= CLAIMS:
                answer = self._surely("POST", f"/api/scenarios/{self._scenario()}/attempts", json={})
                self.pair.cookies |= dict(answer.cookies)
                self.pair.attempt, self.pair.claims = answer.json()["id"], 0
            self.pair.claims += 1
            return self.pair.attempt

    def _scenario(self) -> str:
        scenarios = self._surely("GET", "/api/scenarios").json()["scenarios"]
        return scenarios[self.pair.number % len(scenarios)]["slug"]

    def _claim(self, attempt: str, text: str) -> None:
        sent = {"step": 1, "what": text}
        while self._asked("POST", f"/api/attempts/{attempt}/claims", json=sent) is None:
            time.sleep(1)  # what the killed process had begun to commit is committed by now, or never
            there = self._surely("GET", f"/api/attempts/{attempt}").json()["claims"]
            if any(claim["what"] == text for claim in there):
                break
        with self.tally.lock:
            self.tally.claims[attempt].add(text)

    def _open(self, attempt: str, step: int) -> None:
        answer = self._asked("POST", f"/api/attempts/{attempt}/position", json={"step": step})
        with self.tally.lock:
            (self.tally.unsure if answer is None else self.tally.opened)[attempt] += 1

    def _export(self, turn: int) -> None:
        """One piece each of three traces; the next turns bring the others."""
        pieces = [(turn + number, number) for number in range(PIECES)]
        spans = [_span(self.pair.number, trace, piece=piece, writer=self.number) for trace, piece in pieces]
        self._surely("POST", "/v1/traces", json={"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]})
        with self.tally.lock:
            for span in spans:
                self.tally.spans[span["traceId"]].add(span["spanId"])

    def _surely(self, method: str, path: str, **sent: object) -> httpx.Response:
        while True:
            answer = self._asked(method, path, **sent)
            if answer is not None:
                return answer
            time.sleep(0.1)

    def _asked(self, method: str, path: str, **sent: object) -> httpx.Response | None:
        """The answer, asked again as often as it is 503; None where the connection broke."""
        while True:
            try:
                answer = self._client.request(method, path, cookies=self.pair.cookies, **sent)
            except httpx.TransportError:
                self.tally.answered("broken connection")
                return None
            self.tally.answered(str(answer.status_code))
            if answer.status_code in {200, 201}:
                return answer
            if answer.status_code not in AGAIN or "retry-after" not in answer.headers:
                self.tally.wrong(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
                raise SystemExit(1)
            time.sleep(float(answer.headers["retry-after"]))


def _span(pair: int, trace: int, *, piece: int, writer: int) -> dict[str, object]:
    """A tool call of its own; both writers of a pair add theirs to the same trace."""
    number = writer * PIECES + piece + 1
    start = 1_700_000_000_000_000_000 + (pair * 1_000_000 + trace) * 1_000_000_000 + number * 1_000_000
    said = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": f"look-{number}"}
    said |= {"gen_ai.tool.call.result": f"what writer {writer} saw in piece {piece} of trace {trace} of pair {pair}"}
    return {
        "traceId": f"{pair + 1:016x}{trace:016x}",
        "spanId": f"{number:016x}",
        "name": f"execute_tool look-{number}",
        "startTimeUnixNano": str(start),
        "endTimeUnixNano": str(start + 500_000),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in said.items()],
    }
