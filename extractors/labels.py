"""Blocks to labelled segments: only what is the report itself may be called headline, lead, heading or body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors import cues
from extractors.article import READABLE, Segment, SegmentKind
from extractors.blocks import Block, Run
from extractors.credits import has_email, names_in, origin_in, split_trailing
from extractors.dateline import is_dateline_alone, split_dateline
from extractors.lists import close_lists, close_tail
from extractors.names import looks_like_name
from extractors.pieces import Piece, cut

K = SegmentKind
_TERMINAL = (".", "!", "?", '"', "”", "’", ")", "…", ":", ";", ",", "'")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s+\S")
_WORD = re.compile(r"[^\W\d_]")
_AGAIN = 3  # times that a short line without a full stop may not stand in a report


@dataclass(slots=True)
class Labelled:
    """The segments of an article's body and what its credit lines told."""

    segments: list[Segment] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    origin: str | None = None

    def readable(self) -> int:
        """Letters that rules may read."""
        return sum(len(segment.text) for segment in self.segments if segment.kind in READABLE)


@dataclass(frozen=True, slots=True)
class House:
    """How a publisher writes: its own names in datelines, and whether it opens with a bare place."""

    brands: tuple[str, ...] = ()
    bare_city: bool = False
    captions_are_body: bool = False


def label(blocks: Sequence[Block], title: str, house: House = House()) -> Labelled:
    """Segments of the blocks in page order, every block in exactly one or more of them.

    Markup speaks first, then wording, then the links a block consists of. After "Baca juga" on its own line the links
    and headline-like lines below belong to it. The first paragraph is the lead; a dateline before it stands alone.
    """
    pieces = [piece for block in blocks for piece in cut(block)]
    opened = False
    for piece in pieces:
        piece.kind = piece.kind or _by_wording(piece, title, house, first=not opened)
        opened = opened or piece.kind is None
    close_lists(pieces)
    close_tail(pieces)
    result = Labelled()
    _credits(pieces, result)
    _headings(pieces)
    _last_line_names(pieces, result)
    _emit(pieces, result, house)
    return result


def _by_wording(piece: Piece, title: str, house: House, *, first: bool) -> SegmentKind | None:
    text, block = piece.text, piece.block
    if not _WORD.search(text):
        return K.PAGER if text.strip("0123456789 |./›»>«<") == "" else K.PROMO
    if piece.whole and ((title and _same(text, title)) or (first and block.tag == "h1")):
        return K.HEADLINE
    found = cues.kind_of_line(text)
    if found is K.CAPTION and house.captions_are_body:
        found = None
    if found:
        return found
    if has_email(text) and len(text.split()) <= 15:
        return K.BYLINE
    if len(text) < 60 and not split_trailing(text)[0]:
        return K.BYLINE
    if not piece.whole:
        return None
    linked = block.link_share()
    if (linked > 0.85 and (len(text) < 25 or not text.endswith((".", "”", '"')))) or (
        linked > 0.5 and not text.endswith(_TERMINAL)
    ):
        return K.RELATED
    if (
        not house.captions_are_body
        and len(text) < 400
        and not text.endswith(('"', "”"))
        and cues.is_photo_credit(text, first=first)
    ):
        return K.CAPTION
    return K.CAPTION if not house.captions_are_body and _is_below_picture(block, text) else None


def _is_below_picture(block: Block, text: str) -> bool:
    """Whether the line belongs to the picture before it: set apart from the text, or no sentence."""
    if not block.below_picture or len(text) > 300 or block.strong_share() > 0.9:
        return block.below_picture and block.tag == "h6"
    return block.faint or not text.endswith((*_TERMINAL, "-", "–", "—"))


def _credits(pieces: list[Piece], result: Labelled) -> None:
    """Writers and origin from byline blocks and from what stands in brackets behind the last sentences."""
    cut: list[Piece] = []
    for piece in pieces:
        if piece.kind is K.BYLINE or piece.kind is K.PROMO:
            result.writers += names_in(piece.text)
            result.origin = result.origin or origin_in(piece.text)
        if piece.kind is None:
            text, tails = split_trailing(piece.text)
            if tails:
                for tail in tails:
                    result.origin = result.origin or origin_in(tail)
                    result.writers += names_in(tail.strip("()[] "))
                if text:
                    cut.append(Piece(None, text, piece.block, piece.whole))
                cut += [Piece(K.BYLINE, tail, piece.block, whole=False) for tail in tails]
                continue
        cut.append(piece)
    pieces[:] = cut


