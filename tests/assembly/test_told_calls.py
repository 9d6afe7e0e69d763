"""Calls of a model that no span reports, told by the agent's or the loop's span around them."""

from dataclasses import replace

from spans_by_hand import asked, box, detail, model, names, result, run, span, tool, user

from app.assembly.told_calls import MOST_TURNS, TOTALS
from app.domain.message import Message, Text
from app.domain.span_reading import Role
from app.domain.step import StepKind, Usage

QUESTION = user("How warm is it in Bern?")
ASKS = Message("assistant", (Text("I look it up."), *asked(("Bash", {"command": "temp bern"}, "u1")).parts))
ANSWER = Message("assistant", (Text("It is 12 degrees."),))


def agent(*said, given=(QUESTION,), usage=None, **more):
    words = {"input_messages": tuple(given), "output_messages": tuple(said), "usage": usage}
    return box("weather", kind=StepKind.MODEL, request_model="claude-sonnet-4-6", **words, **more)


def told(found, number):
    """What a model step was given and said, as texts and names of calls."""
    step = found.steps[number - 1]
    given, said = (
        [message.text or [call.name for call in message.calls] for message in map(found.messages.get, hashes)]
        for hashes in (step.context.messages, step.output_messages)
    )
    return given, said


def test_an_agent_that_alone_has_the_words_is_told_turn_by_turn_around_its_tools():
    found = run(
        (span("agent", 0, 90), agent(ASKS, ANSWER, usage=Usage(132, 850))),
        (span("bash", 30, 31, parent="agent"), tool("Bash", call_id="u1", output="12")),
    )
    assert [(step.kind, step.name) for step in found.steps] == [
        ("model", "claude-sonnet-4-6"),
        ("tool", "Bash"),
        ("model", "claude-sonnet-4-6"),
    ]
    assert told(found, 1) == (["How warm is it in Bern?"], ["I look it up."])
    assert told(found, 3) == (["How warm is it in Bern?", "I look it up."], ["It is 12 degrees."])
    assert [(step.started_ns, step.ended_ns) for step in found.steps] == [
        (0, 30_000_000),
        (30_000_000, 31_000_000),
        (31_000_000, 90_000_000),
    ]
    assert [step.turn for step in found.steps] == [1, 1, 3]


def test_what_an_agent_counts_for_all_its_turns_is_shown_once_and_named():
    found = run(
        (span("agent", 0, 90), agent(ASKS, ANSWER, usage=Usage(132, 850), cost_usd=0.5)),
        (span("bash", 30, 31, parent="agent"), tool("Bash", call_id="u1")),
    )
    assert [step.usage.counts[:2] for step in found.steps] == [(None, None), (None, None), (132, 850)]
    assert [step.cost_usd for step in found.steps] == [None, None, 0.5]
    assert [step.repairs for step in found.steps] == [(), (), (TOTALS.format(2),)]


def test_turns_of_one_span_belong_to_no_span_and_the_container_holds_them():
    found = run(
        (span("agent", 0, 90), agent(ASKS, ANSWER)),
        (span("bash", 30, 31, parent="agent"), tool("Bash", call_id="u1")),
    )
    assert [(step.span_ids, step.rebuilt) for step in found.steps] == [((), True), (("bash",), False), ((), True)]
    assert [(box.name, box.first, box.last) for box in found.containers] == [("agent", 1, 3)]
    assert {step.agent for step in found.steps} == {"weather"}


def test_a_turn_before_a_tool_that_began_at_the_same_instant_comes_first():
    found = run(
        (span("agent", 0, 9), agent(asked(("Bash", {}, None)), ANSWER)),
        (span("bash", 0, 5, parent="agent"), tool("Bash")),
    )
    assert [step.kind for step in found.steps] == ["model", "tool", "model"]


def test_what_a_loop_tells_of_its_only_call_is_a_step_of_its_own():
    found = run((span("ai.generateText", 0, 9), agent(ANSWER, usage=Usage(4, 2))))
    (step,) = found.steps
    assert (step.kind, step.span_ids, step.rebuilt) == ("model", ("ai.generateText",), False)
    assert told(found, 1) == (["How warm is it in Bern?"], ["It is 12 degrees."])
    assert (step.usage.counts[:2], step.repairs) == ((4, 2), ())


def test_a_step_of_the_model_comes_before_the_tools_in_it_that_it_asked_for():
    found = run(
        (span("step", 0, 9), agent(ASKS)),
        (span("chunk", 1, 2, parent="step"), detail()),
        (span("bash", 3, 8, parent="step"), tool("Bash", input={"command": "temp bern"})),
    )
    assert [(step.kind, step.span_ids) for step in found.steps] == [("model", ("step", "chunk")), ("tool", ("bash",))]


def test_an_answer_alone_comes_after_the_tools_that_nobody_says_were_asked_for():
    found = run(
        (span("agent", 0, 90), agent(ANSWER)),
        (span("bash", 30, 31, parent="agent"), tool("Bash")),
    )
    assert [step.kind for step in found.steps] == ["tool", "model"]


