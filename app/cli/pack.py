"""`misstep pack`: which scenarios there are, and which a workspace keeps for its interviews."""

import json
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.arguments import AsJson, Where
from app.cli.terminal import say, say_json
from app.domain.workspace import LOCAL

if TYPE_CHECKING:
    from app.practice.list_scenarios import ListedScenario

PUBLISHED = (
    "a scenario that comes with Misstep is published with its answers and cannot be secret: "
    "to keep it takes it out of the catalog and the practice of this server, no more"
)

pack = typer.Typer(no_args_is_help=True, help="Look after scenarios: list them, keep them for interviews.")

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The scenario.")]


@pack.command("list")
def list_packs(*, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """List the scenarios of a workspace, and which of them it keeps for interviews."""
    from app.cli.configuration import command_line, configured  # noqa: PLC0415  # a quick --help opens no database
    from app.practice.list_scenarios import list_scenarios  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.reading() as work:
        found = list_scenarios(work, viewer=command_line(work, where))
    if as_json:
        say_json(json.dumps({"scenarios": [asdict(scenario) for scenario in found]}).encode())
    else:
        for line in list(map(_line, found)) or ["no scenarios here yet: `misstep serve` loads them when it starts"]:
            say(line)


@pack.command()
def keep(slug: Slug, *, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Keep a scenario for interviews: from now on it, and its answer, are there for members alone."""
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.practice.keep_scenario import keep_scenario  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.writing() as work:
        keep_scenario(work, viewer=command_line(work, where), slug=slug)
    if as_json:
        say_json(json.dumps({"kept": slug}).encode())
    else:
        say(f"{slug} is kept for interviews")
    say(PUBLISHED, err=True)


@pack.command()
def release(slug: Slug, *, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Give a scenario that was kept for interviews back to the catalog and to practice."""
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.practice.keep_scenario import release_scenario  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.writing() as work:
        release_scenario(work, viewer=command_line(work, where), slug=slug)
    if as_json:
        say_json(json.dumps({"released": slug}).encode())
    else:
        say(f"{slug} is open to everybody again")


def _line(scenario: "ListedScenario") -> str:
    state = "kept for interviews" if scenario.kept else "open"
    return f"{scenario.slug}  {state}  {scenario.title or '(in no pack any more)'}"
