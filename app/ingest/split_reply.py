"""Put one reply together again that was recorded as several messages, and take it out of what the model was given."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.message import Message, Reasoning, Text


def whole_replies(messages: Iterable[Message]) -> tuple[Message, ...]:
    """The messages, where calls that follow the assistant's words or calls belong to the same reply.

    OpenAI's Responses API makes an item of each text, thought and call, and instrumentations disagree on
    whether an item is a message; together, a reply and its echo in the next request are equal again.
    """
    found: list[Message] = []
    for message in messages:
        if found and _continues(found[-1], message):
            found[-1] = replace(found[-1], parts=found[-1].parts + message.parts, cut=message.cut)
        else:
            found.append(message)
    return tuple(found)


def without_reply(given: tuple[Message, ...], said: tuple[Message, ...]) -> tuple[Message, ...]:
    """What a model was given, where a library that builds one list of a conversation put the reply at its end."""
    if given and said and given[-1].role == "assistant" and given[-1].parts == said[-1].parts:
        return given[: -len(said)] if given[-len(said) :] == said else given[:-1]
    return given


def _continues(before: Message, message: Message) -> bool:
    """A second text is a second message; so is what another agent said."""
    if before.role != "assistant" or message.role != "assistant" or before.name != message.name:
        return False
    if not before.parts or not message.parts:
        return False
    only_thought = all(isinstance(part, Reasoning) for part in before.parts)
    return only_thought or not any(isinstance(part, Text | Reasoning) for part in message.parts)
