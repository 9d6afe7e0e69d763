"""A condensed context on the page: in sentences, side by side, and with what it says no more."""

import json
from itertools import count

import pytest

from app.assembly.steps import run_of
from app.ingest.decode import decode
from app.ingest.files import NamedBytes
from app.store.run_rows import rows_of

PROMPT = {"role": "system", "parts": [{"type": "text", "content": "Be brief."}]}


def said(text, role="user"):
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def result(text):
    return {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": text}]}


def chat(number, given, *, answer="One moment.", **more):
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "m",
        "gen_ai.input.messages": json.dumps(given),
        "gen_ai.output.messages": json.dumps([said(answer, "assistant")]),
    } | more
    return {
        "traceId": "ab" * 16,
        "spanId": f"{number:016x}",
        "name": "chat m",
        "startTimeUnixNano": str(10**18 + number * 10**9),
        "endTimeUnixNano": str(10**18 + number * 10**9 + 10**8),
        "attributes": [{"key": key, "value": {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value}} for key, value in attributes.items()],
    }  # fmt: skip


@pytest.fixture
def page(store, ada):
    """The text of the second call's page, of a run of two calls."""

    numbers = count(1)

    def show(*spans, tab="delta"):
        run = f"run{next(numbers)}"
        body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
        (trace,) = decode([NamedBytes("run.json", body)])
        with store.writing() as work:
            work.runs.add(rows_of(run_of(trace), trace, run_id=run, workspace="local", source="imported"))
        return " ".join(ada.get(f"/runs/{run}/steps/2?tab={tab}").text.split())

    return show


WISH = said("Send the carafe TA-20014 to Ines Brandt, Am Dobben 44. Never to the old flat.")
THANKS = said("We will send the carafe to Ines Brandt.", "assistant")
SUMMARY = said("Summary: we will send the carafe to the customer.")


def test_messages_that_became_one_stand_beside_it_with_what_is_said_no_more(page):
    text = page(
        chat(1, [PROMPT, WISH, THANKS], **{"gen_ai.usage.input_tokens": 900}),
        chat(2, [PROMPT, SUMMARY], **{"gen_ai.usage.input_tokens": 400}),
    )
    assert "The oldest 2 messages (116 characters) became 1 message (49 characters)." in text
    assert "the call’s input 900 → 400 tokens" in text
    assert "No longer anywhere in the context" in text
    assert "Never to the old flat." in text
    assert 'Am Dobben 44 <span class="lost-place" title="user, message 2 of step 1">2</span>' in text
    assert "Context condensed, 2 messages became 1 (−500 tokens)" in text


def test_dropped_messages_leave_nothing_in_their_place(page):
    text = page(
        chat(1, [PROMPT, WISH, THANKS, SUMMARY]), chat(2, [PROMPT, THANKS, SUMMARY, said("One moment.", "assistant")])
    )
    assert "The oldest 1 message (77 characters) left, and nothing stands in its place." in text


def test_dropped_messages_of_which_nothing_is_lost_are_said_to_be_so(page):
    text = page(chat(1, [SUMMARY, said("Hello there"), SUMMARY]), chat(2, [SUMMARY, SUMMARY]))
    assert "1 message (11 characters) left, and nothing stands in its place." in text
    assert "Every number, id, date, name, quotation and rule of it still stands in the context." in text


def test_other_content_in_the_place_of_messages_is_called_so(page):
    text = page(
        chat(1, [PROMPT, WISH, THANKS]), chat(2, [PROMPT, said("Once upon another time there lived four kings.")])
    )
    assert (
        "The oldest 2 messages (116 characters) left; 1 message (46 characters) of other content stands there now."
        in text
    )


def test_a_result_that_was_cut_is_compared_word_by_word(page):
    text = page(chat(1, [PROMPT, result("7 in Lille, 2 in Kendal")]), chat(2, [PROMPT, result("7 in Lille")]))
    assert "1 message was shortened, from 23 to 10 characters." in text
    assert '<del class="diff-left">, 2 in Kendal</del>' in text


def test_of_a_call_whose_recording_lost_messages_nothing_is_claimed(page):
    lossy = chat(2, [PROMPT, THANKS]) | {"droppedAttributesCount": 2}
    text = page(chat(1, [PROMPT, WISH, THANKS]), lossy)
    assert "The oldest 1 message (77 characters) of the earlier call is not in the recording of this one." in text
    assert "cannot be told from it" in text
    assert "No longer anywhere" not in text


def test_a_context_that_only_grew_has_no_such_block(page):
    assert 'class="compaction"' not in page(chat(1, [PROMPT, WISH]), chat(2, [PROMPT, WISH, THANKS]))


