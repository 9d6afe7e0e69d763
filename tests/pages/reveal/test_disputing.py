"""After the reveal a reader may hold something against the key; what cannot be kept comes back as it was typed."""

import pytest
from handing_in import hand_in
from late_parcel import SLUG

WRONG = {"commitment": "root cause", "text": "Step 1 asked for <b>cents</b>."}


@pytest.fixture
def attempt(ada):
    return f"/attempts/{ada.post(f'/api/scenarios/{SLUG}/attempts', json={'reveal': 'open'}).json()['id']}"


@pytest.fixture
def sent(ada, attempt):
    hand_in(ada, attempt, claims=[{"step": 1}])
    return attempt


def part(page):
    return page.partition('<div id="disputes">')[2].partition("</section>")[0]


def kept(ada, attempt):
    return [(each["commitment"], each["text"]) for each in ada.get(f"/api{attempt}/reveal").json()["disputes"]]


def test_the_form_is_folded_and_nothing_is_chosen(ada, sent):
    form = part(ada.get(f"{sent}/reveal").text)
    assert '<details class="disclosure">\n      <summary>Dispute the key</summary>' in form
    assert "selected" not in form
    assert form.count("<option value=") == 7
    assert "Your disputes of the key" not in form


def test_what_is_disputed_is_shown_to_its_reader_and_leaves_the_total_alone(ada, sent):
    before = ada.get(f"/api{sent}/reveal").json()["score"]
    answer = ada.post(f"{sent}/disputes", data=WRONG)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{sent}/reveal#disputes")
    ada.post(f"{sent}/disputes", data={"commitment": "path", "text": "Nobody\r\nacted on it."})
    told = part(ada.get(f"{sent}/reveal").text)
    assert "Step 1 asked for &lt;b&gt;cents&lt;/b&gt;." in told
    assert "<strong>Root cause</strong>" in told
    assert kept(ada, sent) == [("root cause", WRONG["text"]), ("path", "Nobody\nacted on it.")]
    assert ada.get(f"/api{sent}/reveal").json()["score"] == before


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"text": "because"}, "dispute-commitment", "Commitment: choose what the key is wrong about"),
        ({"commitment": "x", "text": "because"}, "dispute-commitment", "Commitment: choose"),
        ({"commitment": "proof"}, "dispute-text", "Why: say what is wrong with the key"),
        ({"commitment": "proof", "text": "y" * 2001}, "dispute-text", "Why: at most 2000 characters, please"),
        ({"commitment": "proof", "text": "a\0b"}, "dispute-text", "Why: the sign NUL, character 2, cannot be kept"),
    ],
    ids=["nothing chosen", "no commitment", "no text", "too long", "NUL"],
)
def test_what_cannot_be_kept_comes_back_with_its_place(ada, sent, typed, field, said):
    answer = ada.post(f"{sent}/disputes", data=typed)
    assert answer.status_code == 422
    form = part(answer.text)
    assert '<details class="disclosure" open>' in form
    assert f'<a href="#{field}">{said}' in form
    assert f'id="{field}-error"' in form
    assert f">\n{typed.get('text', '')}</textarea>" in form
    assert f'<option value="{typed.get("commitment", "-")}" selected>' in form or typed.get("commitment") != "proof"
    assert kept(ada, sent) == []


def test_twenty_disputes_of_one_attempt_are_kept(ada, sent):
    for number in range(20):
        assert ada.post(f"/api{sent}/disputes", json=WRONG | {"text": f"Reason {number}"}).status_code == 201
    assert ada.post(f"/api{sent}/disputes", json=WRONG).status_code == 409
    assert "Dispute the key" not in ada.get(f"{sent}/reveal").text
    answer = ada.post(f"{sent}/disputes", data=WRONG)
    assert answer.status_code == 422
    assert "Step 1 asked for &lt;b&gt;cents&lt;/b&gt;.</textarea>" in answer.text
    assert len(kept(ada, sent)) == 20


@pytest.mark.parametrize(
    "body",
    [{"commitment": "root", "text": "x"}, {"commitment": "path"}, WRONG | {"by": "ada"}, WRONG | {"text": " "}],
)
def test_a_program_is_told_what_is_wrong_with_a_dispute(ada, sent, body):
    assert ada.post(f"/api{sent}/disputes", json=body).status_code == 422


def test_before_it_is_sent_nothing_can_be_disputed(ada, attempt):
    for typed in (WRONG, {}):
        assert ada.post(f"{attempt}/disputes", data=typed).status_code == 404
    assert ada.post(f"/api{attempt}/disputes", json=WRONG).status_code == 404


def test_mallory_disputes_nothing_in_adas_name(ada, mallory, sent):
    assert mallory.post(f"{sent}/disputes", data=WRONG).status_code == 404
    assert kept(ada, sent) == []
