"""Phrases of tokens, found in one walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from rules.indonesian.tokens import Token

T = TypeVar("T")


class PhraseTrie(Generic[T]):
    """Every phrase of the vocabulary over lower-cased tokens; one walk per position finds the longest first."""

    __slots__ = ("_root", "first_words")

    def __init__(self) -> None:
        self._root: dict[str, dict[str, object]] = {}
        self.first_words: set[str] = set()

    def add(self, words: Sequence[str], value: T) -> None:
        """Files `value` under the phrase; several values may share one."""
        node: dict[str, object] = self._root  # type: ignore[assignment]
        for word in words:
            node = node.setdefault(word, {})  # type: ignore[assignment]
        node.setdefault("", [])
        bucket = node[""]
        assert isinstance(bucket, list)
        bucket.append(value)
        self.first_words.add(words[0])

    def places(self, norms: Sequence[str]) -> Iterator[int]:
        """Where a phrase may start; most sentences hold no first word at all, which costs one look each."""
        first = self.first_words
        if first.isdisjoint(norms):
            return iter(())
        return (i for i, norm in enumerate(norms) if norm in first)

    def occurs(self, norms: Sequence[str]) -> bool:
        """Whether any phrase stands among the words."""
        return any(self.matches(norms, i, len(norms)) for i in self.places(norms))

    def matches(self, norms: Sequence[str], at: int, end: int) -> list[tuple[int, list[T]]]:
        """All phrases that start at `at`, longest first: the index behind the phrase and its values."""
        node = self._root.get(norms[at])
        if node is None:
            return []
        found: list[tuple[int, list[T]]] = []
        i = at + 1
        while True:
            values = node.get("")
            if values is not None:
                found.append((i, values))  # type: ignore[arg-type]
            if i >= end:
                break
            following = node.get(norms[i])
            if following is None:
                break
            node = following  # type: ignore[assignment]
            i += 1
        found.reverse()
        return found


def phrase_words(phrases: Iterable[Token]) -> list[str]:
    """The lower-cased tokens of a phrase as the trie wants them."""
    return [token.norm for token in phrases if token.kind != "break"]
