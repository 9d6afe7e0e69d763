"""Messages and tools by hash, read from the database when they are looked at."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class LazyContents(Mapping[str, T], Generic[T]):
    """A mapping over known hashes. What is `wanted` comes in one query, anything else when it is asked for."""

    def __init__(self, hashes: Iterable[str], load: Callable[[Collection[str]], dict[str, T]]) -> None:
        self._hashes = dict.fromkeys(hashes)
        self._load = load
        self._loaded: dict[str, T] = {}

    def want(self, hashes: Iterable[str]) -> None:
        missing = [key for key in dict.fromkeys(hashes) if key in self._hashes and key not in self._loaded]
        if missing:
            self._loaded |= self._load(missing)

    def __getitem__(self, key: str) -> T:
        if key not in self._loaded:
            self.want([key])
        return self._loaded[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._hashes)

    def __len__(self) -> int:
        return len(self._hashes)