def test_too_many_facts_of_a_kind_unfold_and_too_long_a_context_is_not_searched(page, monkeypatch):
    many = said(" ".join(f"TA-{n}" for n in range(1000, 1030)))
    assert "6 more" in page(chat(1, [PROMPT, many, THANKS]), chat(2, [PROMPT, THANKS]))
    monkeypatch.setattr("app.replay.lost_facts.MAX_REMOVED", 30)
    assert "only the beginning was searched" in page(chat(1, [PROMPT, many, THANKS]), chat(2, [PROMPT, THANKS]))
    monkeypatch.setattr("app.replay.lost_facts.MAX_CONTEXT", 3)
    assert "too long to search it" in page(chat(1, [PROMPT, many, THANKS]), chat(2, [PROMPT, THANKS]))


def test_hostile_text_in_a_fact_is_shown_and_not_run(page):
    evil = said("Never run <img src=x onerror=alert(1)> of TA-20014<script>")
    text = page(chat(1, [PROMPT, evil, THANKS]), chat(2, [PROMPT, THANKS]))
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def tools(**properties):
    return {
        "gen_ai.tool.definitions": json.dumps(
            [
                {
                    "name": "refund",
                    "description": properties.pop("says", "Refund."),
                    "parameters": {
                        "type": "object",
                        "properties": properties,
                        "required": properties.pop("needs", []),
                    },
                }
            ]
        )
    }


def test_a_changed_tool_is_told_field_by_field(page):
    text = page(
        chat(1, [PROMPT], **tools(amount={"type": "integer"}, city={"type": "string"})),
        chat(
            2,
            [PROMPT],
            **tools(
                amount={"type": "string"}, reason={"enum": ["DMG", "WRG"]}, needs=["amount"], says="Refund once."
            ),
        ),
    )
    assert "Tool <code>refund</code> changed" in text
    assert '<span class="tool-aspect">description</span>' in text
    assert '<code>amount</code> <span class="tool-aspect">is now required</span>' in text
    assert '<del class="diff-left">integer</del><ins class="diff-entered">string</ins>' in text
    assert '<code>reason</code> <span class="tool-aspect">new parameter</span>' in text
    assert "enum DMG, WRG, required false" in text
    assert '<code>city</code> <span class="tool-aspect">parameter removed</span>' in text


def test_a_tool_with_very_many_changed_fields_is_cut_short(page):
    assert '<li class="nothing">40 more</li>' in page(
        chat(1, [PROMPT], **tools()), chat(2, [PROMPT], **tools(**{f"p{n}": {"type": "string"} for n in range(100)}))
    )


def test_a_parameter_that_was_set_or_unset_is_called_so(page):
    text = page(
        chat(1, [PROMPT], **{"gen_ai.request.seed": 1}), chat(2, [PROMPT], **{"gen_ai.request.max_tokens": 9})
    )
    assert text.count('<span class="value-absent">not set</span>') == 2


def test_a_model_that_was_cut_off_is_called_so(page):
    cut = {"gen_ai.response.finish_reasons": '["length"]'}
    text = page(chat(1, [PROMPT]), chat(2, [PROMPT], **cut))
    assert "stopped: at its token limit, the answer is cut off <code>length</code>" in text
    assert "stopped before it had finished" in text
    assert "stopped: something_new" in page(
        chat(1, [PROMPT]), chat(2, [PROMPT], **{"gen_ai.response.finish_reasons": '["something_new"]'})
    )


def test_a_result_that_says_it_is_not_whole_is_quoted(page):
    call = chat(2, []) | {"name": "execute_tool list"}
    call["attributes"] = [
        {"key": key, "value": {"stringValue": value}}
        for key, value in {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": "list",
            "gen_ai.tool.call.result": '{"rows": [1], "has_more": true}',
        }.items()
    ]
    assert "Not all there is, by its own words: <code>has_more</code> is true." in page(chat(1, [PROMPT]), call)


def test_a_model_that_was_shown_less_than_came_back_is_said_to_be(store, ada):
    report = "The quick brown fox jumps over the lazy dog. " * 40
    asks = {"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "read", "arguments": {}}]}
    first = chat(1, [PROMPT], **{"gen_ai.output.messages": json.dumps([asks])})
    tool = chat(2, []) | {"name": "execute_tool read"}
    given = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "read",
        "gen_ai.tool.call.id": "c1",
        "gen_ai.tool.call.result": report,
    }
    tool["attributes"] = [{"key": key, "value": {"stringValue": value}} for key, value in given.items()]
    spans = [first, tool, chat(3, [PROMPT, asks, result(report[:900])])]
    (trace,) = decode(
        [NamedBytes("r.json", json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode())]
    )
    with store.writing() as work:
        work.runs.add(rows_of(run_of(trace), trace, run_id="run1", workspace="local", source="imported"))
    text = " ".join(ada.get("/runs/run1/steps/3").text.split())
    assert "Message 3 holds the beginning, 900 of the 1,800 characters that <a" in text