def test_a_tool_of_a_transcript_without_a_span_is_rebuilt_between_the_turns():
    found = run((span("agent", 0, 90), agent(ASKS, result("12", "u1"), ANSWER)))
    assert [(step.kind, step.output) for step in found.steps if step.kind == "tool"] == [("tool", "12")]
    assert [step.kind for step in found.steps] == ["model", "tool", "model"]
    assert found.steps[2].context.partial is False


def test_what_an_agent_tells_besides_spans_of_its_calls_is_no_call():
    found = run(
        (span("agent", 0, 90), agent(ASKS, ANSWER, usage=Usage(132, 850))),
        (span("one", 1, 2, parent="agent"), model(said="I look it up.", usage=Usage(50, 400))),
        (span("two", 3, 4, parent="agent"), model(said="It is 12 degrees.", usage=Usage(82, 450))),
    )
    assert [step.usage.counts[:2] for step in found.steps] == [(50, 400), (82, 450)]


def test_calls_in_a_tool_are_another_agents():
    found = run(
        (span("agent", 0, 90), agent(asked(("ask_expert", {}, "u1")), ANSWER)),
        (span("expert", 10, 50, parent="agent"), tool("ask_expert", call_id="u1")),
        (span("inner", 20, 30, parent="expert"), model(said="12")),
    )
    assert [step.kind for step in found.steps] == ["model", "tool", "model", "model"]


def test_the_only_call_takes_from_its_container_what_its_own_span_leaves_open():
    found = run(
        (span("step", 0, 90), agent(ASKS, usage=Usage(7, 3))),
        (span("call", 1, 20, parent="step"), model(said="I look it up.")),
    )
    (step,) = found.steps
    assert told(found, 1) == (["How warm is it in Bern?"], ["I look it up."])
    assert [call.name for call in found.messages[step.output_messages[0]].calls] == ["Bash"]
    assert (step.span_ids, step.usage.counts[:2], step.context.partial) == (("call",), (7, 3), True)


def test_totals_are_not_taken_for_one_call_where_tools_hint_at_more():
    found = run(
        (span("agent", 0, 90), agent(ANSWER, usage=Usage(132, 850))),
        (span("call", 1, 20, parent="agent"), model(("Bash", {}, "u1"))),
        (span("bash", 30, 31, parent="agent"), tool("Bash", call_id="u1")),
    )
    assert [step.usage.counts[:2] for step in found.steps] == [(None, None), (None, None)]
    assert told(found, 1) == (["How warm is it in Bern?"], [["Bash"]])


def test_the_first_of_several_calls_takes_what_the_agent_was_asked():
    found = run(
        (span("agent", 0, 90), agent()),
        (span("one", 1, 2, parent="agent"), model(("Bash", {}, "u1"))),
        (span("bash", 3, 4, parent="agent"), tool("Bash", call_id="u1")),
        (span("two", 5, 6, parent="agent"), model(said="It is 12 degrees.")),
    )
    assert told(found, 1) == (["How warm is it in Bern?"], [["Bash"]])
    assert told(found, 3) == ([], ["It is 12 degrees."])


def test_an_embedding_that_only_the_function_around_it_tells_is_a_step():
    around = replace(box(), kind=StepKind.EMBEDDING, input=["The fox."], usage=Usage(input_tokens=10))
    (step,) = run((span("ai.embed", 0, 9), around)).steps
    assert (step.kind, step.input, step.usage.input_tokens) == ("embedding", ["The fox."], 10)
    inner = replace(around, role=Role.STEP)
    assert names(run((span("ai.embed", 0, 9), around), (span("doEmbed", 1, 8, parent="ai.embed"), inner))) == [
        "doEmbed"
    ]


def test_a_transcript_too_long_to_tell_turn_by_turn_is_one_call():
    said = tuple(Message("assistant", (Text(f"line {number}"),)) for number in range(MOST_TURNS + 1))
    found = run(
        (span("agent", 0, 90), agent(*said)), (span("bash", 30, 31, parent="agent"), tool("Bash", call_id="u1"))
    )
    assert [step.kind for step in found.steps] == ["tool", "model"]
    assert told(found, 2)[1][0].count("line") == MOST_TURNS + 1


def test_an_embedding_that_nobody_counted_is_told_by_what_it_was_given():
    found = run((span("f", 0, 10), box("f", kind=StepKind.EMBEDDING, input=["The fox."])))
    assert [(one.kind, one.input) for one in found.steps] == [("embedding", ["The fox."])]


def test_a_loop_that_tells_no_more_than_its_tokens_is_a_call_after_its_tools():
    found = run(
        (span("loop", 0, 90), agent(given=(), usage=Usage(9, 2))),
        (span("t", 30, 31, parent="loop"), tool("Bash")),
    )
    assert [(step.kind, step.usage) for step in found.steps] == [("tool", Usage()), ("model", Usage(9, 2))]


