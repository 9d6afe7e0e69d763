"""Tell from what a model call answered whether it failed, where its span does not say so."""

from collections.abc import Mapping, Sequence

from app.assembly.draft import Draft
from app.assembly.error_sentence import said_in
from app.domain import exact_json
from app.domain.json import JSON
from app.domain.message import Text
from app.domain.step import StepKind

_LONGEST = 20_000  # characters of a provider's error; the replies of models may be longer
_CODES = ("code", "type", "status", "statusCode")


def judge_models(drafts: Sequence[Draft]) -> None:
    """A model call that ended in an error, or was answered by a provider's error in place of a reply, has failed."""
    for draft in drafts:
        if draft.kind is StepKind.MODEL and not draft.failed:
            wrong = _provider_error(draft) or _ended_in_error(draft)
            draft.failed, draft.error = wrong is not None, wrong


def _ended_in_error(draft: Draft) -> str | None:
    reason = draft.reading.finish_reason
    return f"finish reason: {reason}" if reason is not None and reason.lower() == "error" else None


def _provider_error(draft: Draft) -> str | None:
    """The sentence of `{"error": {"message", "code"}}`, told without a token; a model's own JSON has cost some."""
    if draft.reading.usage is not None and draft.reading.usage.output_tokens:
        return None
    body = _answer(draft)
    wrong = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(wrong, Mapping) or not any(wrong.get(key) for key in _CODES):
        return None
    return said_in(wrong)


def _answer(draft: Draft) -> JSON:
    """The object that came in place of a reply: as it stands, or as the only text of the only message."""
    if not draft.reading.output_messages:
        return draft.output
    parts = [part for message in draft.reading.output_messages for part in message.parts]
    only = parts[0] if len(parts) == 1 else None
    if not isinstance(only, Text) or len(only.text) > _LONGEST or not only.text.startswith("{"):
        return None
    try:
        return exact_json.loads(only.text)
    except (ValueError, RecursionError):
        return None
