from hypothesis import given
from hypothesis import strategies as st
from runs_at_hand import step, tool

from app.domain.step import StateChange, StepKind
from app.replay.state import StateIndex, StateWrite, key_state, state_index


def wrote(number, **changes):
    """A tool step that changed these keys, each from and to a value."""
    return tool(
        number, state=tuple(StateChange(key=key, before=old, after=new) for key, (old, new) in changes.items())
    )


CART = [
    wrote(1, cart=(None, 1), owner=(None, "ada")),
    tool(2),
    wrote(3, cart=(1, 2)),
    step(4, StepKind.MEMORY, "recall"),
    wrote(5, cart=(2, None)),
]


def test_the_index_names_the_steps_that_wrote_each_key_and_those_of_memory():
    assert state_index(CART) == StateIndex(keys={"cart": [1, 3, 5], "owner": [1]}, memory=[4])


def test_a_step_that_others_lie_inside_wrote_after_them():
    nested = [wrote(1, cart=(1, 2)), wrote(2, cart=(None, 1)), wrote(3, cart=(2, 3))]
    assert state_index(nested, {1: 2}).keys == {"cart": [2, 1, 3]}


def test_at_a_step_only_what_was_written_by_then_is_there():
    index = state_index(CART)
    assert index.until(3, but=frozenset()) == StateIndex(keys={"cart": [1, 3], "owner": [1]}, memory=[])
    assert index.until(4, but=frozenset({1})) == StateIndex(keys={"cart": [3]}, memory=[4])
    assert index.until(0, but=frozenset()) == StateIndex(keys={}, memory=[])


def test_a_key_has_its_last_value_first_and_knows_that_it_was_removed():
    found = key_state("cart", [1, 3, 5], {number: CART[number - 1] for number in (3, 5)})
    assert found.writes == (
        StateWrite(step=5, place=1, before=2, after=None),
        StateWrite(step=3, place=1, before=1, after=2),
    )
    assert found.removed
    assert found.earlier == 1
    assert not key_state("cart", [1, 3], {3: CART[2]}).removed


CHANGES = st.dictionaries(st.sampled_from("abc"), st.tuples(st.none(), st.integers(0, 3)), max_size=2)


@given(st.lists(CHANGES, max_size=8), st.integers(0, 8))
def test_the_value_of_a_key_is_what_was_written_last_by_then(changes, number):
    steps = [wrote(place, **each) for place, each in enumerate(changes, 1)]
    index = state_index(steps).until(number, but=frozenset())
    expected = {key: new for each in changes[:number] for key, (_, new) in each.items()}
    found = {
        key: key_state(key, numbers, {n: steps[n - 1] for n in numbers}).last.after
        for key, numbers in index.keys.items()
    }
    assert found == expected
