"""All worlds by their name; the data of each lies in `fixtures/<name>/`."""

from importlib import import_module

from app.domain.errors import ScenarioRejected
from app.recorder.world import World

_MODULES = {"box-office": "box_office", "support-desk": "support_desk"}


def world(name: str) -> World:
    """The Python half of a world, imported when it is asked for. Raises ScenarioRejected naming the known ones."""
    if name not in _MODULES:
        raise ScenarioRejected(f"world: there is no world {name!r}; there are: {', '.join(sorted(_MODULES))}")
    found: World = import_module(f"{__name__}.{_MODULES[name]}").WORLD
    return found
