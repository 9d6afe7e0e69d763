"""The item to read next: by what is public of it and what the reader did, and by nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.attempt import Attempt
from app.domain.scenario import Difficulty, Reveal, Scenario, Variant
from app.domain.score import Score
from app.practice.next_item import next_item
from app.scoring.lesson import Lesson

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FLAWLESS = Lesson(missed=None, flawless=True, sentence="")


def missed(criterion):
    return Lesson(missed=criterion, flawless=False, sentence="")


def scenario(slug, difficulty="standard", minutes=30, skills=(), variants="abc"):
    return Scenario(
        slug=slug,
        title=slug,
        world="desk",
        agent="desk",
        difficulty=Difficulty(difficulty),
        minutes=minutes,
        skills=tuple(skills),
        may_do="",
        expected="",
        variants=tuple(Variant(id=letter, seed=1, run=f"{slug}-{letter}", ticket="") for letter in variants),
    )


def attempt(slug, variant="a", *, at=0, total=None, **fields):
    """One that is sent, with this total, or without one an open one; `at` is in hours."""
    begun = NINE + timedelta(hours=at)
    sent = {} if total is None else {"submitted_at": begun, "score": Score(verdicts=(), total=total)}
    return Attempt(
        id=f"{slug}-{variant}-{at}",
        reader="ada",
        scenario=slug,
        variant=variant,
        reveal=Reveal.OPEN,
        started_at=begun,
        **sent,
        **fields,
    )


READ = scenario("read", skills=("figures", "policies"))
SENT = attempt("read", total=40)


def chosen(lesson, *others, attempts=(SENT,)):
    found = next_item(lesson, read=READ, offered=[READ, *others], attempts=attempts)
    return found and (found.scenario.slug, found.variant, found.known, found.begun)


def test_what_was_missed_is_practised_on_another_run_as_hard_and_of_the_same_skills():
    hard, other = scenario("hard", "hard", skills=READ.skills), scenario("other", skills=("money",))
    alike = scenario("alike", skills=("policies",))
    assert chosen(missed("proof"), hard, other, alike) == ("alike", "a", False, None)
    assert chosen(missed("proof"), hard, other) == ("other", "a", False, None)


@pytest.mark.parametrize(
    ("criterion", "slug"), [("root cause", "short"), ("nothing is wrong", "short"), ("path", "near")]
)
def test_where_the_search_went_wrong_the_shortest_comes_else_the_one_that_is_as_long(criterion, slug):
    assert chosen(missed(criterion), scenario("near", minutes=25), scenario("short", minutes=10))[0] == slug


def test_where_nothing_was_missed_a_harder_one_that_asks_for_other_skills_comes():
    others = [
        scenario("same"),
        scenario("known", "hard", skills=READ.skills),
        scenario("new", "hard", skills=("money",)),
    ]
    assert chosen(FLAWLESS, *others)[0] == "new"


def test_a_warm_up_is_never_next():
    assert chosen(missed("proof"), scenario("five-minutes", "warm-up")) == ("read", "b", True, None)


def test_an_attempt_that_is_open_at_the_item_is_gone_on_with():
    begun = attempt("other", "b", at=2)
    older, gone = attempt("other", "a", at=1), attempt("other", "c", at=3, run_deleted=True)
    assert chosen(missed("proof"), scenario("other"), attempts=[SENT, gone, begun, older]) == (
        "other",
        "b",
        False,
        begun.id,
    )


def test_once_all_answers_are_known_the_scenario_that_earned_least_comes_again_with_another_variant():
    second = scenario("second")
    sent = [SENT, attempt("second", at=1, total=30)]
    assert chosen(missed("proof"), second, attempts=sent) == ("second", "b", True, None)
    better = [*sent, attempt("second", "b", at=2, total=90)]
    assert chosen(missed("proof"), second, attempts=better) == ("read", "b", True, None)


def test_of_two_that_earned_the_same_the_one_read_longest_ago_comes():
    sent = [attempt("read", at=5, total=40), attempt("second", at=1, total=40)]
    assert chosen(missed("proof"), scenario("second"), attempts=sent)[0] == "second"


def test_nothing_is_next_once_every_variant_was_sent():
    sent = [attempt("read", letter, at=1, total=40) for letter in "abc"]
    assert chosen(missed("proof"), attempts=sent) is None
    assert chosen(missed("proof"), attempts=[*sent, attempt("read", at=2)]) is None


slugs = st.sampled_from(["read", "one", "two", "three"])
scenarios = st.builds(
    scenario,
    slugs,
    st.sampled_from(["standard", "hard", "warm-up"]),
    st.integers(5, 60),
    st.lists(st.sampled_from(["figures", "policies", "money"]), unique=True),
    st.sampled_from(["a", "ab", "abc"]),
)
attempts_of_ada = st.lists(
    st.builds(
        attempt,
        slugs,
        st.sampled_from("abc"),
        at=st.integers(0, 50),
        total=st.none() | st.floats(0, 100),
        run_deleted=st.booleans(),
    ),
    max_size=8,
)
lessons = st.sampled_from([FLAWLESS, *map(missed, (None, "root cause", "proof", "nothing is wrong"))])


@given(lessons, st.lists(scenarios, unique_by=lambda each: each.slug), attempts_of_ada)
def test_what_is_next_is_offered_unsent_and_of_an_unknown_scenario_where_there_is_one(lesson, offered, attempts):
    attempts = [SENT, *attempts]
    found = next_item(lesson, read=READ, offered=offered, attempts=attempts)
    sent = {(each.scenario, each.variant) for each in attempts if each.done}
    left = {(each.slug, variant.id) for each in offered if not each.warm_up for variant in each.variants} - sent
    known = {slug for slug, _ in sent}
    if found is None:
        assert left == set()
        return
    assert (found.scenario.slug, found.variant) in left
    assert found.known == (found.scenario.slug in known)
    assert found.known == all(slug in known for slug, _ in left)


@given(lessons, st.lists(scenarios, unique_by=lambda each: each.slug), attempts_of_ada, st.randoms())
def test_the_order_in_which_attempts_are_told_does_not_matter(lesson, offered, attempts, chance):
    attempts = list({each.id: each for each in [SENT, *attempts]}.values())
    once = next_item(lesson, read=READ, offered=offered, attempts=attempts)
    chance.shuffle(attempts)
    assert next_item(lesson, read=READ, offered=offered, attempts=attempts) == once
