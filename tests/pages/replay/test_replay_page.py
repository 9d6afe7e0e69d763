"""The replay screen of an attempt: one address a step, nothing past the frontier, every form without a script."""

import re

import pytest
from late_parcel import SLUG, WORDS


def start(browser, reveal):
    return (
        browser.post(f"/scenarios/{SLUG}/attempts", data={"reveal": reveal})
        .headers["location"]
        .rpartition("/steps/")[0]
    )


@pytest.fixture
def attempt(ada):
    """The address of an attempt of ada's with all steps open."""
    return start(ada, "open")


@pytest.fixture
def forward(ada):
    """The address of an attempt of ada's that reveals one step at a time."""
    return start(ada, "forward")


def current(page):
    """The number that the list says is open."""
    (link,) = re.findall(r'<a class="row-link"[^>]*data-step="(\d+)"[^>]*aria-current="step"', page)
    return int(link)


def test_the_list_tells_the_story_and_the_heading_says_it_again(ada, attempt):
    page = ada.get(f"{attempt}/steps/2").text
    names = re.findall(r'<span class="step-name">(.*?)</span>\s*<span class="step-figures">', page, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", name) for name in names[:3]] == [
        "calls lookup_order",
        "lookup_order A-17",
        "calls consult_specialist",
    ]
    assert 'lookup_order <span class="step-gist">A-17</span></h1>' in page


def test_a_step_that_is_not_revealed_is_not_told_in_words_either(ada, forward):
    assert "lookup_order A-17" not in re.sub(r"<[^>]+>", "", ada.get(f"{forward}/steps/1").text)


def test_a_step_says_in_one_sentence_what_changed(ada, attempt):
    page = ada.get(f"{attempt}/steps/3").text
    assert (
        "Context +2 messages (+20,202 tokens); the model called <code>consult_specialist(note=&#34;cardamom&#34;)</code>"
        in page
    )
    assert current(page) == 3
    assert "<title>Step 3 · The parcel that came late · Misstep</title>" in page


def test_every_tab_has_an_address_of_its_own(ada, attempt):
    words = {
        "delta": "Entered the context",
        "context": "Tools on offer",
        "output": "tool call",
        "state": "recorded no state",
        "raw": "gen_ai.usage.input_tokens",
    }
    for tab, word in words.items():
        page = ada.get(f"{attempt}/steps/3?tab={tab}").text
        assert word in page
        assert re.search(rf'data-tab="{tab}" aria-current="page"', page)


def test_links_to_other_steps_keep_the_tab(ada, attempt):
    page = ada.get(f"{attempt}/steps/3?tab=raw").text
    assert f'href="{attempt}/steps/4?tab=raw" rel="next"' in page


def test_a_tool_step_leads_to_the_context_of_the_call_that_asked_for_it(ada, attempt):
    assert (
        f'href="{attempt}/steps/1?tab=context">Context of step 1, which asked for it'
        in ada.get(f"{attempt}/steps/2?tab=context").text
    )


def test_an_unknown_tab_is_refused(ada, attempt):
    assert ada.get(f"{attempt}/steps/3?tab=secrets").status_code == 422


def test_the_steps_without_a_number_lead_to_the_one_last_opened(ada, attempt):
    ada.post(f"{attempt}/position", data={"step": "5"})
    assert ada.get(f"{attempt}/steps").headers["location"] == f"{attempt}/steps/5"


def test_a_step_that_is_fetched_is_not_opened_by_that(ada, attempt):
    ada.get(f"{attempt}/steps/5")
    assert ada.get(f"{attempt}/steps").headers["location"] == f"{attempt}/steps/1"


@pytest.mark.parametrize(("form", "opened"), [({}, []), ({"opening": "yes"}, ["1", "2"])])
def test_a_page_without_script_tells_with_its_form_that_the_step_is_opened(ada, form, opened):
    start = {"reveal": "forward"} | form
    begun = ada.post("/scenarios/late-parcel/attempts", data=start).headers["location"].removesuffix("/steps/1")
    ada.post(f"{begun}/frontier", data=form)
    rows = re.findall(r'step-row--opened[^>]*data-row="(\d+)"', ada.get(f"{begun}/steps/1").text)
    assert rows == opened


