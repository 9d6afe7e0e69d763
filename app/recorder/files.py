"""The files of a recorded variant: write them all or none, and tell where they differ from what is on disk."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from app.catalog.recorded import PUBLIC_FILE, SEALED_FILE, run_file, write_public, write_sealed
from app.domain.errors import ProofFailed, SettingRejected
from app.recorder.otlp import compressed
from app.recorder.variant import VariantRecording


def write_recording(recording: VariantRecording, *, out: Path) -> Path:
    """Replace `<out>/<slug>/<variant>/` by the recording and return that folder.

    All files get one and the same time, so that their times tell nothing about the arms. Raises SettingRejected where
    nothing can be written there.
    """
    return _replace(recording, out=out, fill=_fill)


def write_arms(recording: VariantRecording, *, out: Path) -> Path:
    """As `write_recording`, but the runs alone."""
    return _replace(recording, out=out, fill=_fill_arms)


def check_files(recording: VariantRecording, *, out: Path) -> None:
    """Raises ProofFailed where recording again does not give the bytes that are on disk."""
    slug, variant = recording.source.scenario.slug, recording.variant.id
    folder = out / slug / variant
    fresh = Path(mkdtemp(prefix="misstep-"))
    try:
        _fill(fresh, recording)
        wanted, there = _contents(fresh), _contents(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for name in sorted(wanted.keys() | there.keys()):
        if wanted.get(name) != there.get(name):
            raise ProofFailed(
                f"{slug}/{variant}: {_arm_of(recording, name)}: {folder / name} {_told(name, wanted, there)}; "
                f"run `misstep record {slug}` and keep its files"
            )


def _replace(recording: VariantRecording, *, out: Path, fill: Callable[[Path, VariantRecording], None]) -> Path:
    folder = out / recording.source.scenario.slug / recording.variant.id
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True) as fresh:
            fill(Path(fresh), recording)
            _swap(Path(fresh), folder)
    except OSError as error:
        raise SettingRejected(
            f"{out}: the recording cannot be written there ({error.strerror}); name another folder"
        ) from error
    return folder


def _fill_arms(folder: Path, recording: VariantRecording) -> None:
    for recorded in recording.arms.values():
        run_file(folder, recorded.arm.run).write_bytes(compressed(recorded.arm.lines))


def _fill(folder: Path, recording: VariantRecording) -> None:
    _fill_arms(folder, recording)
    write_public(folder, recording.public)
    write_sealed(folder, recording.key)
    newest = (folder / SEALED_FILE).stat().st_mtime_ns
    for file in folder.iterdir():
        os.utime(file, ns=(newest, newest))


def _swap(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in the place of the old one, by two renames within one parent."""
    fresh.chmod(0o755)
    old = fresh.with_name(f"{fresh.name}-old")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.is_dir() else {}


def _arm_of(recording: VariantRecording, name: str) -> str:
    arms = {run_file(Path(), recorded.arm.run).name: arm for arm, recorded in recording.arms.items()}
    return arms.get(name, {PUBLIC_FILE: "brief", SEALED_FILE: "answer key"}.get(name, "unknown run"))


def _told(name: str, wanted: Mapping[str, bytes], there: Mapping[str, bytes]) -> str:
    if name not in there:
        return "is not on disk"
    return "differs from what recording again gives" if name in wanted else "belongs to no arm of the scenario"
