"""Over the bundled runs, a text stands unfolded in the Delta of the step where it first arrives, and hardly again."""

import json
import re

import pytest
from delta_words import Reading, unfolded_words, words_of
from homes import settings_in
from starlette.testclient import TestClient

from app.catalog.recorded import run_file
from app.catalog.recorded_run import read_run
from app.domain.json import leaves, text_of
from app.domain.message import part_content
from app.domain.step import Context
from app.main import create_app
from app.pages.value.text import PREVIEW
from app.settings import bundled
from app.startup import Packs

MOST = 0.20
LETTERS = 1_000  # less is no run that was read, however short
BEFORE = {"diff-left"}  # of a message that changed, the words as they were
FOLDERS = sorted(path.parent for path in bundled("traces").glob("*/a/public.json"))


@pytest.fixture(scope="module")
def deltas(tmp_path_factory):
    """The runs with the page of each step, as a reader sees them who may see all steps."""
    settings = settings_in(tmp_path_factory.mktemp("real"))
    with TestClient(create_app(settings, packs=Packs.bundled()), base_url="http://misstep.test") as reader:
        return [pages_of(folder, reader) for folder in FOLDERS]


def pages_of(folder, reader):
    run = read_run(run_file(folder, json.loads((folder / "public.json").read_text())["run"]))
    asked = {"variant": folder.name, "reveal": "open"}
    steps = f"/attempts/{reader.post(f'/api/scenarios/{folder.parent.name}/attempts', json=asked).json()['id']}/steps"
    return run, [reader.get(f"{steps}/{step.number}", headers={"accept": "text/html"}).text for step in run.steps]


def test_every_text_stands_unfolded_at_the_step_where_it_first_arrives(deltas):
    for run, pages in deltas:
        met = set()
        for step, page in zip(run.steps, pages, strict=True):
            shown, new = letters_of(" ".join(unfolded_words(page, without=BEFORE))), lines_of(step, run) - met
            assert [line for line in sorted(new) if letters_of(line) not in shown] == [], f"step {step.number}"
            met |= new
        assert len(met) > len(pages)


def test_of_what_stands_unfolded_at_most_a_fifth_had_been_shown_before(deltas):
    readings = [reading_of(pages) for _, pages in deltas]
    assert sum(each.repeated for each in readings) <= MOST * sum(each.shown for each in readings)
    assert min(each.shown for each in readings) > LETTERS


def reading_of(pages):
    reading = Reading()
    for page in pages:
        reading.read(unfolded_words(page))
    return reading


def lines_of(step, run):
    """Every line of what a step was given and said, or was asked and brought, as its words; no marks of lists.

    Of a value that is longer than a preview, the rest is a link away.
    """
    messages = [run.messages[key] for key in ((step.context or Context()).messages + step.output_messages)]
    values = [step.input, step.output, *(part_content(part) for message in messages for part in message.parts)]
    texts = (text for value in values if len(text_of(value)) <= PREVIEW for text in leaves(value))
    lines = (re.sub(r"^\s*(?:\d+[.)]|[-*>])\s", "", line) for text in texts for line in text.splitlines())
    return {" ".join(words_of(line)) for line in lines} - {""}


def letters_of(text):
    """A word diff parts words."""
    return re.sub(r"\W", "", text)
