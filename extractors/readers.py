"""Who reads the page: the publisher's class, the generic reader, JSON-LD, trafilatura; the best reading wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.addresses import is_other_kind
from extractors.article import READABLE, Segment, SegmentKind
from extractors.base import Publisher, Template, markup_of
from extractors.blocks import NoiseTable, read_blocks
from extractors.drawn import drawn_markup
from extractors.facts import Facts
from extractors.fallback import fallback_markup
from extractors.labels import House, Labelled, label
from extractors.locate import locate_article
from extractors.page import Page, element_text
from extractors.standfirst import standfirst

ENOUGH = 180  # letters a report has at least; less, and the next reader may try
SCRAP = 80  # letters below which nothing was told
_BRIEF = 400  # letters below which a longer reading is no better one
_SHORT = 1_000  # letters below which a class's reading is compared with the generic one
_WORD = re.compile(r"\w+")
_COVERED = 0.6  # share of the page's running text below which a second reader is asked


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of the page."""

    labelled: Labelled
    extractor: str
    method: str
    template: Template | None = None

    @property
    def size(self) -> int:
        """Letters that rules may read."""
        return self.labelled.readable()


_NOTHING = Reading(Labelled(), "", "fallback")


def read_article(
    page: Page, publisher: Publisher | None, title: str, facts: Facts, problems: list[str]
) -> Reading | None:
    """The best reading: the publisher's when it gives enough, else the largest of what the others find."""
    own = max(_own_readings(page, publisher, title), key=lambda reading: reading.size, default=None)
    if own is not None and own.size >= ENOUGH:
        if publisher is None or not _is_doubtful(own, title):
            return own
        rival = _generic(page, publisher, title, facts, by_name=False)[0]
        if rival is None or not _surpasses(rival, own, title):
            return own
        problems.append(_changed(publisher, own.size, rival))
        return rival
    readings = list(_other_readings(page, publisher, title, facts))
    best = _best(readings, title)
    if publisher is not None and publisher.templates:
        got = own.size if own else 0
        if best is None or best.size <= max(1.5 * got, _BRIEF if got >= SCRAP else 0):
            return own or best
        if not (is_other_kind(page.url) or page.is_amp):
            problems.append(_changed(publisher, got, best))
    return best


def _changed(publisher: Publisher, got: int, better: Reading) -> str:
    """The sentence by which a redesign is noticed."""
    return (
        f"extractor {publisher.slug}/{publisher.templates[0].version}: selectors gave {got} letters, "
        f"{better.extractor} gave {better.size}: the layout may have changed"
    )


def _is_doubtful(own: Reading, title: str) -> bool:
    """Whether a class's reading is so short, or so far from the headline, that a redesign may be behind it."""
    return own.size < _SHORT or _nearness(own, title) < 0.3


def _surpasses(rival: Reading, own: Reading, title: str) -> bool:
    """Whether the generic reading proves the class's wrong: the same report and much more of it, or another text that
    the headline speaks of while the class's does not."""
    longest = max((s.text for s in own.labelled.segments if s.kind in READABLE), key=len, default="")
    if longest in _readable(rival):
        return rival.size >= 1.6 * own.size and rival.size >= own.size + _SHORT / 4
    near = _nearness(rival, title)
    if own.template is not None and own.template.captions_are_body:
        return near >= 0.5 and rival.size >= max(_SHORT, 3 * own.size)  # an old photo template met a report's picture
    return near >= 0.5 and near >= 2 * _nearness(own, title)


def _nearness(reading: Reading, title: str) -> float:
    """Share of the headline's longer words that the reading says, 0 to 1; 1 for a headline without any."""
    wanted = {word for word in _WORD.findall(title.lower()) if len(word) > 3}
    text = _readable(reading).lower()
    return sum(word in text for word in wanted) / len(wanted) if wanted else 1.0


def _readable(reading: Reading) -> str:
    return "\n".join(segment.text for segment in reading.labelled.segments if segment.kind in READABLE)


def _best(readings: Sequence[Reading], title: str) -> Reading | None:
    """The longest; among those about as long, the one that kept most paragraphs apart (JSON-LD is often one line)."""
    longest = max((reading.size for reading in readings), default=0)
    if longest < _BRIEF and readings and readings[0].size >= SCRAP:
        return readings[0]  # a news item of two sentences: what the greedier reader adds is the page around it
    close = [reading for reading in readings if reading.size >= 0.85 * longest]
    if readings and readings[0] not in close and any(_adds_others(readings[0], one, title) for one in close):
        return readings[0]
    return max(close, key=lambda reading: sum(s.kind in READABLE for s in reading.labelled.segments), default=None)


