"""The tree of a run, and the parts of the left pane that come on demand."""

import html
import re

import pytest
from late_parcel import RUNS, SLUG, TOKENS, WORDS, span_id


def begun(client, *, reveal="open", frontier=1):
    attempt = client.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": reveal}).json()["id"]
    for _ in range(frontier - 1):
        client.post(f"/api/attempts/{attempt}/frontier")
    return f"/attempts/{attempt}/steps"


def rows(page):
    """Each row of a tree in words: level, name, figures."""
    found = re.findall(
        r'data-level="(\d+)".*?class="tree-name">(.*?)</span>\s*<span class="tree-figures">(.*?)\n', page, re.DOTALL
    )
    return [(int(level), _text(name), _text(figures)) for level, name, figures in found]


def _text(markup):
    return html.unescape(" ".join(re.sub("<[^>]+>", " ", markup).split()))


@pytest.fixture
def steps(ada):
    return begun(ada)


def test_the_way_to_the_step_is_open(ada, steps):
    found = rows(ada.get(f"{steps}/6?view=tree").text)
    assert [(level, name.partition(" ")[0]) for level, name, _ in found] == [
        (1, "support_agent"), (2, "calls"), (2, "lookup_order"), (2, "calls"), (2, "consult_specialist"),
        (3, "refund_specialist"), (4, "calls"), (4, "issue_refund"), (4, "Not"), (2, "All"),
    ]  # fmt: skip


def test_a_container_tells_what_its_steps_used(ada, steps):
    (agent,) = [row for row in rows(ada.get(f"{steps}/6?view=tree").text) if row[1] == "refund_specialist"]
    assert agent[2].startswith("3 steps · 1 error · ")
    assert TOKENS[5] + TOKENS[7] == 1_121_212
    assert "2.2M tok" in agent[2], "input and output of the two model steps"


def test_a_container_that_runs_at_the_frontier_counts_only_what_is_revealed(ada):
    steps = begun(ada, reveal="forward", frontier=5)
    found = {name: figures for _, name, figures in rows(ada.get(f"{steps}/5?view=tree").text)}
    assert found["refund_specialist"].startswith("running · 1 step")
    assert found["support_agent"].startswith("running · 5 steps")
    assert "error" not in found["refund_specialist"]
    assert found["consult_specialist cardamom, dandelion"] == "running · 1 inside"


def test_a_closed_branch_comes_on_demand(ada, steps):
    part = ada.get(f"{steps}/outline/{span_id('broken', 'sub')}").text
    assert [name.partition(" ")[0] for _, name, _ in rows(part)] == ["calls", "issue_refund", "Not"]
    assert [level for level, _, _ in rows(part)] == [4, 4, 4]
    assert 'data-begin="5" data-end="7"' in part


def test_a_branch_keeps_the_tab_in_its_links(ada, steps):
    part = ada.get(f"{steps}/outline/step-4?tab=raw").text
    assert f'href="{steps}/5?tab=raw"' in part


def test_the_run_itself_is_a_branch(ada, steps):
    assert [name for _, name, _ in rows(ada.get(f"{steps}/outline/run").text)] == ["support_agent"]


@pytest.mark.parametrize("key", ["no-such", "step-2", span_id("broken", "sub")])
def test_what_has_not_begun_is_no_branch_and_told_in_the_words_of_what_does_not_exist(ada, key):
    steps = begun(ada, reveal="forward", frontier=4)
    answer = ada.get(f"{steps}/outline/{key}", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.text == ada.get(f"{steps}/outline/never", headers={"accept": "application/json"}).text


def test_mallory_gets_no_branch_no_rows_and_no_tries_of_ada(ada, mallory, steps):
    for path in ("outline/run", "rows/1/4", "2/tries"):
        assert ada.get(f"{steps}/{path}").status_code == 200
        assert mallory.get(f"{steps}/{path}").status_code == 404


def test_further_rows_end_at_the_frontier(ada):
    steps = begun(ada, reveal="forward", frontier=4)
    part = ada.get(f"{steps}/rows/2/60").text
    assert re.findall(r'data-step="(\d)"', part) == ["2", "3", "4"]
    assert ada.get(f"{steps}/rows/5/60").status_code == 404
    assert WORDS[5] not in part


def test_further_rows_are_drawn_as_their_neighbours_ask(ada, steps):
    part = ada.get(f"{steps}/rows/6/8").text
    assert _text(part).count("refund_specialist") == 0, "its steps began with the row above"
    assert "support_agent" in _text(part)


def test_the_view_that_was_asked_for_is_remembered(ada, steps):
    assert "<step-tree" in ada.get(f"{steps}/2?view=tree").text
    assert "<step-tree" in ada.get(f"{steps}/3").text
    assert "<step-tree" not in ada.get(f"{steps}/3?view=list").text
    assert "<step-tree" not in ada.get(f"{steps}/3").text


def test_a_view_that_no_longer_exists_is_the_list(ada, steps):
    ada.cookies.set("misstep_view", "spiral")
    assert "<step-list" in ada.get(f"{steps}/3").text


@pytest.mark.usefixtures("steps")
def test_a_bundled_run_has_no_branches_outside_its_attempts(ada):
    for path in ("outline/run", "rows/1/4", "2/tries"):
        assert ada.get(f"/runs/{RUNS['broken']}/steps/{path}").status_code == 404


def crumbs(page):
    (nav,) = re.findall(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)
    return re.findall(r'<a class="crumb" href="[^"]*/(\d+)"', nav), _text(nav)


def test_above_a_step_stands_what_it_lies_inside(ada, steps):
    numbers, words = crumbs(ada.get(f"{steps}/6").text)
    assert words.startswith("support_agent consult_specialist cardamom, dandelion refund_specialist")
    assert "called by step 4" in words
    assert numbers[:3] == ["1", "4", "5"]


def test_what_is_open_at_the_frontier_says_that_it_runs(ada):
    steps = begun(ada, reveal="forward", frontier=6)
    _, words = crumbs(ada.get(f"{steps}/6").text)
    assert words.startswith(
        "support_agent running consult_specialist cardamom, dandelion running refund_specialist running"
    )


def data(page):
    (article,) = re.findall(r'<article class="replay-step[^>]*>', page)
    return dict(re.findall(r'data-(over|out|lane-before|lane-after|mark-before|mark-after)="(\d+)"', article))


def test_a_step_knows_the_ways_from_it(ada, steps):
    assert data(ada.get(f"{steps}/4").text) == {"over": "8", "lane-after": "5"}
    assert data(ada.get(f"{steps}/6").text) == {"over": "7", "out": "4", "lane-before": "4", "lane-after": "8"}
    assert data(ada.get(f"{steps}/8").text) == {"lane-before": "7"}


def test_no_way_leads_past_the_frontier(ada):
    steps = begun(ada, reveal="forward", frontier=7)
    assert data(ada.get(f"{steps}/4").text) == {"lane-after": "5"}
    assert data(ada.get(f"{steps}/7").text) == {"out": "4", "lane-before": "4"}


def test_marks_are_reached_from_anywhere(ada, steps):
    attempt = steps.removesuffix("/steps")
    for step in (2, 6):
        ada.post(f"/api{attempt}/marks", json={"step": step, "as": "mark"})
    found = data(ada.get(f"{steps}/4").text)
    assert (found["mark-before"], found["mark-after"]) == ("2", "6")
