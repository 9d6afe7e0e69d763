import pytest

from app.domain.errors import ScenarioRejected
from app.domain.message import Message, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.recorder.chance import Chance
from app.recorder.model import ModelRequest
from app.recorder.script import AgentScript, Call, Move
from app.recorder.scripted import ScriptedModel

LOOK_UP = Move(
    name="look up",
    say="Looking up {{ due | length }} of them.",
    call=(Call(**{"tool": "get_order", "each": "ids", "with": {"id": "{{ item }}"}}),),
    batch=2,
)
ANSWER = Move(
    name="answer",
    think="{{ calls() | length }} calls.",
    say="The total is {{ find('get_order') | sum(attribute='total') | money('EUR') }}.",
)
SCRIPT = AgentScript(let={"ids": r"user | matches('A-[0-9]')"}, moves=(LOOK_UP, ANSWER))

SYSTEM = Message("system", (Text("Be brief."),))
ASKED = Message("user", (Text("What do A-1, A-2 and A-3 come to?"),))


def called(call_id, order, total):
    return (
        Message("assistant", (ToolCall("get_order", {"id": order}, call_id),)),
        Message("tool", (ToolResult({"total": total}, call_id),)),
    )


def answer(*messages, script=SCRIPT, tools=(), agent="clerk", **parameters):
    model = ScriptedModel({"clerk": script}, chance=Chance("seed"), file="shop.toml")
    request = ModelRequest(model="m-1", messages=(SYSTEM, *messages), tools=tools, parameters=parameters)
    return model.complete(request, agent=agent)


def test_calls_for_each_element_go_out_in_batches():
    response = answer(ASKED)
    text, *calls = response.parts
    assert text == Text("Looking up 3 of them.")
    assert [(call.name, call.arguments) for call in calls] == [
        ("get_order", {"id": "A-1"}),
        ("get_order", {"id": "A-2"}),
    ]
    assert response.finish_reason == "tool_calls"


def test_what_is_in_the_context_is_not_asked_for_again():
    *_, call = answer(ASKED, *called("c1", "A-1", 5), *called("c3", "A-3", 7)).parts
    assert call.arguments == {"id": "A-2"}


def test_what_fell_out_of_the_context_is_asked_for_again():
    everything = [*called("c1", "A-1", 5), *called("c2", "A-2", 6), *called("c3", "A-3", 7)]
    assert answer(ASKED, *everything).finish_reason == "stop"
    assert answer(ASKED, *everything[2:]).finish_reason == "tool_calls"


def test_the_answer_is_worked_out_from_the_results():
    cheap = answer(ASKED, *called("c1", "A-1", 5), *called("c2", "A-2", 6), *called("c3", "A-3", 7))
    dear = answer(ASKED, *called("c1", "A-1", 500), *called("c2", "A-2", 600), *called("c3", "A-3", 700))
    assert cheap.parts == (Reasoning("3 calls."), Text("The total is €18.00."))
    assert dear.parts[1] == Text("The total is €1,800.00.")


def test_a_rule_is_followed_only_while_it_is_in_the_prompt():
    script = AgentScript(
        moves=(Move(name="brief", when="'brief' in system", say="No."), Move(name="long", say="I am afraid not."))
    )
    assert answer(ASKED, script=script).parts == (Text("No."),)
    unruled = ModelRequest(model="m-1", messages=(ASKED,))
    model = ScriptedModel({"clerk": script}, chance=Chance("seed"), file="shop.toml")
    assert model.complete(unruled, agent="clerk").parts == (Text("I am afraid not."),)


def test_a_failed_call_is_seen_as_such_and_may_be_made_again():
    again = Move(
        name="again",
        when="just and just[0].error and 'timeout' in just[0].text",
        again=True,
        call=(Call(**{"tool": "refund", "with": {"id": "A-1"}}),),
    )
    script = AgentScript(
        moves=(
            again,
            Move(
                name="answer",
                say="{{ last('refund') or 'no refund' }}, {{ 'refund' in tools }}, {{ tool('refund') }}, {{ params.seed }}",
            ),
        )
    )
    failed = (
        Message("assistant", (ToolCall("refund", {"id": "A-1"}, "c1"),)),
        Message("tool", (ToolResult("Timeout: timeout after 5 s", "c1", is_error=True),)),
    )
    assert answer(ASKED, *failed, script=script).finish_reason == "tool_calls"
    went_through = Message("tool", (ToolResult('"R-1"', "c1"),))
    definition = ToolDefinition("refund", "Refunds an order.")
    assert answer(ASKED, failed[0], went_through, script=script, tools=(definition,), seed=7).parts == (
        Text("R-1, True, Refunds an order., 7"),
    )


def test_earlier_results_words_and_users_can_be_read():
    script = AgentScript(
        moves=(
            Move(
                name="answer",
                say="{{ first('get_order').total }} {{ last('get_order').total }} {{ called('get_order', id='A-9') }} {{ users | length }} {{ said | listed }} {{ 'A-3' in text }}",
            ),
        )
    )
    spoke = Message("assistant", (Text("One moment."),))
    assert answer(ASKED, spoke, *called("c1", "A-1", 5), *called("c2", "A-2", 6), script=script).parts == (
        Text("5 6 False 1 One moment. True"),
    )


def test_a_call_may_depend_on_its_element():
    move = Move(
        name="look up",
        call=(
            Call(
                **{
                    "tool": "get_order",
                    "each": "[1, 2, 3]",
                    "when": "item != 2",
                    "with": {"id": "{{ item }}", "note": "no. {{ item }}"},
                }
            ),
        ),
    )
    parts = answer(ASKED, script=AgentScript(moves=(move,))).parts
    assert [part.arguments for part in parts] == [{"id": 1, "note": "no. 1"}, {"id": 3, "note": "no. 3"}]


def test_a_stuck_script_names_agent_and_calls():
    script = AgentScript(moves=(LOOK_UP,), let=SCRIPT.let)
    seen = [*called("c1", "A-1", 5), *called("c2", "A-2", 6), *called("c3", "A-3", 7)]
    with pytest.raises(
        ScenarioRejected,
        match=r"shop\.toml: agents\.clerk: no move applies after the calls \['get_order', 'get_order', 'get_order'\]",
    ):
        answer(ASKED, *seen, script=script)


def test_a_wrong_expression_names_its_place():
    with pytest.raises(
        ScenarioRejected,
        match=r"shop\.toml: agents\.clerk\.let\.ids: expression 'user \| nothing': No filter named 'nothing'",
    ):
        answer(ASKED, script=AgentScript(moves=(ANSWER,), let={"ids": "user | nothing"}))


def test_an_agent_without_a_script_is_named():
    with pytest.raises(ScenarioRejected, match=r"shop\.toml: agents\.manager is missing"):
        answer(ASKED, agent="manager")


@pytest.mark.parametrize("name", ["first", "due", "item", "user"])
def test_a_script_may_not_take_a_name_that_means_something_else(name):
    with pytest.raises(ScenarioRejected, match=rf"shop.toml: agents.clerk.let.{name}: the name is taken"):
        answer(ASKED, script=AgentScript(let={name: "1"}, moves=(ANSWER,)))
