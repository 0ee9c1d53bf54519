"""Blocks to labelled segments: only what is the report itself may be called headline, lead, heading or body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors import cues
from extractors.article import READABLE, Segment, SegmentKind
from extractors.blocks import Block, Run
from extractors.credits import has_email, names_in, origin_in, split_trailing
from extractors.dateline import is_dateline_alone, split_dateline
from extractors.names import looks_like_name

K = SegmentKind
_TERMINAL = (".", "!", "?", '"', "”", "’", ")", "…", ":", ";", ",", "'")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s+\S")
_INITIALS_FIRST = re.compile(r"\([a-z]{2,8}/[a-z]{2,12}\)\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]")
_AGAIN = 3  # times that a short line without a full stop may not stand in a report
_REPORT = 250  # letters of report after which a list or comments may close the page


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


@dataclass(slots=True)
class _Piece:
    kind: SegmentKind | None
    text: str
    block: Block
    whole: bool = True  # the piece is a block by itself, not cut from one


def label(blocks: Sequence[Block], title: str, house: House = House()) -> Labelled:
    """Segments of the blocks in page order, every block in exactly one or more of them.

    Markup speaks first, then wording, then the links a block consists of. After "Baca juga" on its own line the links
    and headline-like lines below belong to it. The first paragraph is the lead; a dateline before it stands alone.
    """
    pieces = [piece for block in blocks for piece in _cut(block)]
    opened = False
    for piece in pieces:
        piece.kind = piece.kind or _by_wording(piece, title, house, first=not opened)
        opened = opened or piece.kind is None
    _close_lists(pieces)
    _close_tail(pieces)
    result = Labelled()
    _credits(pieces, result)
    _headings(pieces)
    _last_line_names(pieces, result)
    _emit(pieces, result, house)
    return result


def _cut(block: Block) -> Iterable[_Piece]:
    """The block, cut where a pointer or an ad line is glued into it."""
    if block.kind is not None:
        yield _Piece(block.kind, block.text, block)
        return
    text = block.text
    opening = _INITIALS_FIRST.match(text)
    start = opening.end() if opening else 0
    if opening:
        yield _Piece(K.BYLINE, opening[0].strip(), block, whole=False)
    for _ in range(6):
        # At the very start the whole block is judged, unless a link ends and a sentence follows.
        leading = start == 0 and _leading_pointer(block)
        if leading:
            yield _Piece(K.RELATED, text[:leading].strip(), block, whole=False)
            start = leading
            continue
        cue = cues.cue_within(text, start + 1)
        if cue is None:
            break
        if text[start : cue[0]].strip():
            yield _Piece(None, text[start : cue[0]].strip(), block, whole=False)
        end = _end_of_link(block, cue[1]) or (
            cue[1]
            if cue[1] == len(text) or text[cue[0]].upper() in "[AH" or text.startswith("SCROLL", cue[0])
            else cues.end_of_pointer(text, cue[1])
        )
        shape = text[cue[0] : end].strip()
        yield _Piece(cues.kind_of_line(shape) or K.RELATED, shape, block, whole=False)
        start = end
    rest = text[start:].strip()
    if rest:
        yield _Piece(None, rest, block, whole=start == 0)


def _leading_pointer(block: Block) -> int:
    """Length of "Baca juga: <a>…</a>" at the start of a block that goes on with a sentence; 0 when it does not."""
    if cues.kind_of_line(block.text[:400]) is not K.RELATED and not cues.cue_within(" " + block.text[:40], 0):
        return 0
    end = _end_of_link(block, 4)
    rest = block.text[end:].strip() if end else ""
    return end if len(rest) >= 40 and end < 300 else 0


def _end_of_link(block: Block, position: int) -> int:
    """End of the link that begins within a few characters behind `position`; 0 without one."""
    start = 0
    for index, run in enumerate(block.parts):
        end = start + len(run.text)
        if run.link and end > position:
            if start - position > 12:
                return 0
            for follower in block.parts[index + 1 :]:
                if not follower.link:
                    break
                end += len(follower.text)
            return end
        start = end
    return 0


def _by_wording(piece: _Piece, title: str, house: House, *, first: bool) -> SegmentKind | None:
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


def _close_lists(pieces: list[_Piece]) -> None:
    """Links below "Baca juga" or "Berita Terkait" belong to it, and a headline or two where the links are lost.

    On a page with links only the first line may come without; a text without any link (a feed, JSON-LD) gets three.
    """
    spare = 1 if any(run.link for piece in pieces for run in piece.block.parts) else 3
    left = -1  # headlines that may still follow; -1 outside a list
    for piece in pieces:
        if piece.kind is K.PROMO and cues.is_pointer(piece.text):
            piece.kind = K.RELATED
        linked = piece.block.link_share() > 0.6
        if piece.kind is K.RELATED and piece.whole:
            # Where the markup fences the list in, it also says where the list ends.
            if piece.block.kind is None and cues.is_title_of_links(piece.text):
                left = spare
            elif linked:
                left = min(left, 0)  # the links are there: nothing without one belongs to the list
            else:
                left = -1
        elif piece.kind is None and left >= 0:
            if linked:
                piece.kind = K.RELATED
            elif left > 0 and _is_headline_like(piece):
                piece.kind = K.RELATED
                left -= 1
            else:
                left = -1


def _close_tail(pieces: list[_Piece]) -> None:
    """What follows the report: comments below their title, and excerpts that each follow the link to their article."""
    told = 0
    for index, piece in enumerate(pieces):
        if told >= _REPORT and _is_linked_heading(piece) and _are_teasers(pieces[index:]):
            for one in pieces[index:]:
                one.kind = K.RELATED if one.kind is None else one.kind
            return
        if piece.kind is None:
            told += len(piece.text)
        if told < _REPORT or not piece.whole or len(piece.text) > 60 or not _is_title(piece):
            continue
        rest = [one for one in pieces[index + 1 :] if one.kind in (None, K.RELATED)]
        if cues.is_title_of_comments(piece.text):
            piece.kind = K.COMMENT
            for one in rest:
                one.kind = K.COMMENT if one.kind is None else one.kind
        elif cues.is_title_of_links(piece.text) and _are_excerpts(rest):
            piece.kind = K.RELATED
            for one in rest:
                one.kind = K.RELATED


def _is_title(piece: _Piece) -> bool:
    return piece.block.is_heading_tag or piece.block.strong_share() > 0.9 or piece.kind is not None


def _are_excerpts(rest: Sequence[_Piece]) -> bool:
    """Whether every paragraph follows a link at once, two links at least: a list of teasers with their first lines."""
    links = sum(one.kind is K.RELATED for one in rest)
    excerpts = len(rest) - links
    alone = any(one.kind is None and (index == 0 or rest[index - 1].kind is None) for index, one in enumerate(rest))
    return links >= 2 and not alone and (excerpts == 0 or excerpts >= 2)


def _is_linked_heading(piece: _Piece) -> bool:
    return piece.whole and piece.block.is_heading_tag and piece.kind is K.RELATED and piece.block.link_share() > 0.85


def _are_teasers(rest: Sequence[_Piece]) -> bool:
    """Whether all that follows are linked headings, three or more, with one paragraph at most below each."""
    headings = sum(map(_is_linked_heading, rest))
    alone = any(
        one.kind is None and (index == 0 or not _is_linked_heading(rest[index - 1])) for index, one in enumerate(rest)
    )
    return headings >= 3 and not alone


def _is_headline_like(piece: _Piece) -> bool:
    text = piece.text.rstrip()
    if piece.block.is_heading_tag or text.endswith((".", '."', ".”", ".)", ":", ",", ";")):
        return False
    return 4 <= len(text.split()) <= 22 and not text[0].islower() and text[0] not in "(["


def _credits(pieces: list[_Piece], result: Labelled) -> None:
    """Writers and origin from byline blocks and from what stands in brackets behind the last sentences."""
    cut: list[_Piece] = []
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
                    cut.append(_Piece(None, text, piece.block, piece.whole))
                cut += [_Piece(K.BYLINE, tail, piece.block, whole=False) for tail in tails]
                continue
        cut.append(piece)
    pieces[:] = cut


def _headings(pieces: list[_Piece]) -> None:
    body = [piece for piece in pieces if piece.kind is None]
    for index, piece in enumerate(body):
        follower = body[index + 1] if index + 1 < len(body) else None
        if piece.whole and follower is not None and _is_heading(piece, follower, first=index == 0):
            piece.kind = K.HEADING


def _is_heading(piece: _Piece, follower: _Piece, *, first: bool) -> bool:
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


def _last_line_names(pieces: list[_Piece], result: Labelled) -> None:
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


def _emit(pieces: list[_Piece], result: Labelled, house: House) -> None:
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


def _opening(piece: _Piece, result: Labelled, house: House) -> str:
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
