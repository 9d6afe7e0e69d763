"""The comparison of arms: sealed until the diagnosis is in, then pair by pair."""

import re

import pytest
from late_parcel import OTHER_ARMS, SLUG, WORDS, otlp
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes


@pytest.fixture
def attempt(ada):
    return (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"].rpartition("/steps/")[0]
    )


@pytest.fixture
def submitted(ada, attempt):
    """The address of an attempt of ada's whose diagnosis is in."""
    ada.post(
        f"{attempt}/diagnosis", data={"step_1": "2", "confidence_1": "80", "explanation": "cents", "then": "save"}
    )
    ada.post(f"{attempt}/lock")
    ada.post(f"{attempt}/submission")
    return attempt


def test_before_the_diagnosis_is_in_there_is_nothing_to_compare(ada, attempt):
    for path in ("comparison", "comparison/1", "arms/healthy/steps/1", "arms/healthy/steps/2/content/output"):
        answer = ada.get(f"{attempt}/{path}")
        assert answer.status_code == 404
        assert OTHER_ARMS["healthy"] not in answer.text


def test_it_opens_at_the_passage_in_which_the_runs_part(ada, submitted):
    assert (
        ada.get(f"{submitted}/comparison").headers["location"] == f"{submitted}/comparison/2?arm=healthy#difference"
    )


def test_it_opens_at_a_step_that_is_asked_for(ada, submitted):
    assert (
        ada.get(f"{submitted}/comparison?step=5").headers["location"]
        == f"{submitted}/comparison/5?arm=healthy#difference"
    )


def test_a_pair_shows_which_words_differ(ada, submitted):
    page = ada.get(f"{submitted}/comparison/2").text
    assert '<del class="diff-left"> quillwort</del>' in page
    assert "This run" in page
    assert "The healthy run" in page


def test_a_context_that_repeats_what_differed_is_folded_with_its_messages(ada, submitted):
    page = ada.get(f"{submitted}/comparison/3").text
    folded = page.partition('id="difference"')[2].partition("</section>")[0].partition("<details")
    assert "Nothing new: the two runs did the same here." in folded[0]
    assert "1 difference that repeats what differed before" in folded[2]
    assert "Tool message shortened, message 4" in folded[2]
    assert "data-passage" not in page


def test_steps_that_agree_say_so(ada, submitted):
    page = ada.get(f"{submitted}/comparison/1").text
    assert "The two runs agree here, word for word." in page
    assert page.count(WORDS[1]) >= 2


def test_ids_are_not_given_twice(ada, submitted):
    ids = re.findall(r'\sid="([^"]+)"', ada.get(f"{submitted}/comparison/3").text)
    assert sorted(set(ids)) == sorted(ids)


def test_rows_can_be_narrowed_to_what_differs(ada, submitted):
    page = ada.get(f"{submitted}/comparison/2?only=changed").text
    assert page.count('class="row-link"') == 1
    assert "No such rows in this comparison." in ada.get(f"{submitted}/comparison/2?only=only-other").text


def test_next_difference_skips_what_agrees_and_what_only_repeats(ada, submitted):
    page = ada.get(f"{submitted}/comparison/1").text
    assert f'href="{submitted}/comparison/2?arm=healthy#difference" data-move="next-difference"' in page
    page = ada.get(f"{submitted}/comparison/8").text
    assert f'href="{submitted}/comparison/2?arm=healthy#difference" data-move="previous-difference"' in page
    assert 'data-move="next-difference"' not in page


def drawing(page):
    return page.partition('class="arms-drawn"')[2].partition('class="transport"')[0]


def test_the_chain_is_drawn_over_the_lanes_and_told_in_words(ada, submitted):
    drawn = drawing(ada.get(f"{submitted}/comparison/2").text)
    assert drawn.count('class="arms-arc"') == 3  # the chain is 2, 3, 6, 8
    assert drawn.count('class="arms-column ') == 8
    chain = drawn.partition('class="arms-chain"')[2].partition("</ol>")[0]
    words = re.sub(r"<[^>]+>", " ", chain.partition(">")[2]).split()
    assert " ".join(words) == "2 root cause 3 carried it on 6 carried it on 8 symptom"
    assert f'href="{submitted}/comparison/8?arm=healthy"' in chain


