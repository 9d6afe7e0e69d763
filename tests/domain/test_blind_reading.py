"""Who read an item blind, and how many of them found what its key tells."""

from datetime import date

from app.domain.blind_reading import BlindReading, NamedCause, ReaderAgreement, ReaderKind, agreement, reading_json
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.domain.diagnosis_json import diagnosis_from_json
from app.domain.scenario import Reveal

PERSON = BlindReading(
    scenario="blue-kettle", variant="a", item="0123456789abcdef", reader=ReaderKind.PERSON, read_on=date(2026, 11, 30),
    minutes=31.5, reveal=Reveal.FORWARD, diagnosis=Diagnosis(claims=(RankedClaim(step=9), RankedClaim(step=8))),
)  # fmt: skip


def test_what_a_reader_names_is_the_first_claim_and_no_alternative() -> None:
    assert PERSON.cause == NamedCause(reader=ReaderKind.PERSON, step=9)
    assert not PERSON.cause.agrees({8}, clean=False)
    assert PERSON.cause.agrees({8, 9}, clean=False)


def test_people_and_language_models_are_counted_apart() -> None:
    causes = [
        NamedCause(reader=ReaderKind.PERSON, step=8),
        NamedCause(reader=ReaderKind.PERSON),
        NamedCause(reader=ReaderKind.MODEL, step=8),
        NamedCause(reader=ReaderKind.MODEL, no_fault=True),
        NamedCause(reader=ReaderKind.MODEL, step=7),
    ]
    assert agreement(causes, causes={7, 8}, clean=False) == ReaderAgreement(
        people=2, people_agreed=1, models=3, models_agreed=2
    )


def test_of_a_control_agrees_who_says_that_nothing_is_wrong() -> None:
    causes = [NamedCause(reader=ReaderKind.PERSON, no_fault=True), NamedCause(reader=ReaderKind.PERSON, step=3)]
    assert agreement(causes, causes=(), clean=True) == ReaderAgreement(people=2, people_agreed=1)


def test_the_file_says_nothing_of_a_model_where_a_person_read() -> None:
    told = reading_json(PERSON)
    assert diagnosis_from_json(told.pop("diagnosis")) == PERSON.diagnosis
    assert told == {
        "scenario": "blue-kettle", "variant": "a", "item": "0123456789abcdef", "reader": "person",
        "read_on": "2026-11-30", "minutes": 31.5, "reveal": "forward",
    }  # fmt: skip
