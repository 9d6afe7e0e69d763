"""AutoGen: a runtime that passes messages about, traces joined by links, and agents that say little."""

from span_tree import runs_of, span, steps_of, thrown, told

AGENT = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support_agent"}


def tool(name, call_id, **more):
    attributes = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name, "gen_ai.tool.call.id": call_id}
    return span(f"execute_tool {name}", attributes | more.pop("attributes", {}), **more)


def test_tools_are_steps_of_the_agent_and_the_runtime_is_not():
    failed = tool(
        "issue_refund",
        "c2",
        attributes={"error.type": "ValueError"},
        error="refund exceeds total",
        events=(thrown("ValueError", "refund exceeds total"), thrown("ValueError", "refund exceeds total")),
    )
    work = span("invoke_agent support_agent", AGENT, tool("lookup_order", "c1"), failed)
    process = span(
        "autogen process support_agent_5783f5e3-21e5-4cd2-b1a0-5c9d2f3e4a5b.(x)-A",
        {"messaging.operation": "process"},
        work,
    )
    steps = steps_of(span("autogen create group_topic", {"messaging.operation": "create"}), process)
    assert [told(step) for step in steps] == [
        ("tool", "lookup_order", "support_agent", {}),
        ("tool", "issue_refund", "support_agent", {"error": "ValueError: refund exceeds total"}),
    ]


def test_traces_joined_by_links_are_one_run():
    publish = span("autogen publish group_topic", {"messaging.operation": "publish"}, id="0000000000000001")
    process = span(
        "autogen process support_agent",
        {"messaging.operation": "process"},
        span("invoke_agent support_agent", AGENT, tool("lookup_order", "c1")),
        links=(publish,),
        trace="0af7651916cd43dd8448eb211c80319c",
    )
    (run,) = [run for run in runs_of(publish, process) if run["steps"]]
    assert [step["name"] for step in run["steps"]] == ["lookup_order"]
