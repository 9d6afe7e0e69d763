"""A compaction for the page: what left, what stands in its place, and which facts are nowhere any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.pages.replay.message import ChangedView, MessageView, changed_view, message_views
from app.pages.value.seen import SeenTexts
from app.reading.window import StepView
from app.replay.compaction import Compaction
from app.replay.delta import Delta
from app.replay.facts import FactKind
from app.replay.lost_facts import LostFact, LostFacts, lost_facts

SHOWN_FACTS = 24  # of one kind; the rest unfolds
OPEN_MESSAGES = 2  # of those that stand in the place of others
_PLURALS = {
    FactKind.RULE: "rules",
    FactKind.QUOTE: "quotations",
    FactKind.NAME: "names",
    FactKind.IDENTIFIER: "ids",
    FactKind.DATE: "dates",
    FactKind.NUMBER: "numbers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Lost facts of one kind; `more` are those that unfold."""

    kind: FactKind
    title: str
    facts: tuple[LostFact, ...]
    more: tuple[LostFact, ...]

    @property
    def count(self) -> int:
        return len(self.facts) + len(self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactionView:
    """`basis` is the step whose context the gone messages were in; `partial` tells that the recording lost some.

    `lost` is None where the recording cannot tell what the context still says, or the page draws no conclusions.
    """

    sentence: str
    gone: tuple[MessageView, ...]
    became: tuple[MessageView, ...]
    shortened: tuple[ChangedView, ...]
    basis: int
    partial: bool
    tokens: tuple[int, int] | None
    lost: LostFacts | None
    groups: tuple[FactGroup, ...]

    @property
    def facts(self) -> int:
        return sum(group.count for group in self.groups)


def compaction_view(delta: Delta, view: StepView, *, steps: str, seen: SeenTexts) -> CompactionView | None:
    """None where nothing left the context and nothing shrank in it."""
    found = delta.compaction
    if found is None or delta.basis is None:
        return None
    lost = None if delta.partial or not view.window.aids else _lost(found, view)
    return CompactionView(
        sentence=_sentence(found, partial=delta.partial),
        gone=message_views(found.gone, address=f"{steps}/{delta.basis.step}/content/message", open_first=0),
        became=message_views(
            found.became, address=f"{steps}/{delta.step}/content/message", open_first=OPEN_MESSAGES, seen=seen
        ),
        shortened=tuple(map(changed_view, found.shortened)),
        basis=delta.basis.step,
        partial=delta.partial,
        tokens=_tokens(view),
        lost=lost,
        groups=_groups(lost) if lost else (),
    )


def _lost(found: Compaction, view: StepView) -> LostFacts:
    context = view.step.context
    assert context is not None, "only a model step's context is compacted"
    messages, tools = view.messages(context.messages), view.tools(context.tools)
    return lost_facts(
        found.removed, (messages[item] for item in context.messages), (tools[item] for item in context.tools)
    )


def _tokens(view: StepView) -> tuple[int, int] | None:
    before = view.before.usage.input_tokens if view.before else None
    after = view.step.usage.input_tokens
    return None if before is None or after is None else (before, after)


def _sentence(of: Compaction, *, partial: bool) -> str:
    parts = [_gone(of, partial=partial)] if of.gone else []
    if of.shortened:
        before, after = of.shortened_sizes
        verb = "was shortened" if len(of.shortened) == 1 else "were shortened"
        parts.append(f"{_messages(len(of.shortened))} {verb}, from {before:,} to {after:,} characters")
    return "; ".join(parts) + "."


def _gone(of: Compaction, *, partial: bool) -> str:
    oldest = "the oldest " if of.oldest else ""
    went = f"{oldest}{_messages(len(of.gone))} ({of.gone_size:,} characters)"
    went = went[:1].upper() + went[1:]
    if partial:
        return f"{went} of the earlier call {'is' if len(of.gone) == 1 else 'are'} not in the recording of this one"
    if not of.became:
        return f"{went} left, and nothing stands in {'its' if len(of.gone) == 1 else 'their'} place"
    stands = f"{_messages(len(of.became))} ({of.became_size:,} characters)"
    if of.derived:
        return f"{went} became {stands}"
    return f"{went} left; {stands} of other content stand{'s' if len(of.became) == 1 else ''} there now"


def _messages(count: int) -> str:
    return f"{count:,} message{'' if count == 1 else 's'}"


def _groups(lost: LostFacts) -> tuple[FactGroup, ...]:
    return tuple(_group(kind, facts) for kind, facts in lost.facts.items())


def _group(kind: FactKind, facts: Sequence[LostFact]) -> FactGroup:
    title = kind.value if len(facts) == 1 else _PLURALS[kind]
    return FactGroup(kind=kind, title=title, facts=tuple(facts[:SHOWN_FACTS]), more=tuple(facts[SHOWN_FACTS:]))
