"""Aligned runs call by call: a tool and the access that it consists of are one row."""

from dataclasses import replace

from runs_at_hand import run, step, tool

from app.domain.step import StepKind
from app.replay.aligned_calls import AlignedCall, aligned_calls
from app.replay.alignment import AlignmentRow, RowRelation, align


def access(number, **more):
    return step(number, StepKind.RETRIEVAL, "rules", same_call=number - 1, **more)


def search(number, **more):
    return tool(number, "search", same_call=number + 1, **more)


PLAIN = run(tool(1, "open"), search(2, output="a"), access(3, output=["a"]), tool(4, "close"))
OTHER = run(tool(1, "open"), search(2, output="b"), access(3, output=["b"]), tool(4, "close"))


def calls(left, right):
    return aligned_calls(align(left, right), left, right)


def test_a_tool_and_its_access_are_one_row_of_what_differs_in_either():
    found = calls(PLAIN, OTHER)
    assert [(call.left, call.right, call.relation.value) for call in found.rows] == [
        (1, 1, "matched"), (2, 2, "changed"), (4, 4, "matched"),
    ]  # fmt: skip
    assert (found.rows[1].lefts, found.rows[1].tells) == ((2, 3), ("result",))
    assert (found.first_divergence, found.first_act) == (1, 1)
    assert found.rows[1].acted_otherwise


def test_a_difference_of_the_access_alone_is_one_of_the_call():
    inner = run(*PLAIN.steps[:2], access(3, output=["b"]), PLAIN.steps[3])
    found = calls(PLAIN, inner)
    assert found.rows[1].row.relation is RowRelation.MATCHED
    assert (found.rows[1].relation, found.first_divergence) == (RowRelation.CHANGED, 1)


def test_a_call_that_one_run_has_alone_is_one_gap():
    without = run(tool(1, "open"), tool(2, "close"))
    found = calls(PLAIN, without)
    assert [call.relation.value for call in found.rows] == ["matched", "only left", "matched"]
    assert found.rows[1].lefts == (2, 3)
    turned = calls(without, PLAIN)
    assert [call.relation.value for call in turned.rows] == ["matched", "only right", "matched"]
    assert turned.rows[1].lefts == ()


def test_an_access_that_one_run_has_alone_makes_its_call_differ():
    bare = run(tool(1, "open"), tool(2, "search", output="a"), tool(3, "close"))
    (_, call, _) = calls(PLAIN, bare).rows
    assert (call.row, call.accesses) == (AlignmentRow(2, 2), (AlignmentRow(3, None),))
    assert call.relation is RowRelation.CHANGED


def test_an_access_beside_a_step_that_is_none_stands_alone():
    loose = run(tool(1, "open"), tool(2, "search"), replace(access(3), same_call=None), tool(4, "close"))
    rows = [call.rows for call in calls(PLAIN, loose).rows]
    assert [[(row.left, row.right) for row in each] for each in rows] == [[(1, 1)], [(2, 2)], [(3, 3)], [(4, 4)]]


def test_rows_that_only_repeat_are_no_difference():
    call = AlignedCall(AlignmentRow(2, 2), (AlignmentRow(3, 3, ("result",), ("result",)),))
    assert (call.relation, call.is_difference, call.acted_otherwise) == (RowRelation.REPEATED, False, False)


def test_rows_lead_to_their_calls_each_once():
    found = calls(PLAIN, OTHER)
    assert found.places_of(
        [AlignmentRow(2, 2, ("result",)), AlignmentRow(3, 3, ("result",)), AlignmentRow(4, 4)]
    ) == (1, 2)
