"""A document as sentences of units: title first, datelines and related headlines left out, sections marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rules.engine.lexicon import Lexicon
from rules.engine.mention import Document
from rules.engine.trie import PhraseTrie
from rules.engine.unit_reading import read_units
from rules.engine.units import Sentence, Unit, refers_back
from rules.engine.vocabulary import Vocabulary
from rules.indonesian.repair import repair_tokens
from rules.indonesian.sentences import split_sentences
from rules.indonesian.tokens import Token, tokenize

MAX_CHARACTERS = 60_000
MAX_SENTENCES = 2_000
_LEAD_SENTENCES = 3
_DASHES = frozenset("-–—|")

_Openings = Mapping[str, Sequence[list[str]]]


def _by_first_word(lines: Sequence[str]) -> _Openings:
    """How lines begin, by their first word: every sentence is asked."""
    found: dict[str, list[list[str]]] = {}
    for words in (line.split() for line in lines):
        found.setdefault(words[0], []).append(words)
    return found


_SKIP = _by_first_word(
    [
        "baca juga", "baca selengkapnya", "baca :", "baca_juga", "lihat juga", "lihat video", "simak juga",
        "simak video", "tonton juga", "tonton :", "nonton juga", "saksikan juga", "saksikan live", "saksikan video",
        "artikel terkait", "berita terkait", "pilihan editor", "video editor", "gambas :", "scroll to",
        "advertisement", "halaman selanjutnya", "copyright", "editor :", "penulis :", "tag :", "foto :", "sumber :",
    ]
)  # fmt: skip
"""How lines begin that point to other articles or name who made this one; they are never read."""
_STOP = _by_first_word(["more stories", "berita terkini lainnya", "berita lainnya", "topik :", "artikel lainnya"])


def read_text(
    document: Document, vocabulary: Vocabulary, lexicon: Lexicon, also: PhraseTrie[Any] | None = None
) -> list[Sentence]:
    """Every sentence; none when the document holds no weapon, no treaty and no phrase of `also`."""
    title = repair_tokens(tokenize(document.title[:1000]), vocabulary.names, vocabulary.known)
    body = repair_tokens(tokenize(document.text, MAX_CHARACTERS), vocabulary.names, vocabulary.known)
    fields = [t.norm for t in title], [t.norm for t in body]
    named = any(map(vocabulary.names_something, fields))
    if not named and (also is None or not any(map(also.occurs, fields))):
        return []
    return _Pages(document, vocabulary, lexicon, named=named).read(title, body)


class _Pages:
    """Cuts one document into sentences."""

    def __init__(self, document: Document, vocabulary: Vocabulary, lexicon: Lexicon, *, named: bool) -> None:
        self.document = document
        self.named = named  # a weapon, a treaty or troops somewhere: without any, nothing is there to be echoed
        self.vocabulary = vocabulary
        self.lexicon = lexicon
        self.day = None if document.published is None else document.published.date()
        self.sentences: list[Sentence] = []

    def read(self, title: Sequence[Token], body: Sequence[Token]) -> list[Sentence]:
        """Title first, then the body without datelines and related headlines."""
        for start, end in split_sentences(title, 5):
            self._append("title", title[start:end], 0, lead=True)
        section = seen = 0
        for start, end in split_sentences(body, MAX_SENTENCES):
            span: Sequence[Token] = body[start:end]
            if len(span) <= 6 and _starts(span, _STOP):
                break
            if _starts(span, _SKIP):
                continue
            if _heads_list(span, body, start):
                section += 1
            marked = _section_of(self.document, span[0].start)
            span = _without_dateline(span, seen_first=not seen)
            if span:
                seen += 1
                self._append("text", span, marked or section, lead=seen <= _LEAD_SENTENCES)
        return self.sentences

    def _append(self, field: str, span: Sequence[Token], section: int, *, lead: bool) -> None:
        words = [token for token in span if token.kind != "break"]
        if words:
            reader = self._headline if field == "title" else self._units
            s = Sentence(len(self.sentences), field, words, reader, self._settings, section, lead=lead)
            known = self.vocabulary
            s.worth = self.named and (
                known.names_something(s.norms) or known.echoes_something(s.norms) or refers_back(s.norms)
            )
            self.sentences.append(s)

    def _units(self, span: Sequence[Token]) -> list[Unit]:
        return read_units(span, self.vocabulary, self.lexicon, headline=_headline(span), day=self.day)

    def _headline(self, span: Sequence[Token]) -> list[Unit]:
        return read_units(span, self.vocabulary, self.lexicon, headline=True, day=self.day)

    def _settings(self, span: Sequence[Token]) -> frozenset[str]:
        known = self.vocabulary.surroundings
        norms = [token.norm for token in span]
        return frozenset(
            name for i in known.places(norms) for _, names in known.matches(norms, i, len(norms)) for name in names
        )


def _starts(span: Sequence[Token], openings: _Openings) -> bool:
    return any([t.norm for t in span[: len(words)]] == words for words in openings.get(span[0].norm, ()))


def _headline(span: Sequence[Token]) -> bool:
    """A line in title case, such as a headline repeated as the first line of the text."""
    words = [t for t in span if t.kind == "word" and len(t.norm) > 3]
    return len(words) >= 3 and sum(t.capital for t in words) >= 0.8 * len(words)


def _heads_list(span: Sequence[Token], body: Sequence[Token], start: int) -> bool:
    """`1. Korea Utara`: the short head of a roundup's next part."""
    first = start == 0 or body[start - 1].kind == "break"
    return (
        first and len(span) <= 14 and span[0].kind == "number" and span[0].norm.isdigit() and len(span[0].norm) <= 2
        and len(span) > 1 and span[1].norm in ".)"
    )  # fmt: skip


def _section_of(document: Document, offset: int) -> int:
    for number, section in enumerate(document.sections, start=1000):
        if section.start <= offset < section.end:
            return number
    return 0


def _without_dateline(span: Sequence[Token], seen_first: bool = False) -> Sequence[Token]:
    """The sentence without `JAKARTA, KOMPAS.com -`."""
    for i, token in enumerate(span[:12]):
        if token.norm in _DASHES and i and not (token.glued and i + 1 < len(span) and span[i + 1].glued):
            prefix = span[:i]
            upper = sum(t.form.isupper() and len(t.form) > 1 for t in prefix if t.kind == "word")
            words = sum(t.kind == "word" for t in prefix)
            city = i <= 2 and seen_first and all(t.capital for t in prefix) and not token.glued
            if (
                city
                or (words and upper * 2 >= words)
                or any(t.norm in ("com", "id", "cnn", "co", "news", "rimanews") for t in prefix)
            ):
                rest = span[i + 1 :]
                while rest and rest[0].norm in _DASHES:
                    rest = rest[1:]
                return rest
            return span
    return span
