"""What the writers were told, to be compared with what is in the database."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Shared by all writers.

    `claims` are texts by attempt, acknowledged; `opened` counts acknowledged openings by attempt, and `unsure` those
    whose answer never came and which nobody asked for again; `spans` are the acknowledged span ids by trace.
    """

    claims: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    opened: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)
    spans: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    answers: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, what: str) -> None:
        with self.lock:
            self.answers[what] += 1

    def wrong(self, sentence: str) -> None:
        with self.lock:
            self.errors.append(sentence)
