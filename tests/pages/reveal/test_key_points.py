"""Beside their own explanation a reader ticks the key points that it has; the total stays as it is."""

import re
from dataclasses import replace

import late_parcel
import pytest
from handing_in import hand_in
from late_parcel import SLUG

from app.startup import Packs, prepared_store

EXPLAINED = {"claims": [{"step": 2}], "explanation": "the <b>cents</b> were read as euros"}
BOX = re.compile(r'<input type="checkbox" name="point" value="(\d)"( checked)?>')


@pytest.fixture
def attempt(ada):
    return f"/attempts/{ada.post(f'/api/scenarios/{SLUG}/attempts', json={'reveal': 'open'}).json()['id']}"


def section(ada, attempt):
    return ada.get(f"{attempt}/reveal").text.partition('id="key-points"')[2].partition("</section>")[0]


def beside_the_total(ada, attempt):
    card = ada.get(f"{attempt}/reveal").text.partition('class="verdict-card"')[2].partition("</section>")[0]
    return re.findall(r'<p class="total-beside">([^<]+)</p>', card)


def test_nothing_is_ticked_before_the_reader_has_looked(ada, attempt):
    hand_in(ada, attempt, **EXPLAINED)
    told = section(ada, attempt)
    assert BOX.findall(told) == [("1", ""), ("2", ""), ("3", "")]
    assert "the &lt;b&gt;cents&lt;/b&gt; were read as euros" in told
    assert "The order says euros (sealed-point-why)" in told
    assert beside_the_total(ada, attempt) == []


def test_what_is_ticked_stands_beside_the_total_and_changes_nothing_in_it(ada, attempt):
    hand_in(ada, attempt, **EXPLAINED)
    before = ada.get(f"/api{attempt}/reveal").json()
    answer = ada.post(f"{attempt}/key-points", data={"point": ["3", "1"]})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{attempt}/reveal#key-points")
    assert BOX.findall(section(ada, attempt)) == [("1", " checked"), ("2", ""), ("3", " checked")]
    assert beside_the_total(ada, attempt) == ["2 of 3 key points, by your own reading"]
    after = ada.get(f"/api{attempt}/reveal").json()
    assert (before["key_points"], after["key_points"]) == ({"ticked": None, "of": 3}, {"ticked": [1, 3], "of": 3})
    assert before["score"] == after["score"]


def test_what_is_ticked_last_stands_and_may_be_nothing(ada, attempt):
    hand_in(ada, attempt, **EXPLAINED)
    ada.post(f"{attempt}/key-points", data={"point": "2"})
    ada.post(f"{attempt}/key-points", data={})
    assert beside_the_total(ada, attempt) == ["0 of 3 key points, by your own reading"]
    told = ada.put(f"/api{attempt}/key-points", json={"points": [2, 2]}).json()
    assert told["key_points"] == {"ticked": [2], "of": 3}


def test_without_an_explanation_there_is_nothing_to_tick_and_the_page_says_so(ada, attempt):
    hand_in(ada, attempt, claims=[{"step": 2}])
    told = section(ada, attempt)
    assert "You wrote no explanation" in told
    assert "The order says euros (sealed-point-why)" in told
    assert BOX.findall(told) == []
    answer = ada.put(f"/api{attempt}/key-points", json={"points": [1]})
    assert answer.status_code == 409
    assert "no explanation of yours" in answer.json()["error"]


@pytest.mark.parametrize("points", [[0], [4], ["x"], list(range(101))])
def test_what_the_key_does_not_have_is_refused(ada, attempt, points):
    hand_in(ada, attempt, **EXPLAINED)
    assert ada.put(f"/api{attempt}/key-points", json={"points": points}).status_code == 422
    assert ada.get(f"/api{attempt}/reveal").json()["key_points"]["ticked"] is None


def test_before_it_is_sent_no_point_can_be_ticked_however_many_there_are(ada, attempt):
    ada.put(f"/api{attempt}/diagnosis", json=EXPLAINED)
    for points in ([], [1], [99]):
        assert ada.put(f"/api{attempt}/key-points", json={"points": points}).status_code == 404
        assert ada.post(f"{attempt}/key-points", data={"point": points}).status_code == 404


def test_the_points_are_those_of_the_key_that_the_diagnosis_was_compared_with(ada, attempt, settings, tmp_path):
    hand_in(ada, attempt, **EXPLAINED)
    late_parcel.write_pack(tmp_path / "new", key=replace(late_parcel.KEY, key_points=late_parcel.KEY.key_points[:1]))
    prepared_store(settings, Packs(tmp_path / "new/scenarios", tmp_path / "new/traces")).close()
    assert ada.put(f"/api{attempt}/key-points", json={"points": [3]}).json()["key_points"] == {"ticked": [3], "of": 3}
    assert "The refund took it over (sealed-point-how)" in section(ada, attempt)


def test_an_exported_file_with_the_answer_says_what_was_ticked(ada, attempt):
    hand_in(ada, attempt, **EXPLAINED)
    ada.post(f"{attempt}/key-points", data={"point": "1"})
    told = ada.get(f"{attempt}/export").text
    assert "1 of 3 key points, by the reader's own reading." in told
    assert "<li>The total is in cents (sealed-point-what)</li>" in told
    assert "key points" not in ada.get(f"{attempt}/export?answer=no").text


def test_mallory_ticks_nothing_for_ada(ada, mallory, attempt):
    hand_in(ada, attempt, **EXPLAINED)
    assert mallory.post(f"{attempt}/key-points", data={"point": "1"}).status_code == 404
    assert ada.get(f"/api{attempt}/reveal").json()["key_points"]["ticked"] is None
