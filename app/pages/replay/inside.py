"""The Inside tab: what the spans of a step tell beyond its call, each with its facts and bodies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.attribute_words import in_words
from app.domain.inside import InnerKind, InnerSpan, InsideCount
from app.domain.json import JSON
from app.pages.value.shape import Scalar
from app.pages.value.view import ValueView, value_view
from app.reading.read_given import read_given
from app.reading.window import StepView
from app.replay.given import Given, GivenTexts

_SHORT = 120  # letters: a longer value stands below its name, where it can fold
_KINDS = {InnerKind.CALL: "the call itself", InnerKind.HTTP: "HTTP request", InnerKind.QUERY: "query"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One attribute. `key` is its recorded name where `label` is another; `given` how much the model was given."""

    label: str
    key: str
    value: ValueView
    given: Given | None

    @property
    def short(self) -> bool:
        """Whether it fits on a line beside its name."""
        shown = self.value.shown
        return isinstance(shown, Scalar) and shown.kind != "block" and len(shown.shown.text) <= _SHORT


@dataclass(frozen=True, slots=True)
class InnerEventView:
    name: str
    after_ms: float
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerSpanView:
    """`after_ms` counts from the beginning of the step; `kind` says in words what the span did."""

    span: InnerSpan
    kind: str
    after_ms: float
    facts: tuple[FactView, ...]
    events: tuple[InnerEventView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideTab:
    """`known` is false for a run that was read by code that looked for no inner spans."""

    spans: tuple[InnerSpanView, ...]
    more: int
    known: bool


def inside_tab(view: StepView, *, address: str) -> InsideTab:
    """The inner spans of the step; `address` is the one under which its contents stand."""
    inside = view.inside()
    given = read_given(view) if inside.spans else GivenTexts.of(())
    return InsideTab(
        spans=tuple(
            _span(span, began=view.step.started_ns, address=f"{address}/inside-{place}", given=given)
            for place, span in enumerate(inside.spans, 1)
        ),
        more=inside.more,
        known=view.step.inside is not None,
    )


def inside_words(count: InsideCount | None) -> str:
    """`2 HTTP requests, 1 query, 3 facts of the call`; nothing where there is nothing."""
    if count is None:
        return ""
    parts = (
        (count.http, "HTTP request", "HTTP requests"),
        (count.queries, "query", "queries"),
        (count.others, "other span", "other spans"),
        (count.facts, "fact of the call", "facts of the call"),
    )
    return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in parts if number)


def _span(span: InnerSpan, *, began: int, address: str, given: GivenTexts) -> InnerSpanView:
    events, place = [], len(span.facts) + 1  # places count as `InnerSpan.texts` has them
    for event in span.events:
        told = _facts(event.facts, place=place + 1, address=address, given=given)
        events.append(InnerEventView(event.name, (event.time_ns - began) / 1e6, told))
        place += 1 + len(event.facts)
    return InnerSpanView(
        span=span,
        kind=_KINDS.get(span.kind, "span"),
        after_ms=(span.started_ns - began) / 1e6,
        facts=_facts(span.facts, place=1, address=address, given=given),
        events=tuple(events),
    )


def _facts(facts: Mapping[str, JSON], *, place: int, address: str, given: GivenTexts) -> tuple[FactView, ...]:
    """Facts that fit on a line first, in their order, then the others; `place` is that of the first of them."""
    common = _common_prefix(key for key in facts if in_words(key) is None)
    found = [
        FactView(
            label=in_words(key) or key.removeprefix(common),
            key=key,
            value=value_view(key, value, address=f"{address}-{at}"),
            given=given.holds(value),
        )
        for at, (key, value) in enumerate(facts.items(), place)
    ]
    return tuple(sorted(found, key=lambda fact: not fact.short))


def _common_prefix(names: Iterable[str]) -> str:
    """What several names begin with, up to a point: `gateway.` of `gateway.route` and `gateway.region`."""
    split = [name.split(".")[:-1] for name in names]
    if len(split) < 2:
        return ""
    shared = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "".join(f"{part}." for part in shared)
