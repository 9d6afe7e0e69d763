"""Tell what of ours other accounts of this machine can reach: what people wrote, and the key that signs cookies."""

import stat
from collections.abc import Iterable
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def reachable_by_others(files: Iterable[Path]) -> list[str]:
    """A sentence for each file, and each folder of one, whose rights let others in, with the command that ends it.

    What we make is its owner's alone. What was there before keeps its rights: somebody may have meant them. A file in
    a folder that lets nobody in is out of reach, whatever its own rights are.
    """
    there = [file for file in files if file.is_file()]
    folders = sorted({file.parent for file in there if _open(file.parent)})
    loose = [file for file in there if file.parent in folders and _open(file)]
    return [_sentence(place, "700") for place in folders] + [_sentence(place, "600") for place in loose]


def _open(place: Path) -> bool:
    return bool(place.stat().st_mode & _OTHERS)


def _sentence(place: Path, wanted: str) -> str:
    rights = f"{stat.S_IMODE(place.stat().st_mode):o}"
    return f"{place} has the rights {rights}: other accounts of this machine can reach it; chmod {wanted} ends that"
