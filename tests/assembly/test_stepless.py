"""A run without steps says how many spans were read, and of what."""

from spans_by_hand import TRACE, box, detail, span

from app.assembly.stepless import why_no_step
from app.domain.trace import Trace


def why(*rows):
    spans = tuple(one for one, _ in rows)
    return why_no_step(Trace(trace_id=TRACE, spans=spans, readings={one.span_id: read for one, read in rows}))


def test_the_spans_are_counted_by_what_they_are_of():
    assert why(
        (span("page", 0, 9, attributes={"http.request.method": "GET", "db.system": "postgresql"}), detail()),
        (span("fetch", 1, 2, attributes={"url.full": "https://example.org"}), detail()),
        (span("select", 2, 3, attributes={"db.system": "postgresql"}), detail()),
        (span("publish", 3, 4, attributes={"messaging.system": "kafka"}), detail()),
        (span("ask", 4, 5, attributes={"rpc.system": "grpc"}), detail()),
        (span("desk", 5, 6, attributes={"gen_ai.agent.name": "desk", "http.route": "/"}), box("desk")),
        (span("tick", 6, 7), detail()),
    ) == (
        "7 spans (2 of HTTP, 1 of databases, 1 of messaging, 1 of remote procedure calls, "
        "1 of agents, chains or workflows, 1 of other work); none is a call of a model or tool that Misstep reads"
    )


def test_one_span_is_one_span():
    assert why((span("tick", 0, 1), detail())) == (
        "1 span (1 of other work); none is a call of a model or tool that Misstep reads"
    )
