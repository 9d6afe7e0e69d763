"""The GenAI conventions as of v0.1.0: their own examples, good and bad, and what older versions said instead."""

import json

import pytest
from span_tree import runs_of, span, steps_of
from spans_by_hand import span as made

from app.ingest.dialects import read_span

CHAT = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}


def chat(**attributes):
    """A model call with these attributes below `gen_ai.`, lists as JSON text."""
    told = {
        f"gen_ai.{key}": json.dumps(value) if isinstance(value, list) else value for key, value in attributes.items()
    }
    return span("chat gpt-4o-mini", CHAT | told)


def given(*parts, role="user"):
    """The parts of a message to a model, as they are read."""
    (step,) = steps_of(chat(**{"input.messages": [{"role": role, "parts": list(parts)}]}))
    (message,) = step["input"]
    return message["parts"]


@pytest.mark.parametrize("key", ["gen_ai.agent.name", "gen_ai.workflow.name"])
def test_a_workflow_names_its_lane_under_its_new_name_and_the_one_before(key):
    workflow = span("invoke_workflow refunds", {"gen_ai.operation.name": "invoke_workflow", key: "refunds"}, chat())
    (step,) = steps_of(workflow)
    assert step["agent"] == "refunds"


def test_an_agent_inside_a_workflow_keeps_its_own_name():
    inner = {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "support",
        "gen_ai.workflow.name": "refunds",
    }
    workflow = {"gen_ai.operation.name": "invoke_workflow", "gen_ai.workflow.name": "refunds"}
    (step,) = steps_of(span("invoke_workflow", workflow, span("invoke_agent support", inner, chat())))
    assert step["agent"] == "support"


@pytest.mark.parametrize("operation", ["invoke_workflow", "handle_conversation_turn", "invoke_agent", "plan"])
def test_what_a_workflow_alone_tells_of_a_call_is_a_step(operation):
    said = json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": "Refunded."}]}])
    told = {"gen_ai.operation.name": operation, "gen_ai.output.messages": said}
    for tree in (span(operation, told), span(operation, told, chat())):
        (step,) = steps_of(tree)
        assert [part["text"] for message in step["output"] for part in message["parts"]] == ["Refunded."]


def test_a_workflow_around_agents_that_tell_their_calls_is_no_call():
    def agent(name):
        said = json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": f"{name} here."}]}])
        told = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name, "gen_ai.output.messages": said}
        return span(f"invoke_agent {name}", told)

    said = json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": "linus here."}]}])
    told = {"gen_ai.operation.name": "invoke_workflow", "gen_ai.output.messages": said}
    steps = steps_of(span("invoke_workflow", told, agent("ada"), agent("linus")))
    assert [step["agent"] for step in steps] == ["ada", "linus"]


def test_a_plan_holds_the_call_that_made_it():
    (run,) = runs_of(span("plan support", {"gen_ai.operation.name": "plan", "gen_ai.agent.name": "support"}, chat()))
    assert [(str(step["kind"]), step["agent"]) for step in run["steps"]] == [("model", "support")]


@pytest.mark.parametrize("limit", ["gen_ai.retrieval.top_k", "gen_ai.request.top_k"])
def test_a_retrieval_tells_query_limit_and_documents(limit):
    documents = [{"id": "doc-1", "score": 0.91, "title": "OpenTelemetry overview"}, {"id": "doc-2"}, {}]
    told = {
        "gen_ai.operation.name": "retrieval",
        "gen_ai.data_source.id": "H7STPQYOND",
        "gen_ai.retrieval.query.text": "weather in Paris",
        limit: 3,
        "gen_ai.retrieval.documents": json.dumps(documents),
    }
    (step,) = steps_of(span("retrieval H7STPQYOND", told))
    assert (str(step["kind"]), step["name"]) == ("retrieval", "H7STPQYOND")
    assert (step["input"], step["output"]) == ({"query": "weather in Paris", "top_k": 3}, documents)


RECORDS = [{"id": "mem-1", "content": "User prefers metric units"}, {"content": {"fact": "User's name is Ada"}}]


def memory(operation, **attributes):
    told = {f"gen_ai.memory.{key.replace('_', '.')}": value for key, value in attributes.items()}
    (step,) = steps_of(span(operation, {"gen_ai.operation.name": operation, **told}))
    assert str(step["kind"]) == "memory"
    return step["input"], step["output"]


def test_a_memory_that_is_searched_gives_its_records():
    asked = {"query": "units", "store": "ms_1"}
    assert memory("search_memory", store_id="ms_1", query_text="units", records=json.dumps(RECORDS)) == (
        asked,
        RECORDS,
    )
    assert memory("search_memory", query_text="units", record_count=3) == ({"query": "units"}, {"records": 3})


