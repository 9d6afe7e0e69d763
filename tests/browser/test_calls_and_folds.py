"""One call is one row and one press of a key; what repeats is one row that opens."""

import json

import pytest
from imported_run import heard, import_run, said, span
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NAME = "a run of calls"
LOOKED_UP = 3  # the access inside the tool's call of step 2
FIRST, LAST = 4, 63  # thirty turns that are alike


def asked(name, call_id, **arguments):
    part = {"type": "tool_call", "id": call_id, "name": name, "arguments": arguments}
    return {"gen_ai_dot_output_dot_messages": json.dumps([{"role": "assistant", "parts": [part]}])}


def model(number, **more):
    chat = {"gen_ai_dot_operation_dot_name": "chat", "gen_ai_dot_request_dot_model": "m"}
    return span(number, NAME, **chat, **heard([said("user", "Which parcels are late?")]), **more)


def tool(number, name, call_id, result, **arguments):
    told = {"operation_dot_name": "execute_tool", "tool_dot_name": name, "tool_dot_call_dot_id": call_id}
    told |= {"tool_dot_call_dot_arguments": json.dumps(arguments), "tool_dot_call_dot_result": json.dumps(result)}
    return span(number, name, **{f"gen_ai_dot_{key}": value for key, value in told.items()})


def access(number, parent):
    told = {"gen_ai_dot_operation_dot_name": "retrieval", "gen_ai_dot_data_source_dot_id": "rules"}
    inside = span(number, "rules", **told)
    began = int(parent["startTimeUnixNano"])
    times = {"startTimeUnixNano": str(began + 10**6), "endTimeUnixNano": str(began + 10**7)}
    return inside | times | {"parentSpanId": parent["spanId"]}


@pytest.fixture(scope="module")
def run(new_context):
    context = new_context()
    call = tool(2, "look_up", "c1", ["Late after ten days."], q="late")
    spans = [model(1, **asked("look_up", "c1", q="late")), call, access(LOOKED_UP, call)]
    for number in range(FIRST, LAST, 2):
        spans += [
            model(number, **asked("get_parcel", f"p{number}", id=number)),
            tool(number + 1, "get_parcel", f"p{number}", {"late": False}, id=number),
        ]
    spans.append(model(LAST + 1))
    yield import_run(context.new_page(), spans, NAME)
    context.close()


def at(page, number):
    expect(page.locator("#step")).to_have_attribute("data-number", str(number))


def test_a_key_goes_past_the_access_of_a_call_and_its_address_leads_to_it(open_page, run):
    page = open_page()
    page.goto(f"{run}/1")
    for key, number in (("j", 2), ("j", 4), ("k", 2), ("k", 1)):
        page.keyboard.press(key)
        at(page, number)
    page.goto(f"{run}/{LOOKED_UP}")
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-step", "2")
    expect(page.get_by_text("one call with step 2")).to_be_visible()
    page.keyboard.press("j")
    at(page, 4)


def test_the_access_unfolds_in_the_row_and_on_the_page_of_the_call(open_page, run):
    page = open_page()
    page.goto(f"{run}/2")
    page.get_by_text("3 inside").click()
    expect(page.locator(".inner-link")).to_contain_text("rules")
    page.locator(".access > summary").click()
    page.get_by_role("link", name="Open step 3").click()
    at(page, LOOKED_UP)


def test_what_repeats_is_one_row_that_opens_and_never_hides_the_step_at_hand(open_page, run):
    page = open_page()
    page.goto(f"{run}/1")
    fold = page.locator(".row-fold")
    expect(fold).to_contain_text("get_parcel")
    expect(fold).to_contain_text("steps 8 – 63")  # those beside the step at hand are shown
    fold.locator("summary").first.click()
    expect(page.locator(".row-link[data-step='40']")).to_be_visible()
    page.goto(f"{run}/40")
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-step", "40")
    expect(page.locator(".row-fold")).to_have_count(2)


def test_walking_on_inside_what_repeats_fetches_the_list_once_in_many_presses(open_page, run):
    page = open_page()
    page.goto(f"{run}/20")
    lists = []
    page.on(
        "request",
        lambda request: lists.append(request.url) if request.headers.get("misstep-part") == "steps" else None,
    )
    for number in range(21, 46):
        page.keyboard.press("j")
        at(page, number)
    expect(page.locator(".row-link[aria-current]")).to_have_attribute("data-step", "45")
    assert len(lists) == 1


def test_without_scripts_a_link_opens_what_repeats(open_page, run):
    page = open_page(java_script_enabled=False)
    page.goto(f"{run}/1")
    page.locator(".row-fold summary").click()
    page.get_by_role("link", name="Steps 8 – 63").click()
    at(page, 8)
    expect(page.locator(".row-link[data-step='40']")).to_be_visible()
    expect(page.locator(".row-fold")).to_have_count(0)
