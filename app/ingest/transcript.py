"""Take a conversation that was joined to one text apart: each turn on a line that begins with who speaks."""

import re

from app.domain.message import Message, Text
from app.ingest.roles import role_of

_SPEAKER = re.compile(r"^(system|developer|user|human|assistant|ai|tool|function): ", re.MULTILINE | re.IGNORECASE)


def transcript(text: str) -> tuple[Message, ...]:
    """The messages of a text that begins with a speaker, as OpenLIT joins them; none of any other text."""
    turns = list(_SPEAKER.finditer(text))
    if not turns or turns[0].start() != 0:
        return ()
    ends = [turn.start() for turn in turns[1:]] + [len(text)]
    return tuple(
        Message(role_of(turn[1], default="user"), (Text(text[turn.end() : end].rstrip("\n")),))
        for turn, end in zip(turns, ends, strict=True)
    )
