"""What of a conversation goes into the window: cut, truncated or summarised, never a call without its result."""

from collections.abc import Callable, Sequence

from app.domain.message import Message, Text
from app.recorder.configuration import ContextOptions
from app.recorder.tokens import message_tokens

SUMMARY_HEAD = "Summary of the conversation so far:"
WORTH_IT = 2  # messages; a summary of one, which may be the summary before, makes nothing shorter


def compacted(
    messages: Sequence[Message], options: ContextOptions, *, summarise: Callable[[Sequence[Message]], str]
) -> list[Message]:
    """The messages with the older ones replaced by their summary, once they are over `compact_over` tokens."""
    if options.compact_over is None or sum(map(message_tokens, messages)) <= options.compact_over:
        return list(messages)
    cut = _turn_at(messages, len(messages) - options.keep_last)
    if cut - options.pin < WORTH_IT:
        return list(messages)
    kept = [message for message in messages[options.pin : cut] if options.keep_users and _said_by_user(message)]
    summary = summarise(messages[options.pin : cut])
    said = Message("user", (Text(f"{SUMMARY_HEAD}\n\n{summary}"),))
    return [*messages[: options.pin], *kept, said, *messages[cut:]]


def windowed(messages: Sequence[Message], options: ContextOptions) -> list[Message]:
    """The latest messages that fit into the window."""
    kept = list(messages)
    while options.window is not None and len(kept) > 1 and sum(map(message_tokens, kept)) > options.window:
        kept = kept[_whole_from(kept, 1) or len(kept) :]
    return kept


def _said_by_user(message: Message) -> bool:
    return message.role == "user" and not message.text.startswith(SUMMARY_HEAD)


def _turn_at(messages: Sequence[Message], cut: int) -> int:
    """The last place up to `cut` where a turn begins: results that the model has not read yet stay as they are."""
    while 0 < cut < len(messages) and messages[cut].role == "tool":
        cut -= 1
    return max(cut, 0)


def _whole_from(messages: Sequence[Message], cut: int) -> int:
    """The first place from `cut` on where no call is parted from its result; the end where there is none."""
    while 0 < cut < len(messages) and messages[cut].role == "tool":
        cut += 1
    return max(cut, 0)
