"""Contents by their keys, read from the database when they are looked at."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class LazyContents(Mapping[K, T], Generic[K, T]):
    """A mapping over known keys. What is `wanted` comes in one query, anything else when it is asked for."""

    def __init__(self, keys: Iterable[K], load: Callable[[Collection[K]], dict[K, T]]) -> None:
        self._keys = dict.fromkeys(keys)
        self._load = load
        self._loaded: dict[K, T] = {}

    def want(self, keys: Iterable[K]) -> None:
        missing = [key for key in dict.fromkeys(keys) if key in self._keys and key not in self._loaded]
        if missing:
            self._loaded |= self._load(missing)

    def __getitem__(self, key: K) -> T:
        if key not in self._loaded:
            self.want([key])
        return self._loaded[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
