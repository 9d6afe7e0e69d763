"""What was wrong with a trace is told of the run that holds it, and of no other."""

import late_parcel
from parcel_parts import NINE, TRACE, part, repairs_of, words

from app.store.deliveries import arrival


def test_a_run_tells_nothing_of_what_traces_beside_it_lack(store, deliver, assembled):
    """Two traces that are assembled together; log records of the other, one before any of its spans."""
    deliver(part(*range(10)))
    deliver(late_parcel.otlp("retry"))
    deliver(words(late_parcel.trace_id("retry")))
    deliver(words("e" * 32))
    assembled()
    assert repairs_of(store) == {
        TRACE: (),
        late_parcel.trace_id("retry"): ("1 log record belongs to a span that was not recorded, and is not shown.",),
    }


def test_what_is_noted_on_a_delivery_is_noted_on_its_trace_alone(store, deliver, assembled):
    """The receiver counts a line that is cut off; the versions before kept it with the rest."""

    def kept(body):
        with store.writing() as work:
            came = arrival(TRACE, body, media_type="application/json", spans=1)
            work.inbox.receive("local", [came], at=NINE)

    kept(part(*range(8)) + b"\n" + words() + b'\n{"resourceSpans": [{')
    deliver(late_parcel.otlp("retry"))
    assembled()
    kept(part(8) + b"\n" + part(9) + b'\n{"resourceSpans": [')
    assembled()
    assert repairs_of(store) == {
        TRACE: (
            "The last line of delivery 1 (line 3) is cut off and was left out.",
            "The last line of delivery 3 (line 3) is cut off and was left out.",
        ),
        late_parcel.trace_id("retry"): (),
    }
