"""`misstep lint`: whether scenario packs are whole, spoil nothing, and cannot be guessed."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.arguments import AsJson
from app.cli.terminal import say, say_json

Slugs = Annotated[list[str] | None, typer.Argument(metavar="[SLUG...]", help="The scenarios; all if left out.")]
Scenarios = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The packs; those that come with Misstep if left out.")
]
Traces = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Their recorded runs, as `record --out` wrote them.")
]


Published = Annotated[
    bool,
    typer.Option(
        "--published", help="Ask for two blind readings of each item too, and that what they dispute is settled."
    ),
]


def lint(
    slugs: Slugs = None,
    *,
    scenarios: Scenarios = None,
    traces: Traces = None,
    published: Published = False,
    as_json: AsJson = False,
) -> None:
    """Check scenario packs: parts, spoilers in public text, proof in the trace, trivial guesses. Problems exit 1."""
    from app.catalog.lint.check import check  # noqa: PLC0415  # a quick --help reads no scenarios
    from app.cli.lint_text import findings_json, lines_of  # noqa: PLC0415
    from app.settings import bundled  # noqa: PLC0415

    folders = (scenarios or bundled("scenarios"), traces or bundled("traces"))
    found = check(*folders, slugs=tuple(slugs or ()), published=published)
    if as_json:
        import orjson  # noqa: PLC0415

        say_json(orjson.dumps(findings_json(found), option=orjson.OPT_INDENT_2))
    else:
        for line in lines_of(found):
            say(line)
    if found.failed:
        raise typer.Exit(1)
