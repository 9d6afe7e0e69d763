"""What the machine is short of is told from all else that can go wrong."""

import errno

import pytest

from app.domain.errors import DiskFull, Overloaded
from app.domain.shortage import shortage, telling_shortage


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_or_a_quota_that_is_full_is_a_full_disk(code):
    assert isinstance(shortage(OSError(code, "full")), DiskFull)


@pytest.mark.parametrize(
    "error", [MemoryError(), *(OSError(code, "") for code in (errno.EMFILE, errno.ENFILE, errno.ENOMEM))]
)
def test_want_of_memory_or_open_files_passes(error):
    found = shortage(error)
    assert type(found) is Overloaded
    assert str(found) == "the server is short of memory or open files; try again in a moment"


@pytest.mark.parametrize("error", [OSError(errno.ENOENT, "not there"), ValueError("no number"), RecursionError()])
def test_anything_else_is_no_shortage(error):
    assert shortage(error) is None


def test_a_shortage_is_raised_in_our_words_and_keeps_its_cause():
    cause = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(DiskFull, match="no room left on the disk") as told, telling_shortage():
        raise cause
    assert told.value.__cause__ is cause


def test_what_is_no_shortage_is_raised_as_it_is():
    cause = OSError(errno.EACCES, "Permission denied")
    with pytest.raises(PermissionError) as told, telling_shortage():
        raise cause
    assert told.value is cause
