"""A search is read term by term; what cannot be read is named with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import SearchRejected
from app.domain.header import StepHeader
from app.domain.span import Status
from app.domain.step import StepKind
from app.replay.query import (
    Comparator,
    Figure,
    FigureTerm,
    KindTerm,
    NameTerm,
    Naming,
    RangeTerm,
    ShownStatus,
    StatusTerm,
    Term,
    WordsTerm,
    parse,
    render,
)
from app.replay.query_match import fits, shown_status

READ = {
    "refund": WordsTerm("refund"),
    '"free of charge"': WordsTerm("free of charge"),
    r'"say \"no\" \\ now"': WordsTerm(r'say "no" \ now'),
    '"tool:search"': WordsTerm("tool:search"),
    "http://a.example": WordsTerm("http://a.example"),
    "\u017ftep:1": WordsTerm("\u017ftep:1"),
    "-": WordsTerm("-"),
    '5"': WordsTerm('5"'),
    "tool:search_policies": NameTerm(Naming.TOOL, "search_policies"),
    'agent:"Support agent"': NameTerm(Naming.AGENT, "Support agent"),
    "Model:gpt-5": NameTerm(Naming.MODEL, "gpt-5"),
    "kind:MODEL": KindTerm(StepKind.MODEL),
    "status:error": StatusTerm(ShownStatus.ERROR),
    "status:running": StatusTerm(ShownStatus.RUNNING),
    "tokens>2000": FigureTerm(Figure.TOKENS, Comparator.MORE, 2000),
    "tokens<=1.2k": FigureTerm(Figure.TOKENS, Comparator.AT_MOST, 1200),
    "tokens > 2000": FigureTerm(Figure.TOKENS, Comparator.MORE, 2000),
    "tokens>= 2k": FigureTerm(Figure.TOKENS, Comparator.AT_LEAST, 2000),
    '"tokens"': WordsTerm("tokens"),
    "latency>2s": FigureTerm(Figure.LATENCY, Comparator.MORE, 2000),
    "latency>=500ms": FigureTerm(Figure.LATENCY, Comparator.AT_LEAST, 500),
    "latency<1.5min": FigureTerm(Figure.LATENCY, Comparator.LESS, 90_000),
    "cost>0.01": FigureTerm(Figure.COST, Comparator.MORE, 0.01),
    "cost=$0": FigureTerm(Figure.COST, Comparator.EXACTLY, 0),
    "step:10..20": RangeTerm(10, 20),
    "step:7": RangeTerm(7, 7),
    "step:..9": RangeTerm(None, 9),
    "step:30..": RangeTerm(30, None),
}


@pytest.mark.parametrize(("text", "asks"), READ.items(), ids=READ)
def test_a_term_is_read(text, asks):
    assert parse(text) == (Term(asks),)


def test_a_hyphen_before_a_term_negates_it():
    assert parse('-status:ok -refund -"two words" - -') == (
        Term(StatusTerm(ShownStatus.OK), negated=True),
        Term(WordsTerm("refund"), negated=True),
        Term(WordsTerm("two words"), negated=True),
        Term(WordsTerm("-")),
        Term(WordsTerm("-")),
    )


def test_terms_are_combined_and_blanks_do_not_count():
    text = "  refund\tkind:tool  -latency<2s "
    assert parse(text) == (
        Term(WordsTerm("refund")),
        Term(KindTerm(StepKind.TOOL)),
        Term(FigureTerm(Figure.LATENCY, Comparator.LESS, 2000), negated=True),
    )
    assert parse(" \n ") == ()


REFUSED = {
    "latency>fast": (0, "latency> needs a number with ms, s or min: `latency>fast`"),
    "latency>2": (0, "latency> needs a number with ms, s or min: `latency>2`"),
    "refund tokens>many": (7, "tokens> needs a number: `tokens>many`"),
    "latency > refund": (0, "latency> needs a number with ms, s or min: `latency > refund`"),
    "cost>1EUR": (0, "cost> needs a number of dollars: `cost>1EUR`"),
    "tokens:2000": (0, "tokens: needs a comparison such as tokens>2000: `tokens:2000`"),
    "-cost:": (1, "cost: needs a comparison such as cost>0.01: `cost:`"),
    "kind:models": (
        0,
        "kind: needs one of model, tool, retrieval, embedding, rerank, guardrail, handoff, memory, routing, evaluation, human, other: `kind:models`",
    ),
    "status:bad": (0, "status: needs one of ok, error, unset, running: `status:bad`"),
    "tool:": (0, "tool: needs a name, or a part of one: `tool:`"),
    'agent:" "': (0, 'agent: needs a name, or a part of one: `agent:" "`'),
    "agent>x": (0, "agent> compares numbers only; write agent:x: `agent>x`"),
    "step>3": (0, "step> compares numbers only; write step:10..20: `step>3`"),
    "step:two": (0, "step: needs a number or a range such as 10..20: `step:two`"),
    "step:..": (0, "step: needs a number or a range such as 10..20: `step:..`"),
    "step:1234567890": (0, "step: needs a number or a range such as 10..20: `step:1234567890`"),
    'a "b c': (2, 'the quotation is not closed: `"b c` needs a " at its end'),
    'a ""': (2, 'the quotation is empty: `""`'),
}


@pytest.mark.parametrize(
    ("text", "place", "sentence"), [(text, *told) for text, told in REFUSED.items()], ids=REFUSED
)
def test_what_cannot_be_read_is_quoted_with_its_place(text, place, sentence):
    with pytest.raises(SearchRejected) as refused:
        parse(text)
    assert str(refused.value) == sentence
    assert refused.value.place == place


PIECES = ["tool:", "\u017ftatus:", "\u212aind:", "kind:", "status:", "step:", "tokens", "latency", "cost", ">", "<=", "=", "-", '"', "\\", " ", "..", "2s", "model", "1k"]  # fmt: skip
WRITTEN = st.text(max_size=30) | st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)
NUMBERS = st.integers(0, 10**12).map(float) | st.integers(0, 10**9).map(lambda number: number / 1000)
ENDS = st.none() | st.integers(0, 999_999_999)
ASKS = st.one_of(
    st.text(min_size=1).map(WordsTerm),
    st.builds(NameTerm, st.sampled_from(Naming), st.text(min_size=1).filter(lambda part: part.strip())),
    st.sampled_from(StepKind).map(KindTerm),
    st.sampled_from(ShownStatus).map(StatusTerm),
    st.builds(FigureTerm, st.sampled_from(Figure), st.sampled_from(Comparator), NUMBERS),
    st.builds(RangeTerm, ENDS, ENDS).filter(lambda range_: range_ != RangeTerm(None, None)),
)


@given(WRITTEN)
def test_whatever_is_typed_is_read_or_refused_and_reads_the_same_when_written_again(text):
    try:
        query = parse(text)
    except SearchRejected as refused:
        assert 0 <= refused.place < len(text)  # noqa: PT017 - both outcomes are right
        return
    assert parse(render(query)) == query


@given(st.lists(st.builds(Term, ASKS, st.booleans()), max_size=5).map(tuple))
def test_every_search_can_be_written(query):
    assert parse(render(query)) == query


def header(**fields):
    shown = {
        "number": 12,
        "label": "12",
        "kind": StepKind.TOOL,
        "name": "search_policies",
        "agent": "Support agent",
        "lane": "a",
        "depth": 0,
        "turn": None,
        "parallel_group": None,
        "status": Status.OK,
        "failed": False,
        "started_ns": 0,
        "ended_ns": 2_500_000_000,
    }
    return StepHeader(**(shown | fields))


FITTING = [
    ("tool:Policies agent:support step:10..12 kind:tool status:ok latency>2s", {}, True),
    ("tool:search", {"kind": StepKind.RETRIEVAL}, False),
    ("agent:x", {"agent": None}, False),
    ("-agent:x", {"agent": None}, True),
    ("model:GPT", {"model": "gpt-5"}, True),
    ("step:..11", {}, False),
    ("step:13..", {}, False),
    ("status:error", {"failed": True}, True),
    ("status:ok", {"failed": True}, False),
    ("status:unset", {"status": Status.UNSET}, True),
    ("tokens>=30", {"input_tokens": 10, "output_tokens": 20}, True),
    ("tokens<30", {"input_tokens": 10}, True),
    ("tokens<30", {}, False),
    ("-tokens<30", {}, True),
    ("cost<=0.5", {"cost_usd": 0.5}, True),
    ("latency=2.5s", {}, True),
    ("status:running", {"ended_ns": None}, True),
    ("latency<9s", {"ended_ns": None}, False),
    ("words are not looked at", {}, True),
]


@pytest.mark.parametrize(("text", "fields", "expected"), FITTING)
def test_a_condition_goes_by_what_the_row_shows(text, fields, expected):
    assert fits(header(**fields), parse(text)) is expected


def test_a_step_that_is_still_open_is_running_whatever_else_is_recorded():
    assert shown_status(header(ended_ns=None, failed=True, status=Status.ERROR)) is ShownStatus.RUNNING