def _adds_others(reading: Reading, longer: Reading, title: str) -> bool:
    """Whether all that the longer reading adds stands behind the report and speaks of other things than it."""
    own, more = _readable(reading).split("\n"), _readable(longer).split("\n")
    if reading.size < _SHORT or own[-1] not in more:
        return False
    end = more.index(own[-1]) + 1
    if sum(map(len, more[:end])) > 1.2 * reading.size:
        return False
    return _on_subject(more[end:], title) < 0.3 * _on_subject(own, title)


def _on_subject(paragraphs: Sequence[str], title: str) -> float:
    """Share of the paragraphs that say two of the headline's longer words, 0 to 1."""
    wanted = {word for word in _WORD.findall(title.lower()) if len(word) > 3}
    said = [sum(word in paragraph.lower() for word in wanted) >= 2 for paragraph in paragraphs]
    return sum(said) / len(said) if said else 0.0


def _own_readings(page: Page, publisher: Publisher | None, title: str) -> Iterator[Reading]:
    for template in publisher.templates if publisher else ():
        assert publisher is not None
        markup = publisher.body(page, template)
        if not markup:
            continue
        house = publisher.house(template)
        labelled = _labelled(markup, title, house, template.noise_table())
        reading = Reading(labelled, f"{publisher.slug}/{template.version}", "publisher", template)
        yield reading
        if reading.size >= ENOUGH:
            return


def _labelled(markup: str, title: str, house: House, noise: NoiseTable) -> Labelled:
    """The markup's segments; where there is nothing but captions, it is a photo page and they are the report."""
    labelled = label(read_blocks(markup, noise, captions_are_body=house.captions_are_body), title, house)
    captions = sum(len(segment.text) for segment in labelled.segments if segment.kind is SegmentKind.CAPTION)
    if labelled.readable() >= SCRAP or captions < SCRAP or house.captions_are_body:
        return labelled
    noise = {kind: compounds for kind, compounds in noise.items() if kind is not SegmentKind.CAPTION}
    house = replace(house, captions_are_body=True)
    return label(read_blocks(markup, noise, captions_are_body=True), title, house)


def _generic(
    page: Page, publisher: Publisher | None, title: str, facts: Facts, *, by_name: bool = True
) -> tuple[Reading | None, float, House]:
    """What the reader for everybody makes of the page, the share of running text that is, and how the house writes."""
    house = (
        House((publisher.name, *publisher.brands), publisher.bare_city)
        if publisher
        else House(tuple(name for name in (facts.site, page.host.removeprefix("www."), _label_of(page.host)) if name))
    )
    located = locate_article(page, title, by_name=by_name)
    markup = markup_of(located.elements)
    if not markup:
        return None, located.share, house
    labelled = label(read_blocks(markup, {}), title, house)
    opening = standfirst(page, title, located.elements, facts.description) if by_name else []
    labelled.segments[:0] = [Segment(SegmentKind.LEAD, text) for text in opening]
    reading = Reading(labelled, "generic", "fallback")
    return reading, located.share, house


def _other_readings(page: Page, publisher: Publisher | None, title: str, facts: Facts) -> Iterator[Reading]:
    reading, share, house = _generic(page, publisher, title, facts)
    if reading is not None and reading.size >= SCRAP:
        yield reading
        if reading.size >= ENOUGH and share >= _COVERED and reading.size >= 0.6 * len(facts.body):
            return
    elif (gallery := _gallery(page, title, house)) is not None:
        yield gallery
        return
    if len(facts.body) > ENOUGH:
        lines = [f"<p>{as_markup_text(line)}</p>" for line in facts.body.splitlines()]
        text = facts.body if "<" in facts.body else "".join(lines)
        yield Reading(label(read_blocks(f"<div>{text}</div>", {}), title, house), "json-ld", "fallback")
    markup = fallback_markup(page.tree)
    other = Reading(label(read_blocks(markup, {}), title, house), "trafilatura", "fallback") if markup else None
    if other is not None:
        yield other
    if max(one.size for one in (reading, other, _NOTHING) if one is not None) < ENOUGH:
        markup = drawn_markup(page, title)
        if markup:
            yield Reading(label(read_blocks(markup, {}), title, house), "script", "fallback")


def _label_of(host: str) -> str:
    """The host's own name: "rimanews" of www.rimanews.com."""
    parts = [part for part in host.split(".") if part not in ("www", "com", "co", "id", "net", "org", "go", "news")]
    return parts[-1] if parts and len(parts[-1]) > 3 else ""


def _gallery(page: Page, title: str, house: House) -> Reading | None:
    """A photo story: at least two long captions, each once, and no running text."""
    captions = dict.fromkeys(text for element in page.by_tag("figcaption") if len(text := element_text(element)) > 60)
    if len(captions) < 2:
        return None
    markup = "".join(f"<p>{as_markup_text(caption)}</p>" for caption in captions)
    house = replace(house, captions_are_body=True)
    return Reading(label(read_blocks(markup, {}, captions_are_body=True), title, house), "gallery", "fallback")


def as_markup_text(text: str) -> str:
    """Plain text as it may stand inside markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