def test_the_script_may_ask_for_the_step_alone_or_for_the_list_around_it(ada, attempt):
    step = ada.get(f"{attempt}/steps/3", headers={"Misstep-Part": "step"}).text
    assert '<article class="replay-step' in step
    assert "<html" not in step
    assert "row-link" not in step
    steps = ada.get(f"{attempt}/steps/3", headers={"Misstep-Part": "steps"}).text
    assert steps.count('class="row-link"') == 8
    assert "<article" not in steps


def test_read_forward_only_a_run_has_no_length_and_nothing_past_the_frontier(ada, forward):
    page = ada.get(f"{forward}/steps/1").text
    assert "<b>1</b>" in page.replace('<b id="position">', "<b>")
    assert "of </span><span>?</span>" in page
    assert "Reveal <span" in page
    assert WORDS[2] not in page
    assert ada.get(f"{forward}/steps/2").status_code == 404


def test_going_on_reveals_one_step_more(ada, forward):
    assert ada.post(f"{forward}/frontier").headers["location"] == f"{forward}/steps/2"
    page = ada.get(f"{forward}/steps/2").text
    assert WORDS[2] in page
    assert WORDS[3] not in page


def test_what_a_call_awaits_is_called_not_revealed_yet(ada, forward):
    assert "Not revealed yet: go on to the next step." in ada.get(f"{forward}/steps/1").text


def test_a_step_that_goes_on_past_the_frontier_is_running(ada, forward):
    for _ in range(3):
        ada.post(f"{forward}/frontier")
    page = ada.get(f"{forward}/steps/4").text
    assert "running" in page
    assert "juniper" not in page
    assert "still running at the last revealed step" in ada.get(f"{forward}/steps/4?tab=output").text


def test_mallory_sees_no_step_of_adas(mallory, attempt):
    assert mallory.get(f"{attempt}/steps/1").status_code == 404
    assert mallory.get(f"{attempt}/steps/1/content/output").status_code == 404
    assert mallory.get(f"{attempt}/comparison/1").status_code == 404


def test_a_claim_is_listed_with_its_time_and_can_be_revised_and_withdrawn(ada, attempt):
    claim = {
        "step": "2",
        "what": "the unit is lost",
        "because": "no currency",
        "would_expect": "cents",
        "would_rule_out": "a unit",
        "confidence": "70",
    }
    assert (
        ada.post(f"{attempt}/claims", data={**claim, "next": f"{attempt}/steps/2"}).headers["location"]
        == f"{attempt}/steps/2"
    )
    page = ada.get(f"{attempt}/steps/2").text
    assert '<p class="claim-what">the unit is lost</p>' in page
    assert '<span title="likely">70 %</span> · <time' in page
    identity = re.search(r"revise=(\w+)", page).group(1)
    assert ">the unit is lost</textarea>" in ada.get(f"{attempt}/steps/2?revise={identity}").text
    ada.post(f"{attempt}/claims/{identity}/withdrawal", data={"next": f"{attempt}/steps/2"})
    assert "· withdrawn <time" in ada.get(f"{attempt}/steps/2").text


def test_a_revised_claim_is_one_claim_with_its_earlier_wording_folded(ada, attempt):
    for what, revises in (("the unit is lost", ""), ("the lookup drops the unit", "id000000000000000003")):
        ada.post(f"{attempt}/claims", data={"step": "2", "what": what, "confidence": "80", "revises": revises})
    page = ada.get(f"{attempt}/steps/2").text
    assert 'Claims <span class="change-count">1</span>' in page
    assert "1 earlier wording</summary>" in page
    assert page.index("the lookup drops the unit") < page.index("1 earlier wording") < page.index("the unit is lost")
    assert page.count(" · revised <time") == 1
    assert page.count('aria-label="claim"') == 1


def test_the_pane_alone_can_be_asked_for(ada, attempt):
    pane = ada.get(f"{attempt}/steps/2", headers={"misstep-part": "diagnosis"}).text
    assert pane.count("<aside") == 1
    assert "<html" not in pane


def test_a_pinned_passage_leads_back_to_where_it_stands(ada, attempt):
    ada.post(f"{attempt}/evidence", data={"step": "2", "quote": "total: 1250"})
    assert f'href="{attempt}/steps/2#quote=total%3A%201250"' in ada.get(f"{attempt}/steps/5").text


