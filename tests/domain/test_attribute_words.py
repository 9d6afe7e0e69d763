"""Well-known attributes have a name that a person reads; others keep theirs."""

import pytest

from app.domain.attribute_words import in_words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("http.response.status_code", "HTTP status"),
        ("http.status_code", "HTTP status"),
        ("db.query.text", "query"),
        ("db.query.parameter.customer", "parameter customer"),
        ("index.build", None),
    ],
)
def test_a_name_of_the_conventions_is_told_in_words(key, words):
    assert in_words(key) == words
