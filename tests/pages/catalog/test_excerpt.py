"""The beginning of a ticket on its card."""

from hypothesis import given
from hypothesis import strategies as st

from app.pages.catalog.excerpt import LENGTH, excerpt


def test_what_the_customer_says_comes_first():
    ticket = (
        "**TA-77 reopened** · Maren\n\n> You paid back *288.04 EUR*.\n> Where is the rest?\n\n*Jana:* please look."
    )
    assert excerpt(ticket) == "You paid back 288.04 EUR. Where is the rest?"


def test_without_a_quotation_the_ticket_itself_begins():
    assert (
        excerpt("Finance asks about `K-17`, see [the note](https://example.org).")
        == "Finance asks about K-17, see the note."
    )


def test_a_long_ticket_is_cut_at_a_word():
    assert excerpt("word, " * 40) == "word, " * 25 + "word …"


@given(st.text())
def test_an_excerpt_is_short_and_on_one_line(ticket):
    assert len(excerpt(ticket)) <= LENGTH + 1
    assert "\n" not in excerpt(ticket)