@pytest.mark.parametrize("operation", ["create_memory", "update_memory", "upsert_memory"])
def test_a_memory_that_is_written_is_given_its_records(operation):
    asked, _ = memory(operation, store_id="ms_1", records=json.dumps(RECORDS))
    assert asked == {"store": "ms_1", "records": RECORDS}


def test_deleting_a_record_and_making_or_removing_a_store_are_memory_as_well():
    assert memory("delete_memory", store_id="ms_1", record_id="mem-1") == ({"store": "ms_1", "record": "mem-1"}, None)
    assert memory("create_memory_store", store_id="ms_1") == ({"store": "ms_1"}, None)
    assert memory("delete_memory_store", store_id="ms_1") == ({"store": "ms_1"}, None)


def test_files_addresses_and_bytes_are_media():
    assert given(
        {"type": "uri", "modality": "image", "mime_type": "image/png", "uri": "gs://bucket/a.png"},
        {"type": "file", "file_id": "provider_fileid_123"},
        {"type": "file", "modality": "image", "file_id": "provider_fileid_123"},
        {"type": "blob", "modality": "audio", "mime_type": "audio/wav", "content": "aGVsbG8="},
    ) == [
        {"type": "media", "media_type": "image/png", "reference": "gs://bucket/a.png"},
        {"type": "media", "media_type": "file", "reference": "provider_fileid_123"},
        {"type": "media", "media_type": "image", "reference": "provider_fileid_123"},
        {"type": "media", "media_type": "audio/wav", "data": "aGVsbG8="},
    ]


def test_tools_that_the_provider_ran_are_calls_and_results():
    call = {
        "type": "server_tool_call",
        "id": "ws_1",
        "name": "web_search",
        "server_tool_call": {"type": "web_search", "query": "weather in Paris"},
    }
    result = {
        "type": "server_tool_call_response",
        "id": "ws_1",
        "server_tool_call_response": {"type": "web_search", "results": ["rainy"]},
    }
    assert given(call, result, role="assistant") == [
        {"type": "tool_call", "id": "ws_1", "name": "web_search", "arguments": {"query": "weather in Paris"}},
        {"type": "tool_result", "id": "ws_1", "result": ["rainy"]},
    ]


@pytest.mark.parametrize("key", ["response", "result"])
def test_a_tools_result_stands_under_its_name_and_the_one_before(key):
    assert given({"type": "tool_call_response", "id": "c1", key: "rainy, 57°F"}, role="tool") == [
        {"type": "tool_result", "id": "c1", "result": "rainy, 57°F"}
    ]


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ({"generic_type": "thinking", "thinking": "Hm."}, {"type": "reasoning", "text": "Hm."}),
        ({"generic_type": "refusal", "refusal": "No."}, {"type": "text", "text": "No."}),
        ({"generic_type": "tool_result", "id": "c1", "found": 2}, {"type": "tool_result", "id": "c1", "result": {"found": 2}}),
    ],
)  # fmt: skip
def test_a_generic_part_is_of_the_kind_that_stands_beside_its_type(part, shown):
    assert given({"type": "generic", **part}, role="assistant") == [shown]


def test_a_compacted_conversation_is_read_as_its_summary():
    assert given({"type": "compaction", "id": "cmp_1", "content": "Ada asked for a refund."}) == [
        {"type": "text", "text": "Ada asked for a refund."}
    ]


@pytest.mark.parametrize(
    "part",
    [
        {"type": "search_result", "source": "https://example.com/docs/otel"},
        {"type": "generic", "generic_type": "cache_control", "cache_control": {"type": "ephemeral"}},
        {"type": "compaction", "id": "cmp_1"},
    ],
)
def test_a_part_of_no_known_type_is_shown_as_it_was_recorded(part):
    (shown,) = given(part)
    assert json.loads(shown["text"]) == part


def test_messages_that_break_the_schema_are_read_as_far_as_they_go():
    messages = [{"role": "user"}, {"parts": [{"type": "text", "content": "hi"}]}]
    (step,) = steps_of(chat(**{"input.messages": messages}))
    assert [part["text"] for message in step["input"] for part in message["parts"]] == ["hi"]
    oops = {"role": "assistant", "parts": {"type": "text", "content": "oops"}}
    (step,) = steps_of(chat(**{"output.messages": [oops]}))
    assert [part["text"] for message in step["output"] for part in message["parts"]] == ["oops"]


