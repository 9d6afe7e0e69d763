"""Figures as a reader takes them in: tokens, money, sizes, clock times."""

from datetime import UTC, datetime, timedelta


def count(number: int | None) -> str:
    """`1,240`; blank where unknown."""
    return "" if number is None else f"{number:,}"


def short_count(number: int | None) -> str:
    """`812`, `1.2k`, `34k`, `1.1M`: for rows too narrow for all digits."""
    if number is None:
        return ""
    if number < 1000:
        return str(number)
    if number < 999_500:
        return f"{number / 1000:.1f}k" if number < 9950 else f"{number / 1000:.0f}k"
    return f"{number / 1_000_000:.1f}M"


def money(dollars: float | None) -> str:
    """`$0.0042`, `$1.20`; blank where unknown."""
    if dollars is None:
        return ""
    if dollars >= 0.99995 or dollars == 0:
        return f"${dollars:.2f}"
    if 0 < dollars < 5e-8:
        return "under $0.0000001"
    return f"${dollars:.4f}" if dollars >= 1e-4 else f"${dollars:.7f}".rstrip("0")


def size(characters: int) -> str:
    """`812 characters`, `12 KB`, `1.4 MB`."""
    if characters < 1024:
        return f"{characters} character{'' if characters == 1 else 's'}"
    if characters < 1024 * 1024:
        return f"{characters / 1024:.1f} KB" if characters < 10240 else f"{characters / 1024:.0f} KB"
    return f"{characters / 1024 / 1024:.1f} MB"


def bytes_(count: int) -> str:
    """`812 bytes`, `34 KB`, `1.4 MB`."""
    return f"{count} byte{'' if count == 1 else 's'}" if count < 1024 else size(count)


def clock(at: datetime) -> str:
    """`14:05`, in UTC: the server does not know the reader's zone; the script of the page does."""
    return f"{at.astimezone(UTC):%H:%M}"


def instant(nanoseconds: int) -> str:
    """A span's time to the millisecond, `2026-03-02 14:05:09.120`, in UTC."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=nanoseconds // 1000)
    return f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03d}"
