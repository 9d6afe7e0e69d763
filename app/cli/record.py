"""`misstep record`: run the scenarios' agents, write their arms, or prove them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.arguments import AsJson
from app.cli.terminal import say, say_json
from app.domain.scenario import Player

if TYPE_CHECKING:
    from app.recorder.http_model import HttpModel
    from app.recorder.record import RecordingFolders, VariantOutcome


MAX_SEED = 2**31 - 1  # worlds calculate with it in SQLite, where whole numbers end at 2**63


Slugs = Annotated[list[str] | None, typer.Argument(metavar="[SLUG...]", help="Scenarios; all if left out.")]
Seed = Annotated[
    int | None,
    typer.Option("--seed", min=0, max=MAX_SEED, help="Another seed for every variant; needs --out or --check."),
]
Check = Annotated[bool, typer.Option("--check", help="Prove each variant and compare with its files; write nothing.")]
Out = Annotated[Path | None, typer.Option("--out", help="Where to write; the bundled traces if left out.")]
Model = Annotated[
    Player,
    typer.Option(
        "--model",
        help="Who plays the model: the scenario's script, or an endpoint; http needs --out and MISSTEP_MODEL_URL.",
    ),
]


def record(
    slugs: Slugs = None,
    *,
    seed: Seed = None,
    check: Check = False,
    out: Out = None,
    model: Model = Player.SCRIPTED,
    as_json: AsJson = False,
) -> None:
    """Record scenarios: healthy, broken and remedied runs. With --check prove that they do what they promise."""
    from app.recorder.record import RecordingFolders, outcome_json  # noqa: PLC0415  # a quick --help records nothing
    from app.settings import bundled  # noqa: PLC0415

    _refuse_unfit(seed=seed, check=check, out=out, model=model)
    places = RecordingFolders(
        scenarios=bundled("scenarios"), fixtures=bundled("fixtures"), traces=out or bundled("traces")
    )
    outcomes = []
    for outcome in _outcomes(tuple(slugs or ()), places=places, seed=seed, check=check, model=model):
        outcomes.append(outcome)
        say(_line(outcome, check=check), err=True)
    if as_json:
        import orjson  # noqa: PLC0415

        document = {"variants": [outcome_json(outcome) for outcome in outcomes]}
        say_json(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    if any(outcome.problem for outcome in outcomes):
        raise typer.Exit(1)


def _refuse_unfit(*, seed: int | None, check: bool, out: Path | None, model: Player) -> None:
    if seed is not None and not check and out is None:
        raise typer.BadParameter("another seed makes other runs; say with --out where to write them")
    if model is Player.HTTP and (out is None or check):
        raise typer.BadParameter("what a real model does is not proven; say with --out where to write its runs")


def _outcomes(
    slugs: tuple[str, ...], *, places: "RecordingFolders", seed: int | None, check: bool, model: Player
) -> Iterator["VariantOutcome"]:
    from app.recorder import record as use_case  # noqa: PLC0415

    if model is Player.HTTP:
        with _endpoint() as endpoint:
            yield from use_case.record_with(slugs, places=places, seed=seed, model=lambda _: endpoint)
        return
    verb = use_case.check if check else use_case.record
    yield from verb(slugs, places=places, seed=seed)


def _endpoint() -> "HttpModel":
    """The model at MISSTEP_MODEL_URL, the same for every arm."""
    import time  # noqa: PLC0415

    from app.recorder.http_model import HttpModel  # noqa: PLC0415
    from app.settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    if not settings.model_url or not settings.model:
        raise typer.BadParameter("--model http needs MISSTEP_MODEL_URL and MISSTEP_MODEL (and MISSTEP_MODEL_KEY)")
    return HttpModel(url=settings.model_url, model=settings.model, key=settings.model_key, pause=time.sleep)


def _line(outcome: "VariantOutcome", *, check: bool) -> str:
    """One line of progress: what was recorded, or what is wrong."""
    if outcome.problem:
        return f"failed   {outcome.problem}"
    arms = outcome.recording.arms if outcome.recording else {}
    steps = len(outcome.recording.shown.run.steps) if outcome.recording else 0
    done = "proven" if check else "recorded"
    return f"{done:8} {outcome.scenario}/{outcome.variant.id}: {len(arms)} arms, {steps} steps"
