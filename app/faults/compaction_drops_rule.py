"""A summary of the conversation leaves out a rule that later steps have to keep."""

import re
from collections.abc import Sequence

from app.domain.message import Part, Text
from app.faults.operator import Boundary, Operator

_MARK = re.compile(r"\s*(?:[-*•]|\d+[.)])\s+")  # what a list entry begins with
_BETWEEN = re.compile(r"(?<=[.!?])\s+")


def compaction_drops_rule(value: Sequence[Part], *, about: str) -> tuple[Part, ...]:
    """What the summarising model said without the sentences, and without the list entries, that match `about`."""
    return tuple(Text(_without(part.text, about)) if isinstance(part, Text) else part for part in value)


def _without(text: str, about: str) -> str:
    lines = (_line(line, about) for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _line(line: str, about: str) -> str | None:
    """The line without its matching sentences; None where no sentence is left."""
    mark = _MARK.match(line)
    head = mark[0] if mark else ""
    sentences = _BETWEEN.split(line[len(head) :])
    kept = [sentence for sentence in sentences if not re.search(about, sentence)]
    return head + " ".join(kept) if kept else None


OPERATOR = Operator("compaction_drops_rule", Boundary.MODEL_RESPONSE, compaction_drops_rule)
