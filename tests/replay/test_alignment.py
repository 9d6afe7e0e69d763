from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from runs_at_hand import ANSWER, ASK, CALL, FOUND, SYSTEM, lookup, model, run, step, tool

from app.domain.message import Message, Text, ToolCall, ToolResult
from app.domain.step import StepKind
from app.replay.alignment import AlignmentRow, RowRelation, align

OTHER = Message("assistant", (Text("Order 4711 is on its way."),))


def numbered(steps):
    return tuple(replace(item, number=index) for index, item in enumerate(steps, 1))


STEPS = st.lists(
    st.builds(
        lambda name, value, agent: tool(1, name, input={"id": value}, agent=agent),
        st.sampled_from(["search", "refund", "notify"]),
        st.integers(1, 2),
        st.sampled_from(["desk", None]),
    ),
    max_size=20,
).map(numbered)


@given(STEPS)
def test_a_run_aligned_with_itself_matches_throughout(steps):
    alignment = align(run(*steps), run(*steps))
    assert alignment.rows == tuple(AlignmentRow(item.number, item.number) for item in steps)
    assert alignment.first_divergence is None


@given(STEPS, st.data())
def test_removing_steps_gives_exactly_as_many_gaps(steps, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))
    fewer = numbered([item for item, keep in zip(steps, kept, strict=True) if keep])
    alignment = align(run(*steps), run(*fewer))
    assert [row.relation for row in alignment.rows].count(RowRelation.ONLY_LEFT) == kept.count(False)
    assert RowRelation.ONLY_RIGHT not in {row.relation for row in alignment.rows}


@given(STEPS, STEPS)
def test_the_runs_may_change_sides(left, right):
    one, other = align(run(*left), run(*right)), align(run(*right), run(*left))
    turned = {(row.right, row.left, row.differs) for row in other.rows}
    assert {(row.left, row.right, row.differs) for row in one.rows} == turned
    assert len(one.rows) == len(other.rows)


@given(STEPS, st.data())
def test_what_was_not_removed_still_matches(steps, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))
    fewer = numbered([item for item, keep in zip(steps, kept, strict=True) if keep])
    relations = [row.relation for row in align(run(*steps), run(*fewer)).rows]
    assert relations.count(RowRelation.MATCHED) == len(fewer)


@given(STEPS, STEPS)
def test_every_step_of_both_runs_stands_in_exactly_one_row(left, right):
    rows = align(run(*left), run(*right)).rows
    assert [row.left for row in rows if row.left] == [item.number for item in left]
    assert [row.right for row in rows if row.right] == [item.number for item in right]


def test_the_first_divergence_is_the_first_pair_whose_content_differs():
    broken = lookup()
    found = replace(broken.steps[1], output=[{"id": 4711}])
    healthy = replace(broken, steps=(broken.steps[0], found, broken.steps[2]))
    alignment = align(broken, healthy)
    assert alignment.first_divergence == 1
    assert alignment.rows[1] == AlignmentRow(2, 2, ("result",))
    assert [row.relation for row in alignment.rows] == [RowRelation.MATCHED, RowRelation.CHANGED, RowRelation.MATCHED]


def test_the_first_divergence_may_be_a_gap():
    longer = lookup()
    shorter = run(longer.steps[0], model(2, [SYSTEM, ASK, CALL, FOUND], [ANSWER]))
    alignment = align(longer, shorter)
    assert alignment.rows == (AlignmentRow(1, 1), AlignmentRow(2, None), AlignmentRow(3, 2))
    assert alignment.first_divergence == 1


def test_a_call_that_lost_an_argument_still_stands_beside_its_pair():
    with_limit = run(tool(1, input={"id": 1}), tool(2, "refund", input={"id": 1, "currency": "EUR"}))
    without = run(tool(1, input={"id": 1}), tool(2, "refund", input={"id": 1}))
    assert align(with_limit, without).rows[1] == AlignmentRow(2, 2, ("arguments",))


def test_steps_of_other_kinds_tools_or_lanes_do_not_correspond():
    left = run(step(1, StepKind.RETRIEVAL, "search"))
    right = run(step(1, StepKind.TOOL, "search"))
    assert align(left, right).rows == (AlignmentRow(1, None), AlignmentRow(None, 1))
    assert [row.relation for row in align(left, right).rows] == [RowRelation.ONLY_LEFT, RowRelation.ONLY_RIGHT]
    assert align(run(tool(1, agent="desk")), run(tool(1, agent="lead"))).rows == (
        AlignmentRow(1, None),
        AlignmentRow(None, 1),
    )


def test_a_model_that_decided_otherwise_is_a_changed_pair():
    left = run(model(1, [ASK], [ANSWER]))
    right = run(model(1, [ASK], [OTHER]), messages=(ASK, OTHER))
    assert align(left, right).rows == (AlignmentRow(1, 1, ("decision",)),)


def test_arguments_correspond_by_keys_at_any_depth():
    left = run(tool(1, input={"filter": [{"city": "Kiel"}], "tags": []}), tool(2, input={"filter": [{"zip": 1}]}))
    right = run(tool(1, input={"filter": [{"city": "Bonn"}], "tags": []}))
    assert align(left, right).rows == (AlignmentRow(1, 1, ("arguments",)), AlignmentRow(2, None))


def test_ids_that_are_drawn_anew_for_every_run_make_no_difference():
    def ids(letter):
        call = Message("assistant", (ToolCall("search_orders", {"id": 4711}, f"{letter}1"),))
        found = Message("tool", (ToolResult([], f"{letter}1", "search_orders"),))
        steps = (
            model(1, [ASK], [call], response_id=f"resp-{letter}", started_ns=ord(letter)),
            tool(2, input={"id": 4711}, output=[], call_id=f"{letter}1"),
            model(3, [ASK, call, found], [ANSWER]),
        )
        return run(*steps, messages=(ASK, call, found, ANSWER))

    alignment = align(ids("a"), ids("b"))
    assert alignment.rows == (AlignmentRow(1, 1), AlignmentRow(2, 2), AlignmentRow(3, 3))


def test_a_call_with_other_arguments_is_another_decision():
    other = Message("assistant", (ToolCall("search_orders", {"id": 4712}, "c1"),))
    left, right = run(model(1, [ASK], [CALL])), run(model(1, [ASK], [other]), messages=(ASK, other))
    assert align(left, right).rows == (AlignmentRow(1, 1, ("decision",)),)
