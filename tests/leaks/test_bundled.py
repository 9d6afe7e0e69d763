"""The bundled scenarios, read as a candidate reads them: nothing sealed, and nothing of another arm."""

import json

import pytest
from homes import settings_in
from straight import Browser

from app.main import create_app
from app.settings import bundled
from app.startup import Packs

SHORT = 25  # letters; below, a sealed text may be a plain word that the run says too
VARIANTS = sorted(path.parent for path in bundled("traces").glob("*/*/sealed.json"))


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A candidate's browser on a server with the real pack."""
    settings = settings_in(tmp_path_factory.mktemp("real"))
    with Browser(create_app(settings, packs=Packs.bundled())) as client:
        yield client


@pytest.mark.parametrize("folder", VARIANTS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_no_page_of_a_reading_tells_what_is_sealed(reader, folder):
    sealed = json.loads((folder / "sealed.json").read_text())
    public = json.loads((folder / "public.json").read_text())
    shown = [f"/api/attempts/{start(reader, folder)}"]
    shown += [shown[0].removeprefix("/api") + "/diagnosis", f"/scenarios/{folder.parent.name}", "/"]
    last = reader.get(shown[0]).json()["step_count"]
    shown += [f"{shown[0]}/steps/{number}" for number in range(1, last + 1)]
    shown += [f"{shown[0].removeprefix('/api')}/steps/{number}?tab=raw" for number in range(1, last + 1)]
    told = "\n".join(reader.get(path, headers={"accept": "text/html"}).text for path in shown)
    runs = {path.name.partition(".")[0] for path in folder.glob("*.otlp.jsonl.zst")}
    assert [text for text in sentences(sealed) | runs if text in told and text not in quotes(sealed)] == []
    assert public["run"] in runs
    assert "misstep." not in told.replace("misstep.css", "").replace("misstep.test", "")


def start(reader, folder):
    answer = reader.post(f"/api/scenarios/{folder.parent.name}/attempts", json={"variant": folder.name})
    return answer.json()["id"]


def sentences(value):
    """All texts of the key that are sentences, and long enough to be nobody else's words."""
    if isinstance(value, str):
        return {value} if len(value) >= SHORT and " " in value else set()
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*map(sentences, inner))


def quotes(sealed):
    """Passages that the key quotes from the run: the run says them itself."""
    places = [
        *(step for name in ("evidence", "red_herrings", "wrong", "right") for step in sealed[name]),
        *(place for herring in sealed["red_herrings"] for place in herring["ruled_out_by"]),
        *(place for theory in sealed["wrong_theories"] for place in theory["places"]),
    ]
    return {step["quote"] for step in places if step["quote"]}
