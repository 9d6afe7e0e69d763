"""The Model Context Protocol: client and server report one call."""

from span_tree import span, steps_of, thrown, told

METHOD = "mcp.method.name"


def test_the_clients_span_and_the_servers_are_one_step_and_the_work_below_tells_the_error():
    work = span(
        "shop.issue_refund", {}, error="", events=(thrown("ValueError", "refund exceeds total"),), scope="shop.server"
    )
    server = span(
        "tools/call issue_refund",
        {
            METHOD: "tools/call",
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": "issue_refund",
            "error.type": "tool_error",
        },
        work,
        error="",
    )
    client = span("MCP send tools/call issue_refund", {METHOD: "tools/call", "jsonrpc.request.id": "3"}, server)
    (step,) = steps_of(span("support-run", {}, span("MCP send tools/list", {METHOD: "tools/list"}), client))
    assert told(step) == ("tool", "issue_refund", None, {"error": "ValueError: refund exceeds total"})
    assert len(step["span_ids"]) == 4  # all but the root, which holds the step


def test_an_instrumented_client_records_arguments_and_results():
    call = span(
        "lookup_order.tool",
        {
            METHOD: "tools/call",
            "traceloop.span.kind": "tool",
            "traceloop.entity.name": "lookup_order",
            "mcp.request.argument": '{"name": "lookup_order", "arguments": {"order_id": "A-1042"}}',
            "mcp.response.value": '{"content": [{"type": "text", "text": "delivered"}], "isError": false}',
        },
    )
    (step,) = steps_of(call)
    assert told(step) == ("tool", "lookup_order", None, {"input": {"order_id": "A-1042"}, "output": "delivered"})


def test_a_result_that_says_it_is_an_error_is_one():
    attributes = {
        METHOD: "tools/call",
        "gen_ai.tool.name": "issue_refund",
        "gen_ai.tool.call.result": '{"content": [{"type": "text", "text": "refund exceeds total"}], "isError": true}',
    }
    (step,) = steps_of(span("tools/call issue_refund", attributes))
    assert (step["status"], step["error"]) == ("error", "refund exceeds total")


def test_reading_a_resource_and_asking_a_person_are_steps_too():
    steps = steps_of(
        span("initialize", {METHOD: "initialize"}),
        span("resources/read", {METHOD: "resources/read", "mcp.resource.uri": "file:///warranty.md"}),
        span("elicitation/create", {METHOD: "elicitation/create"}),
    )
    assert [(str(step["kind"]), step["input"]) for step in steps] == [
        ("retrieval", "file:///warranty.md"),
        ("human", None),
    ]


def test_a_code_of_json_rpc_says_why_where_nothing_else_does():
    call = {
        METHOD: "tools/call",
        "gen_ai.tool.name": "pay",
        "rpc.response.status_code": "-32602",
        "error.type": "-32602",
    }
    (step,) = steps_of(span("tools/call pay", call, error=""))
    assert step["error"] == "RPC -32602"
    (step,) = steps_of(span("tools/call pay", call, error="Unknown tool: pay"))
    assert step["error"] == "Unknown tool: pay"


def test_a_prompt_that_is_fetched_is_a_detail_as_listing_is():
    call = span("tools/call pay", {METHOD: "tools/call", "gen_ai.tool.name": "pay"})
    prompt = span("prompts/get refund", {METHOD: "prompts/get", "gen_ai.prompt.name": "refund"})
    (step,) = steps_of(span("support-run", {}, prompt, call))
    assert (step["name"], len(step["span_ids"])) == ("pay", 2)
