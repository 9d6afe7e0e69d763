"""Say of a run without steps what was read, and why none of it is a step."""

from collections import Counter

from app.domain.span import Span
from app.domain.span_reading import Role
from app.domain.trace import Trace

_KINDS = (
    ("HTTP", ("http.", "url.")),
    ("databases", ("db.",)),
    ("messaging", ("messaging.",)),
    ("remote procedure calls", ("rpc.",)),
)
_HOLDERS = "agents, chains or workflows"
_OTHERS = "other work"


def why_no_step(trace: Trace) -> str:
    """As in `12 spans (10 of HTTP, 2 of databases); none is a call of a model or tool that Misstep reads`."""
    kinds = Counter(_kind(span, trace) for span in trace.spans)
    told = [what for what, _ in _KINDS] + [_HOLDERS, _OTHERS]
    listed = ", ".join(f"{kinds[what]} of {what}" for what in told if kinds[what])
    count = "1 span" if len(trace.spans) == 1 else f"{len(trace.spans)} spans"
    return f"{count} ({listed}); none is a call of a model or tool that Misstep reads"


def _kind(span: Span, trace: Trace) -> str:
    reading = trace.readings.get(span.span_id)
    if reading is not None and reading.role is Role.CONTAINER:
        return _HOLDERS
    return next((what for what, begins in _KINDS if any(key.startswith(begins) for key in span.attributes)), _OTHERS)
