"""`misstep pack`: which scenarios there are, and which a workspace keeps for its interviews."""

import json
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.arguments import AsJson, Where
from app.cli.terminal import one_line, say, say_json
from app.domain import exact_json
from app.domain.workspace import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.list_scenarios import ListedScenario
    from app.store.disputes import DisputeList

PUBLISHED = (
    "a scenario that comes with Misstep is published with its answers and cannot be secret: "
    "to keep it takes it out of the catalog and the practice of this server, no more"
)

pack = typer.Typer(no_args_is_help=True, help="Look after scenarios: list, keep, and what is disputed.")

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The scenario.")]
AnySlug = Annotated[str | None, typer.Argument(metavar="[SLUG]", help="The scenario; all if left out.")]


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


@pack.command()
def disputes(slug: AnySlug = None, *, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """List what readers hold against the answer key of a scenario, or of all: the latest 200."""
    from app.api.dispute_json import dispute_list_json  # noqa: PLC0415
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.practice.list_disputes import list_disputes  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.reading() as work:
        found = list_disputes(work, viewer=command_line(work, where), scenario=slug)
    if as_json:
        say_json(exact_json.dumps(dispute_list_json(found)))
    else:
        for line in _dispute_lines(found):
            say(line)


def _dispute_lines(found: "DisputeList") -> "Iterator[str]":
    if not found.shown:
        yield "no disputes to show here"
    for each in found.shown:
        item = f"{each.scenario}/{each.variant}  key {each.edition[:8]}  {each.at:%Y-%m-%d %H:%M} UTC"
        yield f"{item}  {each.commitment}: {one_line(each.text)}"
        yield f"    handed in: {each.diagnosis.in_short}"
    if found.count > len(found.shown):
        yield f"the latest {len(found.shown)} of {found.count}"


def _line(scenario: "ListedScenario") -> str:
    state = "kept for interviews" if scenario.kept else "open"
    return f"{scenario.slug}  {state}  {scenario.title or '(in no pack any more)'}"
