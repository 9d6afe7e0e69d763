"""A tick of the scrubber as markup: whatever a trace says stays text."""

from app.domain.header import StepHeader
from app.domain.span import Status
from app.domain.step import StepKind
from app.pages.replay.list import Bracket, ListRow, RowMark
from app.pages.replay.scrubber import Tick
from app.pages.replay.tick_marks import tick_marks


def tick(*, gist="Order 4711", failed=False, current=False, marks=(), href="/runs/r/steps/7"):
    header = StepHeader(
        number=7,
        label="7",
        kind=StepKind.TOOL,
        name="get_order",
        agent=None,
        lane="main",
        depth=0,
        turn=None,
        parallel_group=None,
        status=Status.OK,
        failed=failed,
        started_ns=0,
        ended_ns=1,
        gist=gist,
    )
    row = ListRow(
        header=header, href=href, current=current, opened=False, bracket=Bracket.NONE, lane=0, marks=tuple(marks)
    )
    return Tick(row=row, left=10.5, width=0.833, top=22.0, height=62.0, figures="1.2 s")


def test_a_tick_is_a_link_with_its_place_and_its_words():
    assert tick_marks([tick(current=True)], neutral=False) == (
        '<a class="tick kind kind--tool" href="/runs/r/steps/7" data-step="7" data-middle="10.916"'
        ' data-said="Step 7: tool get_order Order 4711" data-figures="1.2 s" tabindex="-1" aria-current="step">'
        '<rect x="10.5%" y="22.0%" width="0.833%" height="62.0%"/></a>'
    )


def test_what_a_trace_or_an_address_says_ends_no_attribute():
    marked = tick_marks([tick(gist='"><script>alert(1)</script>\x1b', href='/x?find="onload=')], neutral=False)
    assert "<script" not in marked
    assert "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;[U+001B]" in marked
    assert 'href="/x?find=&#34;onload="' in marked


def test_an_error_has_its_colour_only_where_it_is_told_as_one():
    assert "tick--error" in tick_marks([tick(failed=True)], neutral=False)
    assert "tick--error" not in tick_marks([tick(failed=True)], neutral=True)


def test_what_was_put_on_a_step_is_on_its_tick():
    assert "tick--pin" in tick_marks([tick(marks=[RowMark("pin", "evidence")])], neutral=False)
