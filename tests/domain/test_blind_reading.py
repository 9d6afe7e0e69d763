"""Who read an item blind, and how many of them found what its key tells."""

from datetime import date

import pytest

from app.domain.blind_reading import (
    BlindReading,
    NamedCause,
    ReaderAgreement,
    ReaderKind,
    agreement,
    model_name,
    reading_json,
)
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.domain.diagnosis_json import diagnosis_from_json
from app.domain.errors import DiagnosisRejected
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


@pytest.mark.parametrize("typed", ["", " ", "\0", "parcel\n4", "\ud800", "par\u202ecel"])
def test_a_model_has_a_name_that_can_be_read(typed: str) -> None:
    with pytest.raises(DiagnosisRejected, match="model: name the language model that read"):
        model_name(typed)


def test_a_models_name_is_kept_without_the_space_around_it() -> None:
    assert model_name(" parcel-4 large\n") == "parcel-4 large"
