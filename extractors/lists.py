"""Where other articles are listed among the pieces of a report, and where its page goes on behind it."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import cues
from extractors.article import SegmentKind
from extractors.pieces import Piece

K = SegmentKind
_REPORT = 250  # letters of report after which a list or comments may close the page


def close_lists(pieces: list[Piece]) -> None:
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


def close_tail(pieces: list[Piece]) -> None:
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


def _is_title(piece: Piece) -> bool:
    return piece.block.is_heading_tag or piece.block.strong_share() > 0.9 or piece.kind is not None


def _are_excerpts(rest: Sequence[Piece]) -> bool:
    """Whether every paragraph follows a link at once, two links at least: a list of teasers with their first lines."""
    links = sum(one.kind is K.RELATED for one in rest)
    excerpts = len(rest) - links
    alone = any(one.kind is None and (index == 0 or rest[index - 1].kind is None) for index, one in enumerate(rest))
    return links >= 2 and not alone and (excerpts == 0 or excerpts >= 2)


def _is_linked_heading(piece: Piece) -> bool:
    return piece.whole and piece.block.is_heading_tag and piece.kind is K.RELATED and piece.block.link_share() > 0.85


def _are_teasers(rest: Sequence[Piece]) -> bool:
    """Whether all that follows are linked headings, three or more, with one paragraph at most below each."""
    headings = sum(map(_is_linked_heading, rest))
    alone = any(
        one.kind is None and (index == 0 or not _is_linked_heading(rest[index - 1])) for index, one in enumerate(rest)
    )
    return headings >= 3 and not alone


def _is_headline_like(piece: Piece) -> bool:
    text = piece.text.rstrip()
    if piece.block.is_heading_tag or text.endswith((".", '."', ".”", ".)", ":", ",", ";")):
        return False
    return 4 <= len(text.split()) <= 22 and not text[0].islower() and text[0] not in "(["