def test_a_passage_that_the_page_shows_of_another_step_is_sent_there(ada, attempt):
    answer = ada.post(
        f"{attempt}/evidence", data={"step": "1", "quote": "total: 1250"}, headers={"accept": "text/html"}
    )
    assert answer.status_code == 422
    assert "this is a passage of step 2, not of step 1; pin it there" in answer.text


def test_a_search_that_cannot_be_read_says_so_in_place_and_stays(ada, attempt):
    page = ada.get(f"{attempt}/steps/2", params={"find": "refund latency>fast"}).text
    assert 'id="find-problem">latency&gt; needs a number with ms, s or min: <code>latency&gt;fast</code>' in page
    assert 'value="refund latency&gt;fast"' in page
    assert 'aria-invalid="true"' in page
    assert 'class="row-link"' in page


def test_steps_are_walked_within_a_search(ada, attempt):
    page = ada.get(f"{attempt}/steps/2", params={"find": "kind:tool"}).text
    assert re.findall(r'class="hit" href="([^"]*)"', page) == [
        f"{attempt}/steps/{number}?find=kind%3Atool" for number in (2, 4, 6)
    ]
    assert f'href="{attempt}/steps/3?find=kind%3Atool" rel="next"' in page
    assert f'<a href="{attempt}/steps/2" data-clear>Clear</a>' in page


def test_marks_stand_in_the_list_with_their_words(ada, attempt):
    ada.post(f"{attempt}/marks", data={"step": "3", "as": "suspect"})
    ada.post(f"{attempt}/evidence", data={"step": "2", "quote": WORDS[2]})
    page = ada.get(f"{attempt}/steps/3").text
    assert 'aria-label="suspect"' in page
    assert 'aria-label="evidence"' in page
    assert "Suspected" in page
    assert f'<blockquote class="pin-quote">{WORDS[2]}</blockquote>' in page


def test_hints_come_one_by_one(ada, attempt):
    ada.post(f"{attempt}/hints")
    page = ada.get(f"{attempt}/steps/1").text
    assert "Look at the lookup" in page
    assert "Compare amounts" not in page


def test_finding_shows_the_steps_that_hold_the_words(ada, attempt):
    page = ada.get(f"{attempt}/steps/1?find={WORDS[5]}").text
    assert f"<mark>{WORDS[5]}</mark>" in page
    assert re.findall(r'class="hit" [^>]*data-step="(\d+)"', page) == ["5", "6"]
    assert "Nothing found in what is revealed" in ada.get(f"{attempt}/steps/1?find=zebra").text


def test_finding_stays_within_the_frontier(ada, forward):
    assert "Nothing found in what is revealed" in ada.get(f"{forward}/steps/1?find={WORDS[2]}").text


def test_contents_are_whole_and_plain(ada, attempt):
    answer = ada.get(f"{attempt}/steps/2/content/output")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == f"total: 1250 {WORDS[2]}"
    assert ada.get(f"{attempt}/steps/2/content/input").text == '{\n  "order": "A-17"\n}'
    assert ada.get(f"{attempt}/steps/3/content/message-2").text == f"Where is my parcel? {WORDS[1]}"
    assert "consult_specialist" in ada.get(f"{attempt}/steps/3/content/output").text
    assert "consult_specialist" in ada.get(f"{attempt}/steps/3/content/said-1").text
    assert '"gen_ai.usage.input_tokens": 530303' in ada.get(f"{attempt}/steps/3/content/spans").text


@pytest.mark.parametrize("part", ["message-0", "message-99", "message-x", "said-2", "secrets", "message-²"])
def test_a_content_that_a_step_does_not_have_is_not_found(ada, attempt, part):
    assert ada.get(f"{attempt}/steps/3/content/{part}").status_code == 404


def test_an_error_has_its_words_but_no_alarm_while_reading(ada, attempt):
    page = ada.get(f"{attempt}/steps/6").text
    assert "limit exceeded" in page
    assert "failure failure--neutral" in page
    assert "tick--error" not in page


def test_the_page_waits_for_the_script_that_gives_panes_their_size(ada, attempt):
    head = ada.get(f"{attempt}/steps/1").text.partition("</head>")[0]
    assert re.search(r'<script src="[^"]+/js/replay/early\.js"></script>', head)


def test_the_screen_holds_no_inline_script_or_style(ada, attempt):
    page = ada.get(f"{attempt}/steps/3").text
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", page)