@pytest.mark.parametrize(
    "instructions",
    [
        [{"type": "text", "content": "You help."}],
        [{"parts": [{"type": "text", "content": "You help."}]}],
        [{"role": "system", "parts": [{"type": "text", "content": "You help."}]}],
        ["You help."],
    ],
    ids=["parts", "in a message", "in a message with its role", "text"],
)
def test_instructions_that_the_messages_begin_with_are_read_once(instructions):
    begun = {"role": "system", "parts": [{"type": "text", "content": "You help."}]}
    asked = {"role": "user", "parts": [{"type": "text", "content": "Say hello."}]}
    for messages in ([asked], [begun, asked]):
        (step,) = steps_of(chat(system_instructions=instructions, **{"input.messages": messages}))
        assert [(message["role"], message["parts"][0]["text"]) for message in step["input"]] == [
            ("system", "You help."),
            ("user", "Say hello."),
        ]


def test_arguments_that_were_recorded_as_text_are_parsed():
    tool = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "get_weather"}
    (step,) = steps_of(
        span("execute_tool get_weather", tool | {"gen_ai.tool.call.arguments": '{"location": "Paris"}'})
    )
    assert step["input"] == {"location": "Paris"}


def test_a_request_says_what_it_goes_on_from_how_hard_it_thinks_and_what_it_is_served_as():
    told = {
        "gen_ai.request.previous_response.id": "resp_1",
        "gen_ai.request.reasoning.level": "medium",
        "gen_ai.request.stream": True,
        "openai.request.service_tier": "auto",
        "openai.response.service_tier": "priority",
    }
    reading = read_span(made("a", 0, 1, attributes=CHAT | told))
    assert reading.previous_response_id == "resp_1"
    assert reading.parameters == {"reasoning.level": "medium", "stream": True, "service_tier": "priority"}


def test_a_reason_to_stop_that_stands_with_the_reply_is_read_where_no_attribute_tells_it():
    said = {"gen_ai.output.messages": '[{"role": "assistant", "parts": [], "finish_reason": "length"}]'}
    assert read_span(made("a", 0, 1, attributes=CHAT | said)).finish_reason == "length"
    first = {"gen_ai.response.finish_reasons": ["stop"]}
    assert read_span(made("a", 0, 1, attributes=CHAT | said | first)).finish_reason == "stop"
    wrong = {"gen_ai.output.messages": '[{"role": "assistant", "parts": [], "finish_reason": 0}]'}
    assert read_span(made("a", 0, 1, attributes=CHAT | wrong)).finish_reason is None


@pytest.mark.parametrize(("mode", "kind"), [("pass_control", "handoff"), ("return_to_caller", "tool")])
def test_a_tool_that_passes_control_to_another_agent_hands_over(mode, kind):
    asked = {"type": "tool_call", "id": "c1", "name": "transfer_to_refunds", "arguments": {"order": 7}}
    told = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "transfer_to_refunds",
        "gen_ai.tool.call.id": "c1",
        "gen_ai.transfer.mode": mode,
        "gen_ai.transfer.target.name": "refunds",
    }
    caller = chat(**{"output.messages": [{"role": "assistant", "parts": [asked]}]})
    _, step = steps_of(caller, span("execute_tool transfer_to_refunds refunds", told))
    assert (str(step["kind"]), step["name"], step["input"]) == (kind, "transfer_to_refunds", {"order": 7})


def fetched(status, **told):
    return span(
        "fetch_response", {"gen_ai.operation.name": "fetch_response", "gen_ai.response.status": status, **told}
    )


def test_whoever_looks_whether_a_response_is_there_yet_has_called_no_model():
    said = {"gen_ai.output.messages": '[{"role": "assistant", "parts": [{"type": "text", "content": "Done."}]}]'}
    asked = chat(**{"response.status": "queued"})
    steps = steps_of(asked, fetched("queued"), fetched("in_progress"), fetched("completed", **said))
    assert [(step["status"], bool(step["output"])) for step in steps] == [("unset", False), ("unset", True)]
    assert [len(step["span_ids"]) for step in steps] == [3, 1]


def test_a_response_that_failed_is_a_failure_of_the_call_that_it_was_of():
    (step,) = steps_of(fetched("failed"))
    assert (step["status"], step["error"]) == ("error", "failed; the recording does not say why")
    (step,) = steps_of(fetched("incomplete"))
    assert step["status"] == "unset"


def test_a_question_to_a_database_of_vectors_is_a_retrieval_and_what_is_written_there_a_detail():
    asks = {"db.operation.name": "QUERY", "db.query.text": "lamps?", "db.n_results": 3}
    known = {"gen_ai.operation.name": "vectordb", "db.system.name": "chroma"}
    model = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o"}
    steps = steps_of(
        span("run", {}, span("QUERY docs", {**known, **asks}), span("chat", model), span("INSERT", {**known}))
    )
    assert [(str(step["kind"]), step["input"]) for step in steps] == [
        ("retrieval", {"query": "lamps?", "top_k": 3}),
        ("model", None),
    ]
