"""Read and write what the recorder keeps beside the recorded arms: `public.json` and `sealed.json`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from app.catalog.authored import AuthoredVariant
from app.catalog.shape import shaped
from app.domain.answer_key import AnswerKey
from app.domain.errors import ScenarioRejected
from app.domain.scenario import Player, Variant

PUBLIC_FILE = "public.json"
SEALED_FILE = "sealed.json"
RUN_SUFFIX = ".otlp.jsonl.zst"


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid", strict=True))
class _Public:
    run: str
    ticket: str
    player: Player


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedVariant:
    """One variant as recorded. `runs` maps each arm's opaque id to its file; nothing tells the arms apart."""

    variant: Variant
    key: AnswerKey
    runs: Mapping[str, Path]


_public = TypeAdapter(_Public)
_sealed = TypeAdapter(AnswerKey)


def run_file(folder: Path, run: str) -> Path:
    """Where the recorded run with this opaque id is kept."""
    return folder / f"{run}{RUN_SUFFIX}"


def write_public(folder: Path, variant: Variant) -> None:
    _write(folder / PUBLIC_FILE, {"run": variant.run, "ticket": variant.ticket, "player": variant.player})


def write_sealed(folder: Path, key: AnswerKey) -> None:
    _write(folder / SEALED_FILE, _sealed.dump_python(key, mode="json"))


def read_recorded(folder: Path, *, slug: str, authored: AuthoredVariant) -> RecordedVariant:
    """What is recorded of one variant. Raises ScenarioRejected naming the file that is missing or wrong."""
    file = folder / PUBLIC_FILE
    public = shaped(_public, _read(file), file=file)
    variant = Variant(id=authored.id, seed=authored.seed, run=public.run, ticket=public.ticket, player=public.player)
    key = shaped(_sealed, _read(folder / SEALED_FILE), file=folder / SEALED_FILE)
    if (key.scenario, key.variant) != (slug, authored.id):
        raise ScenarioRejected(f"{folder / SEALED_FILE}: is the key of {key.scenario}/{key.variant}; record it again")
    runs = {path.name.removesuffix(RUN_SUFFIX): path for path in sorted(folder.glob(f"*{RUN_SUFFIX}"))}
    for run in _named_runs(variant, key):
        if run not in runs:
            raise ScenarioRejected(f"{run_file(folder, run)} is missing; run `misstep record {slug}`")
    return RecordedVariant(variant=variant, key=key, runs=runs)


def _named_runs(variant: Variant, key: AnswerKey) -> set[str]:
    return {variant.run, *(remedy.run for remedy in key.remedies), *filter(None, [key.healthy_run])}


def _write(file: Path, value: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ScenarioRejected(f"{file} cannot be read ({error.strerror}); run `misstep record`") from error
