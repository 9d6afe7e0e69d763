"""Why a model stopped, in plain words, from the reason that the provider gave."""

_WORDS = {
    "stop": "it had finished",
    "end_turn": "it had finished",
    "completed": "it had finished",
    "complete": "it had finished",
    "eos": "it had finished",
    "tool_calls": "to call tools",
    "tool_call": "to call tools",
    "tool_use": "to call tools",
    "function_call": "to call a tool",
    "length": "at its token limit, the answer is cut off",
    "max_tokens": "at its token limit, the answer is cut off",
    "max_output_tokens": "at its token limit, the answer is cut off",
    "model_context_window_exceeded": "at the end of its context window, the answer is cut off",
    "content_filter": "by a content filter, the answer is cut off",
    "safety": "by a content filter, the answer is cut off",
    "recitation": "by a filter against recitation, the answer is cut off",
    "refusal": "it refused",
    "stop_sequence": "at a stop sequence",
    "pause_turn": "to go on in another call",
    "cancelled": "it was cancelled",
    "incomplete": "before it had finished",
    "malformed_function_call": "its tool call could not be read",
    "error": "with an error",
}
_CUT = frozenset(
    {
        "length",
        "max_tokens",
        "max_output_tokens",
        "model_context_window_exceeded",
        "content_filter",
        "safety",
        "recitation",
        "incomplete",
    }
)


def stopped(reason: str, *, called: bool = False) -> str | None:
    """Like `to call tools`; None for a reason that is not known, which is then shown as it is.

    Some providers have one reason for both ends, Gemini's `STOP` among them: a model that `called` had not finished.
    """
    words = _WORDS.get(_plain(reason))
    return _WORDS["tool_calls"] if called and words == _WORDS["stop"] else words


def cut_off(reason: str | None) -> bool:
    """Whether the model was stopped before it had finished."""
    return reason is not None and _plain(reason) in _CUT


def calls_tools(reason: str | None) -> bool:
    """Whether the model was stopped so that the tools that it asked for could be called."""
    return reason is not None and _WORDS.get(_plain(reason), "").startswith("to call")


def _plain(reason: str) -> str:
    """`FinishReason.MAX_TOKENS`, `max-tokens`, `maxTokens` and `max_tokens` are one."""
    if reason in _WORDS:
        return reason
    last = reason.rpartition(".")[2].replace("-", "_").replace(" ", "_")
    if not last.isupper():
        last = "".join(f"_{letter}" if letter.isupper() else letter for letter in last).strip("_")
    return last.lower()