def test_each_column_and_sign_says_what_it_is(ada, submitted):
    drawn = drawing(ada.get(f"{submitted}/comparison/2").text)
    for told in ("Row 1: same", "Row 2: differs", "Step 2: root cause, you named it", "Step 3: never opened"):
        assert f"<title>{told}</title>" in drawn


def test_the_row_at_hand_says_what_was_done_with_it_and_why_it_matters(ada, submitted):
    head = ada.get(f"{submitted}/comparison/2").text.partition('class="step-content')[0].partition('id="step"')[2]
    assert "You named step 2; it is the root cause." in head
    assert "The total has no unit (sealed-why)" in head
    told = ada.get(f"{submitted}/comparison/8").text.partition('id="step"')[2]
    assert "You never opened step 8; it is where the failure showed." in told


def test_what_was_opened_and_passed_over_is_told_with_its_time(ada, attempt):
    ada.post(f"{attempt}/position", data={"step": "3"})
    ada.post(f"{attempt}/position", data={"step": "1"})
    ada.post(f"{attempt}/diagnosis", data={"step_1": "2", "then": "save"})
    ada.post(f"{attempt}/lock")
    ada.post(f"{attempt}/submission")
    page = ada.get(f"{attempt}/comparison/3").text
    assert re.search(r"You opened step 3 for [1-5] min and passed on; it is on the way from cause to symptom\.", page)
    assert 'title="opened and passed over"' in page


def test_the_filters_count_what_they_show(ada, submitted):
    filters = ada.get(f"{submitted}/comparison/1").text.partition("comparison-filters")[2].partition("</p>")[0]
    words = re.sub(r"<[^>]+>", " ", filters.partition(">")[2]).split()
    assert " ".join(words) == "all 8 differs 1 same 7 only here 0 only there 0"


def test_an_imported_run_has_no_other_arm_and_none_is_made_up(ada, store, new_id):
    import_files(store, [NamedBytes("parcel.json", otlp("broken"))], viewer=GRACE, new_id=new_id)
    listed = re.search(r'href="(/runs/[^"/]+)', ada.get("/runs").text)
    assert listed, "the run was imported"
    page = ada.get(f"{listed[1]}/steps/2", follow_redirects=True).text
    assert WORDS[2] in page
    assert "comparison" not in page
    assert "healthy" not in page
    assert ada.get(f"{listed[1]}/comparison").status_code == 404


def test_the_arm_of_a_remedy_can_be_chosen(ada, submitted):
    page = ada.get(f"{submitted}/comparison/2?arm=sealed-unit").text
    assert OTHER_ARMS["unit"] in page
    assert OTHER_ARMS["healthy"] not in page


def test_the_parts_that_the_steps_played_are_marked(ada, submitted):
    page = ada.get(f"{submitted}/comparison/2").text
    for word in ("root cause", "carried it on", "symptom", "red herring"):
        assert f'aria-label="{word}"' in page


def test_steps_and_contents_of_the_other_arm_are_reached_by_their_number(ada, submitted):
    assert ada.get(f"{submitted}/arms/healthy/steps/4").headers["location"] == f"{submitted}/comparison/4?arm=healthy"
    assert OTHER_ARMS["healthy"] in ada.get(f"{submitted}/arms/healthy/steps/2/content/output").text
    assert ada.get(f"{submitted}/arms/healthy/steps/99").status_code == 404


@pytest.mark.parametrize("path", ["comparison/99", "comparison/0", "comparison/1?arm=nobody", "comparison?step=99"])
def test_what_does_not_exist_is_not_found(ada, submitted, path):
    assert ada.get(f"{submitted}/{path}").status_code == 404


def test_after_the_reveal_the_replay_marks_the_chain_and_gives_errors_their_colour(ada, submitted):
    page = ada.get(f"{submitted}/steps/6").text
    assert 'aria-label="red herring"' in page
    assert "failure--neutral" not in page
    assert f'href="{submitted}/comparison?step=6"' in page


def test_mallory_compares_nothing_of_adas(mallory, submitted):
    assert mallory.get(f"{submitted}/comparison/2").status_code == 404
    assert mallory.get(f"{submitted}/arms/healthy/steps/2/content/output").status_code == 404
