"""What the spans of a step tell beyond its call: requests, queries and facts that the agent did not see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.json import JSON
from app.domain.span import Status


class InnerKind(StrEnum):
    """What an inner span did. `CALL` is the span of the call itself, with what nothing else of the step shows."""

    CALL = "call"
    HTTP = "http"
    QUERY = "query"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class InnerEvent:
    """An event or a log record of an inner span; `time_ns` is nanoseconds since the Unix epoch."""

    name: str
    time_ns: int
    facts: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerSpan:
    """One span inside a step. `facts` are its attributes as recorded; `depth` counts the inner spans around it."""

    span_id: str
    kind: InnerKind
    name: str
    started_ns: int
    ended_ns: int
    status: Status = Status.UNSET
    status_message: str = ""
    depth: int = 0
    facts: Mapping[str, JSON] = field(default_factory=dict)
    events: tuple[InnerEvent, ...] = ()

    @property
    def duration_ms(self) -> float:
        return (self.ended_ns - self.started_ns) / 1e6

    @property
    def told(self) -> int:
        """How many facts and events it has."""
        return len(self.facts) + len(self.events)

    @property
    def texts(self) -> "Iterator[tuple[str, JSON]]":
        """All that it tells, each with its name: its facts, each event with its own, and last its name and status."""
        yield from self.facts.items()
        for event in self.events:
            yield "event", event.name
            yield from event.facts.items()
        yield "name", self.name
        yield "status", self.status_message


@dataclass(frozen=True, slots=True)
class Inside:
    """The inner spans of a step by their start; `more` counts those that are in Raw alone."""

    spans: tuple[InnerSpan, ...] = ()
    more: int = 0

    @property
    def count(self) -> "InsideCount":
        kinds = [span.kind for span in self.spans]
        return InsideCount(
            http=kinds.count(InnerKind.HTTP),
            queries=kinds.count(InnerKind.QUERY),
            others=kinds.count(InnerKind.OTHER) + self.more,
            facts=sum(span.told for span in self.spans if span.kind is InnerKind.CALL),
        )


@dataclass(frozen=True, slots=True)
class InsideCount:
    """How much there is inside a step: requests, queries, other spans; and facts of the span of the call itself."""

    http: int = 0
    queries: int = 0
    others: int = 0
    facts: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """All of them, in their order."""
        return self.http, self.queries, self.others, self.facts

    @property
    def spans(self) -> int:
        return self.http + self.queries + self.others

    @property
    def none(self) -> bool:
        return not self.spans and not self.facts


NOTHING_INSIDE = Inside()
