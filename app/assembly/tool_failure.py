"""Tell from what a tool gave back whether it failed, where its span does not say so."""

from collections.abc import Mapping, Sequence

from app.assembly.draft import Draft
from app.assembly.error_sentence import said_in
from app.assembly.failure_words import tells_failure
from app.assembly.printed_answer import printed_answer
from app.assembly.result_object import error_of
from app.domain.json import JSON, text_of
from app.domain.message import ToolResult
from app.domain.span import Status
from app.domain.step import StepKind

_LOOKS_UP = (StepKind.RETRIEVAL, StepKind.MEMORY)  # their texts are documents; only an object tells of the call


def judge_tools(drafts: Sequence[Draft]) -> None:
    """A tool, or a look-up, whose result is an error has failed, whatever its span says."""
    for draft in drafts:
        if draft.kind is StepKind.TOOL or (draft.kind in _LOOKS_UP and isinstance(draft.output, Mapping)):
            wrong = error_in(draft.output, vouched=_vouched(draft), tool=draft.name)
            if wrong is not None:
                draft.failed, draft.error = True, wrong if draft.says_little else draft.error
            elif draft.failed and draft.says_little and isinstance(draft.output, str):
                draft.error = draft.output or draft.error


def error_told(result: ToolResult, *, tool: str, step: Draft | None = None) -> str | None:
    """The error that a model was told in place of a tool's result, of a step if it has one."""
    wrong = error_in(result.result, vouched=step is not None and _vouched(step), tool=tool)
    return wrong or (said_in(result.result) or text_of(result.result) if result.is_error else None)


def _vouched(draft: Draft) -> bool:
    """Whether a span says in so many words that the call went well."""
    return bool(draft.spans) and draft.spans[0].status is Status.OK


def error_in(result: JSON, *, vouched: bool = False, tool: str = "") -> str | None:
    """The error that a result tells of its own call; None where it tells of none, or of something else that failed.

    `vouched` is a call whose span says that it went well: then a failed status beside other things is theirs, as is
    that of a job, or of what a `tool` looked up by an id.
    """
    if isinstance(result, str):
        printed = printed_answer(result)
        if printed is not None:
            return printed.text if printed.is_error or tells_failure(printed.text) else None
        return result.strip() if tells_failure(result) else None
    if not isinstance(result, Mapping):
        return error_in(_text_in(result)) if isinstance(result, list) else None
    inner = _wrapped(result)
    wrong = error_in(inner, vouched=vouched, tool=tool) if inner is not None else None
    return wrong or error_of(result, vouched=vouched, tool=tool)


def _wrapped(result: Mapping[str, JSON]) -> JSON:
    """What stands under the one key that a protocol puts around every result."""
    return next((inner for key, inner in result.items() if key in _WRAPPERS), None) if len(result) == 1 else None


_WRAPPERS = ("result", "output", "content", "text", "response", "return_value", "value")


def _text_in(items: Sequence[JSON]) -> JSON:
    """The first text of a list of blocks of text, as providers and MCP write it."""
    blocks = all(isinstance(item, Mapping) and "text" in item and set(item) <= _BLOCK for item in items)
    return items[0]["text"] if items and blocks and isinstance(items[0], Mapping) else None


_BLOCK = {"type", "text", "annotations", "meta", "_meta", "cache_control"}
