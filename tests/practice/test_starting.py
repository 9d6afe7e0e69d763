"""An attempt is started, found again in catalog and brief, and led forward."""

import late_parcel
import pytest
from adas_attempt import ACT, NINE, kinds

from app.attempts.reveal_next import reveal_next
from app.domain.errors import NotFound, WrongState
from app.domain.scenario import Reveal
from app.domain.viewer import Reader
from app.practice.browse import browse_scenarios
from app.practice.read_brief import read_brief
from app.practice.start import start_attempt


def test_an_open_attempt_sees_all_steps_from_the_start(open_attempt):
    assert (open_attempt.frontier, open_attempt.step_count, open_attempt.at_end) == (8, 8, True)
    assert open_attempt.totals.input_tokens == sum(late_parcel.TOKENS.values())


def test_a_forward_attempt_sees_one_step_and_not_how_many_there_are(forward_attempt):
    assert (forward_attempt.frontier, forward_attempt.step_count, forward_attempt.at_end) == (1, None, False)
    assert forward_attempt.totals.input_tokens == 510101


@pytest.mark.usefixtures("forward_attempt")
def test_going_forward_ends_at_the_last_step(work):
    for _ in range(9):
        attempt = reveal_next(work, **ACT)
    assert (attempt.frontier, attempt.step_count, attempt.at_end) == (8, 8, True)
    assert kinds(work) == ["attempt.started", "run.assigned", *["step.revealed"] * 7]


def test_practice_has_no_interviewer_who_could_reveal(work):
    with pytest.raises(WrongState, match="open or forward"):
        start_attempt(
            work,
            viewer=Reader(id="ada"),
            slug="late-parcel",
            variant=None,
            reveal=Reveal.HELD,
            attempt_id="one",
            now=NINE,
        )


@pytest.mark.parametrize(("slug", "variant"), [("nothing", None), ("late-parcel", "z")])
def test_what_is_not_in_the_catalog_cannot_be_started(work, slug, variant):
    with pytest.raises(NotFound):
        start_attempt(
            work, viewer=Reader(id="ada"), slug=slug, variant=variant, reveal=Reveal.OPEN, attempt_id="one", now=NINE
        )


@pytest.mark.usefixtures("open_attempt")
def test_the_brief_offers_the_variant_and_lists_the_attempts(work):
    brief = read_brief(work, viewer=Reader(id="ada"), slug="late-parcel")
    assert (brief.variant.id, [attempt.id for attempt in brief.attempts]) == ("a", ["one"])
    assert read_brief(work, viewer=Reader(id="mallory"), slug="late-parcel").attempts == ()


@pytest.mark.usefixtures("forward_attempt")
def test_the_catalog_shows_where_a_reader_is(work):
    (card,) = browse_scenarios(work, viewer=Reader(id="ada"))
    (attempt,) = card.attempts
    assert (attempt.frontier, attempt.step_count, attempt.done, attempt.total) == (1, None, False, None)