def _headings(pieces: list[Piece]) -> None:
    body = [piece for piece in pieces if piece.kind is None]
    for index, piece in enumerate(body):
        follower = body[index + 1] if index + 1 < len(body) else None
        if piece.whole and follower is not None and _is_heading(piece, follower, first=index == 0):
            piece.kind = K.HEADING


def _is_heading(piece: Piece, follower: Piece, *, first: bool) -> bool:
    text, block = piece.text, piece.block
    words = len(text.split())
    if block.is_heading_tag:
        return words <= 25
    if words > 16 or text.endswith((".", ",", ";", "”", '"')) or first or text[0] in '"“':
        return False
    if block.strong_share() > 0.9:
        return True
    if block.tag == "li" or len(follower.text) < 60:
        return False
    if _NUMBERED.match(text):
        return words <= 10 and not text.endswith(_TERMINAL)
    return words <= 6 and text[0].isupper() and not text.endswith(_TERMINAL)


def _last_line_names(pieces: list[Piece], result: Labelled) -> None:
    """Names in capitals, in brackets or in bold as the last line of the body: `DINI TEJA`, `(Contoh Editor)`."""
    for piece in reversed(pieces):
        if piece.kind is K.BYLINE and not piece.whole:
            continue
        if piece.kind is not None:
            if piece.kind in (K.HEADING,):
                return
            continue
        text = piece.text
        words = text.split()
        bracketed = text[0] in "([" and text[-1] in ")]"
        signed = piece.block.strong_share() > 0.9 and looks_like_name(text)
        loud = text.isupper() and not text.endswith((".", "!", "?"))
        if piece.whole and len(words) <= 7 and (bracketed or signed or loud):
            piece.kind = K.BYLINE
            result.origin = result.origin or origin_in(text if bracketed else f"({text.replace('|', '/')})")
            result.writers += _signatures(text.strip("()[]. "), shaped=bracketed or signed)
        return


def _signatures(text: str, *, shaped: bool) -> list[str]:
    """Persons in a line that signs the report; `shaped` where only what looks like a name is one."""
    names = [name.strip() for name in re.split(r"[|/]", text)]
    return [
        name
        for name in names
        if not origin_in(f"({name})") and (looks_like_name(name) if shaped else 0 < len(name.split()) <= 4)
    ]


def _emit(pieces: list[Piece], result: Labelled, house: House) -> None:
    seen: set[str] = set()
    led = False
    often = Counter(piece.text for piece in pieces if piece.kind in (None, K.HEADING) and len(piece.text) < 60)
    for piece in pieces:
        text, kind = piece.text, piece.kind
        if often[text] >= _AGAIN and not text.endswith(_TERMINAL):
            kind = K.PROMO  # a button or the name of a gallery, however often it stands there
        if kind is None:
            if not led:
                text = _opening(piece, result, house)
                if not text:
                    continue
            if len(text) >= 60:
                if text in seen:
                    continue
                seen.add(text)
            kind = K.BODY if led else K.LEAD
            led = True
        result.segments.append(Segment(kind, text))


def _opening(piece: Piece, result: Labelled, house: House) -> str:
    """The first paragraph without its dateline, which becomes a segment of its own."""
    text = piece.text.lstrip("-–— ")
    if is_dateline_alone(text, house.brands):
        result.segments.append(Segment(K.DATELINE, text))
        result.origin = result.origin or origin_in(text.rstrip(" -–—"))
        return ""
    if not piece.whole and not text:
        return text
    dateline, rest = split_dateline(
        text, bold=_leading_bold(piece.block.parts), brands=house.brands, bare_city=house.bare_city
    )
    if dateline:
        result.segments.append(Segment(K.DATELINE, dateline))
        result.origin = result.origin or origin_in(dateline.rstrip(" -–—"))
    return rest


def _leading_bold(parts: list[Run]) -> str:
    bold = ""
    for run in parts[:4]:
        # <b>TEMPO.CO</b>, <b>Jakarta</b> - ...: the comma between two bold runs is part of it
        if not run.strong and run.text.strip(" ,"):
            break
        bold += run.text
    return bold


def _same(left: str, right: str) -> bool:
    return left == right or re.sub(r"\W+", "", left).lower() == re.sub(r"\W+", "", right).lower()
