"""Of what lies inside a step, what the model was given stands in what it saw; what is short may stand there by chance."""

import pytest

from app.replay.given import Given, GivenTexts

TOLD = GivenTexts.of(
    [
        '{"invoices": [{"id": "INV-104", "amount": "1250.00", "paid": true}], "count": 1}',
        {"parts": ["The parcel left the depot on Sunday evening, and nobody signed for it."], "weight": 31.25},
        None,
    ]
)


@pytest.mark.parametrize(
    ("value", "given"),
    [
        ({"invoices": [{"id": "INV-104", "amount": "1250.00"}]}, Given.WHOLE),
        ('[{"id": "INV-104", "amount": "1250.00"}]', Given.WHOLE),
        ('[{"id": "INV-104", "amount": "1250.00", "currency": "GBP"}]', Given.PART),
        ({"page": 1, "weight": 31.25}, Given.WHOLE),
        ({"weight": 31.25, "unit": "kg"}, Given.PART),
        ("left the depot on Sunday evening", Given.WHOLE),
        ("The parcel left the depot on Sunday evening\nbut the scanner was off", Given.PART),
        ({"id": "INV-105"}, None),
        (1, None),
        ({"count": 1, "paid": True}, None),
        ("kg", None),
        ("the depot", None),
        ('{"cut off', None),
        ("[INV-104]", None),
        ("", None),
        (None, None),
    ],
)
def test_a_value_counts_as_given_where_it_or_a_telling_part_of_it_was_seen(value, given):
    assert TOLD.holds(value) is given
