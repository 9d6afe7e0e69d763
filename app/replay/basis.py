"""Which earlier model step the context of a model step is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.message import Message
from app.domain.step import Run, Step, StepKind


class Match(StrEnum):
    """How the earlier model step was found; APPROXIMATE is said to the reader."""

    RESPONSE = "response id"
    PREFIX = "shared messages"
    MOST = "most messages"
    APPROXIMATE = "approximate"


@dataclass(frozen=True, slots=True)
class Basis:
    """The number of the earlier model step, and how it was found."""

    step: int
    match: Match


def bases(run: Run) -> dict[int, Basis]:
    """The basis of each model step that has one, by step number.

    In order of trust: the step whose response this one continues by id; the step of the same lane that shares
    the longest run of opening messages, the later of two; the last step of the same lane and model, which is surely
    the right one where most messages are that step's (a window that dropped the oldest), and else approximate.
    System messages do not count as shared: a changed prompt is a change of one conversation, not another one.
    """
    found: dict[int, Basis] = {}
    lanes: dict[str, _Lane] = {}
    responses: dict[str, int] = {}
    for step in run.steps:
        if step.kind is not StepKind.MODEL:
            continue
        lane = lanes.setdefault(step.lane, _Lane())
        basis = _basis(step, lane, responses, run.messages)
        if basis:
            found[step.number] = basis
        lane.remember(step, _conversation(step, run.messages))
        if step.response_id:
            responses[step.response_id] = step.number
    return found


def _basis(step: Step, lane: "_Lane", responses: Mapping[str, int], messages: Mapping[str, Message]) -> Basis | None:
    if (answered := responses.get(step.previous_response_id or "")) is not None:
        return Basis(answered, Match.RESPONSE)
    conversation = _conversation(step, messages)
    if (shared := lane.longest_shared(conversation)) is not None:
        return Basis(shared, Match.PREFIX)
    last = lane.by_model.get(step.model)
    if last is None:
        return None
    return Basis(last.step, Match.MOST if last.holds_most_of(conversation) else Match.APPROXIMATE)


def _conversation(step: Step, messages: Mapping[str, Message]) -> list[str]:
    hashes = step.context.messages if step.context else ()
    return [item for item in hashes if messages[item].role != "system"]


@dataclass(slots=True)
class _Node:
    """A place in the tree of conversations, and the last step that passed through it."""

    step: int = 0
    next: dict[str, "_Node"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Last:
    """The last step of a model, and what it was given."""

    step: int
    conversation: Sequence[str]

    def holds_most_of(self, conversation: Sequence[str]) -> bool:
        here = set(self.conversation)
        return 2 * sum(item in here for item in conversation) > len(conversation)


@dataclass(slots=True)
class _Lane:
    root: _Node = field(default_factory=_Node)
    by_model: dict[str | None, _Last] = field(default_factory=dict)

    def remember(self, step: Step, conversation: Sequence[str]) -> None:
        node = self.root
        for item in conversation:
            node = node.next.setdefault(item, _Node())
            node.step = step.number
        self.by_model[step.model] = _Last(step.number, conversation)

    def longest_shared(self, conversation: Sequence[str]) -> int | None:
        node, depth = self.root, 0
        while depth < len(conversation) and conversation[depth] in node.next:
            node, depth = node.next[conversation[depth]], depth + 1
        return node.step if depth else None
