"""The forecast page: what each change would have done, one's own fix, and the sending."""

import re

import pytest

UNIT, RETRY = "passes:sealed-unit", "passes:sealed-retry"


def chosen(page):
    """The probability that is chosen for each change, by its field; empty for no answer."""
    return dict(re.findall(r'type="radio" name="(passes:[\w-]+)" value="([\d.]*)" checked', page))


def test_before_the_lock_there_is_no_forecast_and_none_is_taken(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    assert ada.get(f"{attempt}/forecast").headers["location"] == f"{attempt}/diagnosis"
    refused = ada.post(f"{attempt}/forecast", data={UNIT: "95", "own_fix": "name it", "then": "send"})
    assert refused.headers["location"] == f"{attempt}/diagnosis"
    body = ada.get(f"/api{attempt}").json()
    assert (body["locked"], body["submitted_at"], body["draft"]["forecast"]) == (False, None, [])
    assert body["draft"]["own_fix"] == {"lever": None, "text": ""}


def test_every_change_is_asked_alike_and_nothing_is_answered_for_the_reader(ada, locked):
    page = ada.get(f"{locked}/forecast").text
    assert "Name the unit (sealed-title)" in page
    assert "Rename it (sealed-detail)" in page
    assert "Retry (sealed-title-two)" in page
    assert "Ask again (sealed-detail-two)" in page
    assert "sealed-retry-problem" not in page, "what the run did is not told"
    assert "sealed-remark" not in page, "nor what is to be said of it afterwards"
    assert chosen(page) == {UNIT: "", RETRY: ""}
    assert page.count("surely not") == page.count("not answered</span>") == 2


def test_what_was_locked_stands_beside_it(ada, locked):
    page = ada.get(f"{locked}/forecast").text
    assert "Part one, as you locked it" in page
    assert ">cents</p>" in page


def test_a_saved_forecast_is_there_the_next_time(ada, locked):
    answer = ada.post(
        f"{locked}/forecast", data={UNIT: "95", RETRY: "", "lever": "tool", "own_fix": " name the unit "}
    )
    assert answer.headers["location"] == f"{locked}/forecast?saved=yes"
    page = ada.get(answer.headers["location"]).text
    assert "Draft saved." in page
    assert chosen(page) == {UNIT: "95", RETRY: ""}
    assert 'value="name the unit"' in page
    assert '<option value="tool" selected>' in page
    draft = ada.get(f"/api{locked}").json()["draft"]
    assert draft["forecast"] == [{"remedy": "sealed-unit", "passes": 0.95}]
    assert [claim["step"] for claim in draft["claims"]] == [2]


def test_an_answer_can_be_taken_back(ada, locked):
    ada.post(f"{locked}/forecast", data={UNIT: "95", RETRY: "5"})
    ada.post(f"{locked}/forecast", data={UNIT: "95", RETRY: ""})
    assert chosen(ada.get(f"{locked}/forecast").text) == {UNIT: "95", RETRY: ""}


def test_a_number_that_a_program_stated_stays(ada, locked):
    ada.put(f"/api{locked}/diagnosis", json={"forecast": [{"remedy": "sealed-unit", "passes": 0.625}]})
    assert chosen(ada.get(f"{locked}/forecast").text) == {UNIT: "62.5", RETRY: ""}


@pytest.mark.parametrize("typed", ["101", "-1", "surely", "nan", "9" * 400])
def test_what_is_no_probability_is_no_answer(ada, locked, typed):
    ada.post(f"{locked}/forecast", data={UNIT: typed})
    assert ada.get(f"/api{locked}").json()["draft"]["forecast"] == []


def test_a_change_that_is_not_asked_about_is_not_kept(ada, locked):
    ada.post(f"{locked}/forecast", data={"passes:of-another-run": "95"})
    assert ada.get(f"/api{locked}").json()["draft"]["forecast"] == []


def test_a_sentence_that_is_too_long_is_refused_where_it_stands(ada, locked):
    answer = ada.post(f"{locked}/forecast", data={UNIT: "75", "own_fix": "x" * 2001, "then": "send"})
    assert answer.status_code == 422
    assert "Your own change: at most 2000 characters, please" in answer.text
    assert "x" * 2001 in answer.text
    assert chosen(answer.text) == {UNIT: "75", RETRY: ""}
    assert ada.get(f"/api{locked}").json()["submitted_at"] is None


def test_sending_takes_what_is_in_the_form_along(ada, locked):
    answer = ada.post(f"{locked}/forecast", data={UNIT: "95", RETRY: "5", "own_fix": "name it", "then": "send"})
    assert answer.headers["location"] == f"{locked}/reveal"
    body = ada.get(f"/api{locked}").json()
    assert {each["remedy"]: each["passes"] for each in body["draft"]["forecast"]} == {
        "sealed-unit": 0.95,
        "sealed-retry": 0.05,
    }
    assert body["submitted_at"] is not None


def test_what_was_sent_is_revealed_and_not_forecast_again(ada, locked):
    ada.post(f"{locked}/submission")
    assert ada.get(f"{locked}/forecast").headers["location"] == f"{locked}/reveal"
    assert ada.post(f"{locked}/forecast", data={UNIT: "95"}).headers["location"] == f"{locked}/reveal"
    assert ada.post(f"{locked}/submission").status_code == 409


def test_what_is_not_locked_is_not_sent(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2"})
    assert ada.post(f"{attempt}/submission").status_code == 409


def test_mallory_can_neither_read_nor_write_adas_forecast(ada, locked, mallory):
    assert mallory.get(f"{locked}/forecast").status_code == 404
    assert mallory.post(f"{locked}/forecast", data={UNIT: "95"}).status_code == 404
    assert ada.get(f"/api{locked}").json()["draft"]["forecast"] == []
