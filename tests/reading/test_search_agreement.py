"""A search, answered from columns and stored bytes, finds what reading every revealed step finds."""

from dataclasses import asdict

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from open_runs import MESSAGES, STEPS, windows

from app.domain.message import message_json
from app.reading.find_steps import find_steps
from app.replay.query import WordsTerm, parse
from app.replay.query_match import fits
from app.replay.text_search import TextSearch, message_texts, step_texts

TERMS = [
    *("kind:model", "kind:tool", "kind:embedding", "status:ok", "status:error", "status:unset", "status:running"),
    *("tool:look", "tool:strasse", "agent:STRASSE", "agent:u", "model:gpt", "model:2024"),
    *("tokens>7", "tokens=12", "tokens<=12", "cost>=0.25", "cost<1", "cost=0", "latency>=0.5ms", "latency<0.5ms"),
    *("step:2", "step:..3", "step:2..4", "step:3.."),
    *("lilac", "LILAC", "a-17", "köln", "strasse", '"7, münchen"', "1e-05", "-05", "05", "10000000000000000000000"),
    *("refused", "cart", "gpt-4o", "look", '"order"', r'"\"lines\":[7,2.5"', r'"say \"no\""', "nowhere", "null", "e"),
]
QUERIES = st.lists(st.tuples(st.sampled_from(["", "-"]), st.sampled_from(TERMS)).map("".join), min_size=1, max_size=3)
STORED = {message.hash: message_json(message) for message in MESSAGES}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(drawn=STEPS, queries=st.lists(QUERIES.map(" ".join), min_size=3, max_size=6))
def test_a_search_finds_the_steps_that_fulfil_it_when_they_are_read(work, new_id, drawn, queries):
    for window in windows(work, new_id(), drawn):
        for query in queries:
            assert list(find_steps(window, query).numbers) == read_through(window, parse(query))


def read_through(window, query):
    """The steps that fulfil every term, each read as its page shows it, with the messages that are new with it."""
    known, found = set(), []
    for row in window.headers(1, window.frontier):
        step = window.step(row.number)
        given_to_it = step.context.messages if step.context else ()
        texts = list(step_texts(asdict(step)))
        for key in (*step.output_messages, *(each for each in given_to_it if each not in known)):
            texts.extend(message_texts(STORED[key]))
        known |= {*given_to_it, *step.output_messages}
        if fits(row, query) and all(holds(term, texts) for term in query if isinstance(term.asks, WordsTerm)):
            found.append(row.number)
    return found


def holds(term, texts):
    return bool(TextSearch([term.asks.text]).find(texts).words) != term.negated
