"""A call and the one access that it consists of are revealed together; of any other inner step nothing is told early."""

from datetime import UTC, datetime
from itertools import count

import futures
import pytest
from homes import settings_in
from late_parcel import _agent, _call, _chat, _span, _text, _tool
from straight import Browser

from app.domain.change import StepRevealed
from app.main import create_app
from app.startup import Packs

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ASKED = [_text("user", "Is it late?")]
RESULT, FOUND, SECOND, LATER = "larkspur came back", "marigold was found", "nasturtium was found", "oleander was said"


def spans(*accesses):
    """A model step, a tool around these accesses, and a model step after it."""
    call = _call("call-1", "look_up", {"q": "late"})
    yield _span("broken", "root", None, 0, 900, **_agent("desk"))
    yield _span("broken", "m1", "root", 10, 20, **_chat(ASKED, call, 100))
    yield _span("broken", "t", "root", 30, 90, **_tool("look_up", "call-1", {"q": "late"}, RESULT))
    for place, found in enumerate(accesses):
        told = {"gen_ai.operation.name": "retrieval", "gen_ai.data_source.id": "rules"}
        documents = {"gen_ai.retrieval.documents": f'[{{"content": "{found}"}}]'}
        yield _span("broken", f"r{place}", "t", 40 + 20 * place, 50 + 20 * place, **told, **documents)
    yield _span("broken", "m2", "root", 100, 110, **_chat([*ASKED, call], _text("assistant", LATER), 200))


@pytest.fixture
def begin(tmp_path):
    """Starts ada's attempt, forward only, at the run of these spans."""
    opened = []

    def started(*accesses):
        futures.write(tmp_path, list(spans(*accesses)))
        ids = count(1)
        settings = settings_in(tmp_path / "home")
        packs = Packs(tmp_path / "scenarios", tmp_path / "traces")
        application = create_app(settings, clock=lambda: NOON, new_id=lambda: f"id{next(ids):018d}", packs=packs)
        ada = Browser(application)
        opened.append(ada.__enter__())
        return ada, ada.post("/api/scenarios/late-parcel/attempts", json={"reveal": "forward"}).json()["id"]

    yield started
    for browser in opened:
        browser.__exit__(None, None, None)


def frontier(ada, attempt):
    return ada.get(f"/api/attempts/{attempt}").json()["frontier"]


def told(ada, attempt, *, last):
    """All that is said of the run up to a step."""
    steps = [f"/attempts/{attempt}/steps/{number}{tab}" for number in range(1, last + 1) for tab in ("", "?tab=raw")]
    views = [f"/attempts/{attempt}/steps/1?view={view}" for view in ("tree", "timeline", "list")]
    rows = [f"/attempts/{attempt}/steps/rows/1/9", f"/api/attempts/{attempt}/steps"]
    return "\n".join(ada.get(address).text for address in (*steps, *views, *rows))


def test_one_press_reveals_a_call_with_its_access_and_what_it_returned(begin):
    ada, attempt = begin(FOUND)
    page = ada.post(f"/attempts/{attempt}/frontier")
    assert page.headers["location"] == f"/attempts/{attempt}/steps/2"
    assert frontier(ada, attempt) == 3
    shown = ada.get(f"/attempts/{attempt}/steps/2", headers={"accept": "text/html"}).text
    assert (RESULT in shown, FOUND in shown, LATER in shown) == (True, True, False)
    assert 'data-next="3"' not in shown
    assert "Reveal" in shown  # the next press goes past the access
    ada.post(f"/attempts/{attempt}/frontier")
    assert frontier(ada, attempt) == 4


def test_the_page_of_the_access_says_which_call_it_is(begin):
    ada, attempt = begin(FOUND)
    ada.post(f"/attempts/{attempt}/frontier")
    page = ada.get(f"/attempts/{attempt}/steps/3", headers={"accept": "text/html"}).text
    assert f'one call with <a href="/attempts/{attempt}/steps/2">step 2</a>' in page
    assert 'data-step="2" data-inner="3" data-lane="0" aria-current="step"' in page


def test_of_a_call_alone_nothing_is_told_of_its_access(begin):
    """As a record stands that was begun before the two were revealed together."""
    ada, attempt = begin(FOUND)
    with ada.app.state.misstep.store.writing() as work:
        mine = work.attempts.for_change(_reader(work, attempt), attempt)
        work.attempts.record(mine, [StepRevealed(step=2)], actor=mine.reader, at=NOON)
    assert frontier(ada, attempt) == 2
    said = told(ada, attempt, last=2)
    assert [word for word in (RESULT, FOUND, LATER, "3 inside", 'data-inner="3"') if word in said] == []
    ada.post(f"/attempts/{attempt}/frontier")
    assert (frontier(ada, attempt), RESULT in told(ada, attempt, last=3)) == (3, True)


def test_a_tool_around_two_accesses_is_revealed_step_by_step(begin):
    ada, attempt = begin(FOUND, SECOND)
    seen = []
    for number in range(2, 6):
        ada.post(f"/attempts/{attempt}/frontier")
        assert frontier(ada, attempt) == number
        said = told(ada, attempt, last=number)
        seen.append([word in said for word in (FOUND, SECOND, RESULT, LATER)])
    assert seen == [
        [False, False, False, False],
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, True],
    ]


def test_a_search_finds_a_call_once_and_its_access_where_that_alone_holds_the_words(begin):
    ada, attempt = begin(FOUND)
    for _ in range(2):
        ada.post(f"/attempts/{attempt}/frontier")

    def hits(words):
        return ada.get(f"/api/attempts/{attempt}/hits", params={"q": words}).json()["numbers"]

    assert hits("came back") == [2]
    assert hits("marigold") == [3]
    assert hits("step:2..3") == [2]


def _reader(work, attempt):
    return work.events.of(attempt)[0].actor
