"""`misstep compare`: what a diagnosis file earns against a scenario's answer key."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.arguments import AsJson, opened_file, place_of
from app.cli.terminal import say, say_json
from app.domain.diagnosis import MAX_FILE_BYTES, Diagnosis
from app.domain.errors import DiagnosisRejected

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The scenario.")]
File = Annotated[
    Path, typer.Argument(metavar="DIAGNOSIS.json", help="The diagnosis to compare; - is standard input.")
]
VariantId = Annotated[str | None, typer.Option("--variant", help="The variant; the first one if left out.")]


def compare(slug: Slug, file: File, *, variant: VariantId = None, as_json: AsJson = False) -> None:
    """Compare a diagnosis with the known failure: verdicts, total, weights, and what guesses would have earned."""
    from app.catalog.catalog import load_catalog  # noqa: PLC0415  # a quick --help reads no scenarios
    from app.cli.compare_text import lines_of  # noqa: PLC0415
    from app.practice.compare import chosen_variant  # noqa: PLC0415
    from app.practice.compare import compare as use_case  # noqa: PLC0415
    from app.scoring.score_json import score_json  # noqa: PLC0415
    from app.settings import bundled  # noqa: PLC0415

    catalog = load_catalog(bundled("scenarios"), bundled("traces"))
    chosen = chosen_variant(catalog, slug, variant)  # a mistake in the name is told whatever is in the file
    found = use_case(catalog, slug=slug, variant=chosen, diagnosis=read_diagnosis(file))
    if as_json:
        import orjson  # noqa: PLC0415

        place = {"scenario": found.scenario, "variant": found.variant}
        say_json(orjson.dumps(place | score_json(found.score), option=orjson.OPT_INDENT_2))
        return
    for line in lines_of(found):
        say(line)


def read_diagnosis(file: Path) -> Diagnosis:
    """The diagnosis in a file. Raises DiagnosisRejected naming the file, and the line or the field that is wrong."""
    import orjson  # noqa: PLC0415

    from app.domain.diagnosis_json import diagnosis_from_json  # noqa: PLC0415

    try:
        body = _content(file)
        return diagnosis_from_json(orjson.loads(body.removeprefix(b"\xef\xbb\xbf")))
    except orjson.JSONDecodeError as error:
        raise DiagnosisRejected(f"{place_of(file)}: not valid JSON: {error}") from error
    except DiagnosisRejected as error:
        raise DiagnosisRejected(f"{place_of(file)}: {error}") from error


def _content(file: Path) -> bytes:
    try:
        with opened_file(file) as opened:
            body = opened.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise DiagnosisRejected(error.strerror or str(error)) from error
    if len(body) > MAX_FILE_BYTES:
        raise DiagnosisRejected(f"larger than {MAX_FILE_BYTES} bytes; give the diagnosis alone")
    return body
