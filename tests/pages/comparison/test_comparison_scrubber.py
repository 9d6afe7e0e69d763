"""The timeline of two aligned runs: columns, arcs of the chain, signs, and their text."""

from app.pages.comparison.scrubber import MOST_COLUMNS, scrubber
from app.pages.replay.list import RowMark
from app.pages.reveal.reading_overlay import ReaderAction, StepOverlay
from app.replay.aligned_calls import AlignedCall
from app.replay.alignment import AlignmentRow

ROWS = (
    AlignmentRow(1, 1),
    AlignmentRow(2, 2, ("result",)),
    AlignmentRow(3, None),
    AlignmentRow(4, 3),
    AlignmentRow(None, 4),
)
ROOT, SYMPTOM = RowMark("root", "root cause"), RowMark("symptom", "symptom")


def drawn(rows=ROWS, *, place=1, chain=(), parts=None, looks=None):
    return scrubber(
        [AlignedCall(row) for row in rows], place=place, chain=chain, parts=parts or {}, looks=looks or {}
    )


def test_a_short_comparison_has_a_column_a_row():
    columns = drawn(place=2).columns
    assert [(column.relation, column.left, column.right) for column in columns] == [
        ("matched", True, True), ("changed", True, True), ("only left", True, False),
        ("matched", True, True), ("only right", False, True),
    ]  # fmt: skip
    assert [column.current for column in columns] == [False, True, False, False, False]
    assert columns[2].rows == "Row 3"


def test_a_long_comparison_shares_columns_and_each_leads_to_its_first_difference():
    rows = [AlignmentRow(number, number, ("result",) if number == 1003 else ()) for number in range(1, 10_001)]
    found = drawn(rows, place=9999)
    assert len(found.columns) == MOST_COLUMNS
    (different,) = [column for column in found.columns if column.differing]
    assert (different.target, different.relation) == (1003, "changed")
    assert different.first <= 1003 <= different.last
    assert [column.current for column in found.columns].count(True) == 1
    assert found.columns[0].rows == "Rows 1 to 63"
    assert (found.columns[0].first, found.columns[-1].last) == (1, 10_000)


def test_an_arc_links_each_step_of_the_chain_with_the_next():
    found = drawn(chain=(1, 2, 4), parts={1: (ROOT,), 2: (RowMark("chain", "carried it on"),), 4: (SYMPTOM,)})
    assert found.arcs == ("M0.5 20C0.5 9 1.5 9 1.5 20", "M1.5 20C1.5 7 3.5 7 3.5 20")
    assert [(link.step, link.row, link.word) for link in found.chain] == [
        (1, 1, "root cause"), (2, 2, "carried it on"), (4, 4, "symptom"),
    ]  # fmt: skip


def test_no_arc_rises_out_of_its_box():
    rows = [AlignmentRow(number, number) for number in range(1, 121)]
    (arc,) = drawn(rows, chain=(1, 120)).arcs
    assert arc == "M0.5 20C0.5 1 119.5 1 119.5 20"


def test_signs_stand_over_the_middle_of_their_column():
    look = StepOverlay(step=4, done=ReaderAction.UNSEEN, part="evidence")
    found = drawn(parts={2: (ROOT, RowMark("claim", "you named it"))}, looks={4: look})
    assert [(sign.x, sign.row, sign.icon, sign.said) for sign in found.story] == [
        (30.0, 2, "root", "Step 2: root cause, you named it")
    ]
    assert [(sign.x, sign.row, sign.icon, sign.said) for sign in found.reading] == [
        (70.0, 4, "unanswered", "Step 4: never opened")
    ]


def test_a_control_has_no_chain():
    assert (drawn().arcs, drawn().chain) == ((), ())


def test_a_call_and_its_access_have_one_column_and_one_sign_of_each_kind():
    call = AlignedCall(AlignmentRow(2, 2), (AlignmentRow(3, 3, ("result",)),))
    found = scrubber(
        [AlignedCall(AlignmentRow(1, 1)), call, AlignedCall(AlignmentRow(4, 4))],
        place=2, chain=(2, 3, 4), parts={2: (ROOT,), 3: (ROOT,), 4: (SYMPTOM,)}, looks={},
    )  # fmt: skip
    assert [column.relation for column in found.columns] == ["matched", "changed", "matched"]
    assert [(sign.row, sign.icon) for sign in found.story] == [(2, "root"), (3, "symptom")]
    assert [(link.step, link.row) for link in found.chain] == [(2, 2), (4, 3)]
    assert len(found.arcs) == 1
