"""Fill the templates of authored text with the facts of a variant."""

from collections.abc import Mapping

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from app.domain.errors import ScenarioRejected
from app.domain.json import JSON

# Authored text is Markdown, escaped where it is shown; a pack from elsewhere must not reach into Python.
_environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)


def render(template: str, facts: Mapping[str, JSON]) -> str:
    """The text with `{{ fact }}` filled in. Raises ScenarioRejected for an unknown fact or a wrong template."""
    try:
        return _environment.from_string(template).render(dict(facts))
    except TemplateError as error:
        there = ", ".join(sorted(facts))
        raise ScenarioRejected(f"template {template[:60]!r}: {error}; the facts are: {there}") from error


def render_all(value: JSON, facts: Mapping[str, JSON]) -> JSON:
    """`render` for each text inside `value`, as for the parameters of a fault or a remedy's change."""
    if isinstance(value, str):
        return render(value, facts)
    if isinstance(value, Mapping):
        return {key: render_all(inner, facts) for key, inner in value.items()}
    if isinstance(value, list):
        return [render_all(inner, facts) for inner in value]
    return value
