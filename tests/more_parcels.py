"""More of the small pack: the same recordings under other letters, slugs and titles, with runs of their own."""

import json
import re
import shutil
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

from late_parcel import KEY, SLUG

from app.domain.answer_key import AnswerKey

OTHER = "early-parcel"
OTHER_TITLE = "The parcel that came early"


def add_variant(folder: Path, letter: str, *, ticket: str, slug: str = SLUG) -> None:
    """Another variant of a scenario, with a ticket of its own."""
    traces = folder / "traces" / slug
    _copy_runs(traces / "a", traces / letter, slug=slug, letter=letter)
    public = json.loads((traces / letter / "public.json").read_text())
    (traces / letter / "public.json").write_text(json.dumps(public | {"ticket": ticket}))
    scenario = folder / "scenarios" / slug / "scenario.toml"
    scenario.write_text(scenario.read_text() + f'\n[[variants]]\nid = "{letter}"\nseed = {ord(letter)}\n')


def add_scenario(
    folder: Path, slug: str = OTHER, *, title: str = OTHER_TITLE, key: AnswerKey = KEY, **told: object
) -> None:
    """Another scenario with variant a alone; what is told of it takes the place of the first one's."""
    shutil.copytree(folder / "scenarios" / SLUG, folder / "scenarios" / slug, ignore=lambda *_: ["readings"])
    _copy_runs(folder / "traces" / SLUG / "a", folder / "traces" / slug / "a", slug=slug, letter="a", key=key)
    public = folder / "scenarios" / slug / "scenario.toml"
    first, _, _ = public.read_text().partition("\n[[variants]]")
    kept = [line for line in first.splitlines() if line.partition(" =")[0] not in {"title", *told}]
    said = [f"{name} = {json.dumps(value)}" for name, value in {"title": title, **told}.items()]
    public.write_text("\n".join([*said, *kept, "[[variants]]", 'id = "a"', "seed = 3", ""]))


def _copy_runs(whence: Path, to: Path, *, slug: str, letter: str, key: AnswerKey = KEY) -> None:
    """A recorded variant again, its runs under ids of their own."""
    to.mkdir(parents=True)
    names = {path.name.partition(".")[0] for path in whence.glob("*.zst")}
    ids = {run: sha256(f"{slug}/{letter}/{run}".encode()).hexdigest()[:16] for run in names}
    for recording in whence.glob("*.zst"):
        run, _, ending = recording.name.partition(".")
        shutil.copy(recording, to / f"{ids[run]}.{ending}")
    sealed = json.dumps(asdict(replace(key, scenario=slug, variant=letter)))
    for half, text in {"public.json": (whence / "public.json").read_text(), "sealed.json": sealed}.items():
        (to / half).write_text(re.sub("|".join(ids), lambda found: ids[found[0]], text))
