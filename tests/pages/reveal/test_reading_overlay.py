"""What was done with the steps that matter, in a word, an icon and a sentence each."""

from dataclasses import replace
from datetime import timedelta

import pytest
from late_parcel import KEY

from app.domain.answer import RedHerring, WrongTheory
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.pages.reveal.reading_overlay import ReadingHistory, found_evidence, looks, time_spent

# Of the parcel: 2 is the root cause and the evidence, 2, 3, 6 and 8 are the chain, 5 rules out a wrong theory.


NOTHING = Diagnosis()


def pinned(*steps, **gone):
    return ReadingHistory(pins=[Pin(step=step) for step in steps], **gone)


def test_every_step_of_the_chain_and_every_pin_has_its_look():
    assert list(looks(KEY, NOTHING, pinned(4, 5))) == [1, 2, 3, 4, 5, 6, 8]


@pytest.mark.parametrize(
    ("step", "said", "gone", "told"),
    [
        (2, NOTHING, pinned(2, opened={2}, spent={2: timedelta(seconds=40)}), ("you pinned it", "pin",
         "You opened step 2 for 40 s and pinned it; it is the root cause.")),
        (2, NOTHING, pinned(2), ("you pinned it", "pin", "You pinned step 2; it is the root cause.")),
        (2, Diagnosis(), ReadingHistory(opened={2}, spent={2: timedelta(seconds=40)}), ("opened and passed over", "partial",
         "You opened step 2 for 40 s and passed on; it is the root cause.")),
        (3, Diagnosis(), ReadingHistory(opened={3}), ("opened and passed over", "partial",
         "You opened step 3 and passed on; it is on the way from cause to symptom.")),
        (8, Diagnosis(), ReadingHistory(), ("never opened", "unanswered",
         "You never opened step 8; it is where the failure showed.")),
        (2, Diagnosis(claims=(RankedClaim(step=2),)), ReadingHistory(), ("you named it", "claim",
         "You named step 2; it is the root cause.")),
        (5, NOTHING, pinned(5), ("pinned, beside the proof", "pin",
         "You pinned step 5: it proves little by itself, and counts neither for nor against.")),
        (7, NOTHING, pinned(7), ("pinned, proves nothing here", "incorrect",
         "You pinned step 7, which proves nothing here.")),
    ],
)  # fmt: skip
def test_a_look_says_what_was_done_and_what_the_step_is(step, said, gone, told):
    look = looks(KEY, said, gone)[step]
    assert (look.word, look.icon, look.sentence) == told


def test_a_pinned_red_herring_is_needless_as_in_the_score_though_it_rules_out_a_theory():
    theory = WrongTheory(theory="The old note", ruled_out_by="It was not used", steps=(7,))
    tempting = replace(KEY, red_herrings=(RedHerring(step=7, why="An old note"),), wrong_theories=(theory,))
    assert looks(tempting, NOTHING, pinned(7))[7].word == "pinned, proves nothing here"


def test_each_telling_passage_is_told_with_its_look():
    found = found_evidence(KEY, looks(KEY, NOTHING, pinned(2)))
    assert [(each.step, each.quote, each.look.word) for each in found][:2] == [
        (2, "bergamot", "you pinned it"),
        (1, "amaranth", "never opened"),
    ]


@pytest.mark.parametrize(
    ("spent", "words"),
    [(0.3, "for a moment"), (40, "for 40 s"), (120, "for 2 min"), (130, "for 2 min 10 s"), (3900, "for 1 h 05 min")],
)
def test_time_is_told_in_minutes_and_seconds(spent, words):
    assert time_spent(timedelta(seconds=spent)) == words
