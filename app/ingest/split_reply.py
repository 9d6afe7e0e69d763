"""Put one reply together again that was recorded as several messages, and take it out of what the model was given."""

from dataclasses import replace
from itertools import pairwise

from app.domain.message import Message, Reasoning, Text


def whole_replies(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The messages, where calls that follow the assistant's words or calls belong to the same reply.

    OpenAI's Responses API makes an item of each text, thought and call, and instrumentations disagree on
    whether an item is a message; together, a reply and its echo in the next request are equal again.
    """
    if not any(one.role == other.role == "assistant" for one, other in pairwise(messages)):
        return messages
    found: list[list[Message]] = []
    thought = False  # whether the last reply is nothing but thoughts so far
    for message in messages:
        if found and _continues(found[-1][0], message, thought=thought):
            found[-1].append(message)
            thought = thought and _is_thought(message)
        else:
            found.append([message])
            thought = _is_thought(message)
    return tuple([items[0] if len(items) == 1 else _whole(items) for items in found])


def without_reply(given: tuple[Message, ...], said: tuple[Message, ...]) -> tuple[Message, ...]:
    """What a model was given, where a library that builds one list of a conversation put the reply at its end."""
    if given and said and given[-1].role == "assistant" and given[-1].parts == said[-1].parts:
        return given[: -len(said)] if given[-len(said) :] == said else given[:-1]
    return given


def _continues(first: Message, message: Message, *, thought: bool) -> bool:
    """A second text is a second message; so is what another agent said."""
    if first.role != "assistant" or message.role != "assistant" or first.name != message.name:
        return False
    if not first.parts or not message.parts:
        return False
    return thought or not any(isinstance(part, Text | Reasoning) for part in message.parts)


def _is_thought(message: Message) -> bool:
    return message.role == "assistant" and all(isinstance(part, Reasoning) for part in message.parts)


def _whole(items: list[Message]) -> Message:
    return replace(items[0], parts=tuple([part for item in items for part in item.parts]), cut=items[-1].cut)
