"""AutoGen's runtime: spans named after what it does with a message, which carry the agents' own spans."""

import re

from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_text

_NAME = re.compile(r"^autogen (?P<verb>create|publish|process|send|ack|intercept)\b *(?P<what>[^(]*)")
_UUID = re.compile(r"[._/]?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")


def read(span: Span) -> SpanReading:
    """Processing a message holds the agent's work; moving messages about is detail of it."""
    found = _NAME.match(span.name)
    if found is None:
        return SpanReading(dialect="autogen")
    role = Role.CONTAINER if found["verb"] == "process" else Role.DETAIL
    what = _UUID.sub("", found["what"]).strip(" ._/")
    return SpanReading(
        dialect="autogen",
        role=role,
        name=f"{found['verb']} {what}".strip(),
        agent=as_text(span.attributes.get("gen_ai.agent.name")),
    )


DIALECT = Dialect("autogen", read, also=lambda span: span.name.startswith("autogen "))
