"""Fold tries of one request into one step."""

from collections.abc import Sequence

from app.assembly.draft import Draft
from app.domain.json import canonical
from app.domain.message import message_json
from app.domain.step import StepKind

_RETRIED = (StepKind.MODEL, StepKind.TOOL, StepKind.RETRIEVAL, StepKind.EMBEDDING, StepKind.RERANK)


def fold_retries(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, where a failed one and the same request right after it became one step with attempts."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _retries(kept[-1], draft):
            kept[-1] = _folded(kept[-1], draft)
        else:
            kept.append(draft)
    return kept


def _retries(first: Draft, second: Draft) -> bool:
    if not first.failed or first.kind is not second.kind or first.kind not in _RETRIED or first.rebuilt:
        return False
    if second.started_ns < first.ended_ns or first.lane != second.lane or second.rebuilt:
        return False
    if first.node.parent is not second.node.parent:
        return False
    return _same_request(first, second)


def _same_request(first: Draft, second: Draft) -> bool:
    if first.kind is StepKind.MODEL:
        one, two = first.reading, second.reading
        if (one.request_model or "") != (two.request_model or ""):
            return False
        return [message_json(m) for m in one.input_messages] == [message_json(m) for m in two.input_messages]
    if first.name != second.name or len({first.call_id, second.call_id} - {None}) > 1:
        return False
    if first.kind is StepKind.TOOL and (first.asked_by is None or second.asked_by not in (None, first.asked_by)):
        return False  # nobody says that it was one request: an agent may ask twice, and decide to
    return first.input is not None and canonical(first.input) == canonical(second.input)


def _folded(first: Draft, second: Draft) -> Draft:
    """The last try stands for the step; all tries, itself among them, are its attempts."""
    tries = [*(first.attempts or [first]), *(second.attempts or [second])]
    second.attempts = tries
    second.asked_by = second.asked_by or first.asked_by
    return second


def began(draft: Draft) -> int:
    """When the first try began."""
    return min(one.started_ns for one in (draft, *draft.attempts)) if draft.attempts else draft.started_ns


def spans_of(draft: Draft) -> tuple[str, ...]:
    """The ids of all spans of all tries, each once, in the order in which they were found."""
    tries = (*draft.attempts, draft) if draft.attempts else (draft,)
    return tuple(dict.fromkeys([span.span_id for one in tries for span in one.spans]))
