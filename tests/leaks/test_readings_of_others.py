"""What a blind reader found is nobody's to read: it is counted. One's own is handed over once it is in, to oneself."""

from test_crawl import BLIND, begin, found_in
from visits import told


def submitted(client, crawl):
    home = f"/api/attempts/{crawl.attempt}"
    client.put(f"{home}/diagnosis", json={"claims": [{"step": 2}], "explanation": "own words"})
    client.post(f"{home}/lock")
    assert client.post(f"{home}/submission").status_code == 200
    return f"{home}/reading"


def test_no_word_of_a_blind_reading_is_told_after_the_reveal_either(ada):
    crawl = begin(ada, reveal="open")
    submitted(ada, crawl)
    texts = crawl.reads().texts()
    assert any("sealed-explanation" in text for text in texts.values()), "the answer itself is told by now"
    assert found_in(texts, BLIND) == set()


def test_a_reading_is_handed_over_once_it_is_in_and_to_its_reader_alone(ada, mallory):
    crawl = begin(ada, reveal="open")
    early = ada.get(f"/api/attempts/{crawl.attempt}/reading?model=parcel-4")
    assert (early.status_code, "own words" in early.text) == (404, False)
    address = submitted(ada, crawl)
    found = ada.get(address).json()
    assert (found["reader"], found["diagnosis"]["explanation"]) == ("person", "own words")
    assert "model" not in found
    assert ada.get(f"{address}?model=parcel-4").json()["model"] == "parcel-4"
    theirs, none = (mallory.get(each) for each in (address, "/api/attempts/id000000000000009999/reading"))
    assert theirs.status_code == none.status_code == 404
    assert told(theirs) == told(none)