def alone(name, *said, given=(QUESTION,)):
    return box(name, input_messages=tuple(given), output_messages=tuple(said))


def test_an_agent_whose_words_are_all_that_a_run_tells_is_a_step():
    found = run((span("flow", 0, 99), box()), (span("ada", 1, 90, parent="flow"), alone("ada", ANSWER)))
    assert [(step.kind, step.agent) for step in found.steps] == [("model", "ada")]
    assert told(found, 1) == (["How warm is it in Bern?"], ["It is 12 degrees."])


def test_of_agents_within_agents_the_innermost_tell_what_was_said():
    found = run(
        (span("ada", 0, 99), alone("ada", ANSWER)),
        (span("grace", 1, 40, parent="ada"), alone("grace", ANSWER)),
        (span("linus", 41, 90, parent="ada"), alone("linus", ANSWER)),
    )
    assert [step.agent for step in found.steps] == ["grace", "linus"]
    one = run((span("ada", 0, 99), alone("ada", ANSWER)), (span("grace", 1, 40, parent="ada"), alone("grace", ASKS)))
    assert [step.agent for step in one.steps] == ["grace"]
    same = run(
        (span("ada", 0, 99), alone("ada", ANSWER)), (span("grace", 1, 40, parent="ada"), alone("grace", ANSWER))
    )
    assert [(step.agent, step.span_ids) for step in same.steps] == [("grace", ("grace",))]


def test_an_agents_words_make_no_step_where_anything_else_is_one_or_a_side_is_missing():
    found = run(
        (span("ada", 0, 99), alone("ada", ANSWER)),
        (span("bash", 30, 31, parent="ada"), tool("Bash")),
        (span("grace", 40, 99), alone("grace", ANSWER)),
    )
    assert [step.kind for step in found.steps] == ["tool"]
    assert run((span("ada", 0, 99), alone("ada"))).steps == ()
    assert run((span("ada", 0, 99), alone("ada", ANSWER, given=()))).steps == ()


def test_a_calls_span_around_the_whole_loop_is_told_turn_by_turn():
    loop = model(given=(QUESTION,), usage=Usage(132, 850))
    loop = replace(loop, output_messages=(ASKS, result("12", "u1"), ANSWER))
    bash = (span("bash", 30, 31, parent="loop"), tool("Bash", call_id="u1", output="12"))
    for rows in ([(span("loop", 0, 90), loop), bash], [(span("loop", 0, 90), loop)]):
        found = run(*rows)
        assert [step.kind for step in found.steps] == ["model", "tool", "model"]
        assert told(found, 1) == (["How warm is it in Bern?"], ["I look it up."])
        assert [step.usage.counts[:2] for step in found.steps] == [(None, None), (None, None), (132, 850)]


def test_spans_of_the_calls_in_such_a_loop_are_the_calls():
    loop = replace(model(given=(QUESTION,)), output_messages=(ASKS, result("12", "u1"), ANSWER))
    first = replace(model(given=(QUESTION,)), output_messages=(ASKS,))
    last = replace(model(given=(QUESTION, ASKS, result("12", "u1"))), output_messages=(ANSWER,))
    found = run(
        (span("loop", 0, 90), loop),
        (span("first", 1, 29, parent="loop"), first),
        (span("bash", 30, 31, parent="loop"), tool("Bash", call_id="u1", output="12")),
        (span("last", 32, 89, parent="loop"), last),
    )
    assert [step.span_ids for step in found.steps] == [("first",), ("bash",), ("last",)]


def test_a_reply_with_results_of_tools_that_nobody_speaks_after_is_one_call():
    for said in ((ASKS, result("12", "u1")), (result("12", "u0"), ANSWER), (ANSWER, ANSWER)):
        found = run((span("call", 0, 90), replace(model(given=(QUESTION,)), output_messages=said)))
        assert [step.span_ids for step in found.steps if step.kind is StepKind.MODEL] == [("call",)]


def parsed(words, **more):
    """A task that reads a reply: LangChain's output parser, under which the reply's record was written."""
    return box(kind=StepKind.MODEL, output_messages=(Message("assistant", (Text(words),)),), **more)


def test_a_task_beside_a_call_that_hands_on_its_words_is_no_call():
    call = (span("call", 10, 50, parent="chain"), model(said="It is 12 degrees."))
    chain = (span("chain", 0, 90), box())
    found = run(chain, call, (span("parser", 20, 60, parent="chain"), parsed("It is 12 degrees.")))
    assert [step.span_ids for step in found.steps] == [("call",)]
    for other in (
        parsed("It is warm."),
        parsed("It is 12 degrees.", usage=Usage(9, 2)),
        parsed("It is 12 degrees.", agent="ada"),
    ):
        assert len(run(chain, call, (span("task", 20, 60, parent="chain"), other)).steps) == 2
