"""Pieces of an article's blocks: a block, cut where a pointer or an ad line is glued into it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors import cues
from extractors.article import SegmentKind
from extractors.blocks import Block

K = SegmentKind
_INITIALS_FIRST = re.compile(r"\([a-z]{2,8}/[a-z]{2,12}\)\s+(?=\S)")


@dataclass(slots=True)
class Piece:
    """What gets one label; `kind` is None as long as nothing says that it is not the report."""

    kind: SegmentKind | None
    text: str
    block: Block
    whole: bool = True  # the piece is a block by itself, not cut from one


def cut(block: Block) -> Iterable[Piece]:
    """The block, cut where a pointer or an ad line is glued into it."""
    if block.kind is not None:
        yield Piece(block.kind, block.text, block)
        return
    text = block.text
    opening = _INITIALS_FIRST.match(text)
    start = opening.end() if opening else 0
    if opening:
        yield Piece(K.BYLINE, opening[0].strip(), block, whole=False)
    for _ in range(6):
        # At the very start the whole block is judged, unless a link ends and a sentence follows.
        leading = start == 0 and _leading_pointer(block)
        if leading:
            yield Piece(K.RELATED, text[:leading].strip(), block, whole=False)
            start = leading
            continue
        cue = cues.cue_within(text, start + 1)
        if cue is None:
            break
        if text[start : cue[0]].strip():
            yield Piece(None, text[start : cue[0]].strip(), block, whole=False)
        end = _end_of_link(block, cue[1]) or (
            cue[1]
            if cue[1] == len(text) or text[cue[0]].upper() in "[AH" or text.startswith("SCROLL", cue[0])
            else cues.end_of_pointer(text, cue[1])
        )
        shape = text[cue[0] : end].strip()
        yield Piece(cues.kind_of_line(shape) or K.RELATED, shape, block, whole=False)
        start = end
    rest = text[start:].strip()
    if rest:
        yield Piece(None, rest, block, whole=start == 0)


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
