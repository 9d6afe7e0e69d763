"""Read the words and raw bodies of requests and replies that agents at a command line log, whole or cut off."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import Message, Text
from app.ingest.cut_json import begun_json
from app.ingest.lenient import json_value, lenient_value
from app.ingest.messages import messages_of
from app.ingest.request import requested

_HIDDEN = ("", "<REDACTED>", "[REDACTED]", "[redacted]")


def request_in(logged: JSON) -> JSON:
    """The request as an object or a list; as far as it goes where it was cut off."""
    found = begun_json(logged) or json_value(logged) if isinstance(logged, str) else logged
    return found if isinstance(found, Mapping | list) else None


def is_cut(logged: JSON) -> bool:
    return isinstance(logged, str) and begun_json(logged) is not None


def asked_in(request: JSON) -> tuple[Message, ...]:
    """The messages that say something: of one that was cut at its beginning nothing is left."""
    return tuple(message for message in requested(request) if message.parts)


def said_in_log(logged: JSON) -> tuple[Message, ...]:
    """The reply, from its words or its raw body; nothing where it was kept out of the recording."""
    hidden = logged is None or logged in _HIDDEN
    return () if hidden else messages_of(lenient_value(logged), role="assistant")


def words(role: str, text: JSON) -> tuple[Message, ...]:
    """A message, unless the words were kept out of the recording."""
    return (Message(role, (Text(text),)),) if isinstance(text, str) and text not in _HIDDEN else ()
