"""A document as sentences of units: title first, datelines and related headlines left out, sections marked."""

from __future__ import annotations

from collections.abc import Sequence, Set

from rules.engine.lexicon import Lexicon
from rules.engine.mention import Document
from rules.engine.units import Sentence, Unit, read_units, refers_back
from rules.engine.vocabulary import Vocabulary
from rules.indonesian.repair import repair_tokens
from rules.indonesian.sentences import split_sentences
from rules.indonesian.tokens import Token, tokenize

MAX_CHARACTERS = 60_000
MAX_SENTENCES = 2_000
_LEAD_SENTENCES = 3
_DASHES = frozenset("-–—|")
_SKIP = tuple(
    tuple(line.split())
    for line in (
        "baca juga", "baca selengkapnya", "baca :", "baca_juga", "lihat juga", "lihat video", "simak juga",
        "simak video", "tonton juga", "tonton :", "nonton juga", "saksikan juga", "saksikan live", "saksikan video",
        "artikel terkait", "berita terkait", "pilihan editor", "video editor", "gambas :", "scroll to",
        "advertisement", "halaman selanjutnya", "copyright", "editor :", "penulis :", "tag :", "foto :", "sumber :",
    )
)  # fmt: skip
"""How lines begin that point to other articles or name who made this one; they are never read."""
_STOP = (
    ("more", "stories"),
    ("berita", "terkini", "lainnya"),
    ("berita", "lainnya"),
    ("topik", ":"),
    ("artikel", "lainnya"),
)


def read_text(
    document: Document, vocabulary: Vocabulary, lexicon: Lexicon, also: Set[str] = frozenset()
) -> list[Sentence]:
    """Every sentence; none when the document holds no weapon, no treaty and no word of `also`."""
    title = repair_tokens(tokenize(document.title[:1000]), vocabulary.names, vocabulary.known)
    body = repair_tokens(tokenize(document.text, MAX_CHARACTERS), vocabulary.names, vocabulary.known)
    if not (vocabulary.names_something(title) or vocabulary.names_something(body)) and not any(
        token.norm in also for token in (*title, *body)
    ):
        return []
    return _Pages(document, vocabulary, lexicon).read(title, body)


class _Pages:
    """Cuts one document into sentences."""

    def __init__(self, document: Document, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self.document = document
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
            words = [t.norm for t in span[:4]]
            if _starts(words, _STOP) and len(span) <= 6:
                break
            if _starts(words, _SKIP):
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
            worth = (
                self.vocabulary.names_something(words)
                or self.vocabulary.echoes_something(words)
                or refers_back([token.norm for token in words])
            )
            self.sentences.append(
                Sentence(len(self.sentences), field, words, reader, self._settings, section, lead=lead, worth=worth)
            )

    def _units(self, span: Sequence[Token]) -> list[Unit]:
        return read_units(span, self.vocabulary, self.lexicon, headline=_headline(span), day=self.day)

    def _headline(self, span: Sequence[Token]) -> list[Unit]:
        return read_units(span, self.vocabulary, self.lexicon, headline=True, day=self.day)

    def _settings(self, span: Sequence[Token]) -> frozenset[str]:
        known = self.vocabulary.surroundings
        return frozenset(
            name
            for i, token in enumerate(span)
            if token.norm in known.first_words
            for _, names in known.matches(span, i, len(span))
            for name in names
        )


def _starts(words: list[str], patterns: Sequence[tuple[str, ...]]) -> bool:
    return any(tuple(words[: len(p)]) == p for p in patterns)


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
