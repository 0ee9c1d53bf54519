"""One page in, one article out: publisher class first, then the generic reader, trafilatura, the feed's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from extractors.addresses import canonical_url, is_listing, next_pages, publisher_of, same_site
from extractors.article import READABLE, Article, Segment, SegmentKind
from extractors.base import Publisher, Template, markup_of
from extractors.blocks import NoiseTable, read_blocks
from extractors.choose import choose_authors, choose_dates, choose_title, moment_in_address
from extractors.decoding import Unreadable, parse_page
from extractors.facts import Facts, read_facts
from extractors.fallback import fallback_markup
from extractors.labels import House, Labelled, label
from extractors.language import language_of
from extractors.locate import locate_article
from extractors.page import Page, element_text
from extractors.plain import plain, unescaped
from extractors.registry import PUBLISHERS
from extractors.walls import is_paywalled, recognise_wall

_ENOUGH = 180  # letters a report has at least; less, and the next reader may try
_BRIEF = 400  # letters below which a longer reading is no better one
_COVERED = 0.6  # share of the page's running text below which a second reader is asked
_SCRAP = 80  # letters below which nothing was told
_STUB = 350  # letters below which a paywalled page is a teaser


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one reader made of the page."""

    labelled: Labelled
    extractor: str
    method: str
    template: Template | None = None

    @property
    def size(self) -> int:
        return self.labelled.readable()


def extract(
    html: bytes,
    url: str,
    *,
    content_type: str = "",
    feed_title: str = "",
    feed_text: str = "",
    feed_published: datetime | None = None,
    publisher: str | None = None,
) -> Article:
    """The article on a page, labelled; always an answer, whatever the bytes.

    What is no page, a block or log-in page, or a page without text becomes an article of the feed's words: method
    "feed", `partial` true, and `problems` saying in sentences what happened. `url` is where the page came from and
    `publisher` overrules what the address tells.
    """
    feed = _Feed(plain_or_empty(feed_title), feed_text, feed_published)
    tree = parse_page(html, content_type)
    if isinstance(tree, Unreadable):
        return feed.article(url, publisher, (tree.reason,))
    try:
        return _extract(Page(tree, url), url, publisher, feed)
    except Exception as error:  # a page must never stop the watch; the operator sees what happened
        return feed.article(
            url, publisher, (f"extractor failed on this page: {type(error).__name__}: {str(error)[:120]}",)
        )


@dataclass(frozen=True, slots=True)
class _Feed:
    """What the feed said about the entry."""

    title: str
    text: str
    published: datetime | None

    def article(self, url: str, publisher: str | None, problems: tuple[str, ...]) -> Article:
        """An article of the feed's words alone."""
        slug = publisher or publisher_of(url)
        labelled = self.labelled(slug)
        text = "\n".join(segment.text for segment in labelled.segments)
        return Article(
            url=canonical_url(url),
            publisher=slug,
            title=self.title,
            authors=(),
            published=self.published,
            segments=_with_headline(self.title, labelled.segments),
            extractor="feed",
            method="feed",
            language=language_of(f"{self.title} {text}"),
            partial=True,
            problems=problems,
            origin=labelled.origin,
        )

    def labelled(self, slug: str | None) -> Labelled:
        """The feed's text labelled like a page's: teasers carry datelines, pictures and "Baca juga" too."""
        publisher = PUBLISHERS.get(slug or "")
        house = publisher.house(publisher.templates[0]) if publisher and publisher.templates else House()
        text = self.text[:200_000]
        if not text.strip():
            return Labelled()
        markup = text if "<" in text else "".join(f"<p>{_escaped(line)}</p>" for line in text.splitlines())
        return label(read_blocks(f"<div>{markup}</div>", {}), self.title, house)


def _extract(page: Page, url: str, chosen: str | None, feed: _Feed) -> Article:
    facts = read_facts(page)
    slug = chosen or publisher_of(url) or (publisher_of(facts.canonical) if not url else None)
    publisher = PUBLISHERS.get(slug or "")
    wall = recognise_wall(page)
    if wall:
        return feed.article(url, slug, (f"{publisher_label(slug)}: the page is {wall}, not the article",))
    if url and is_listing(url):
        return feed.article(
            url, slug, (f"{publisher_label(slug)}: the address is a front or index page, not an article",)
        )
    title_guess = next(iter(facts.headlines), "") or feed.title
    problems: list[str] = []
    reading = _read(page, publisher, title_guess, facts, problems)
    template = reading.template if reading else (publisher.templates[0] if publisher and publisher.templates else None)
    title, authors, published, modified = _about(page, publisher, template, facts, reading, feed)
    labelled = reading.labelled if reading else Labelled()
    partial = _is_partial(labelled, facts, problems, bool(reading))
    extractor, method = (reading.extractor, reading.method) if reading else ("feed", "feed")
    if partial:
        told = feed.labelled(slug)
        if told.readable() > labelled.readable():
            labelled, extractor, method = told, "feed", "feed"
            problems.append("the feed's own text is used")
    text = " ".join(segment.text for segment in labelled.segments if segment.kind in READABLE)
    return Article(
        url=_address(url, facts),
        publisher=slug,
        title=title,
        authors=authors,
        published=_published(published, url, publisher.zone if publisher else "Asia/Jakarta", feed),
        segments=_with_headline(title, labelled.segments),
        extractor=extractor,
        method=method,
        modified=modified,
        language=language_of(text or title, facts.language),
        partial=partial,
        problems=tuple(problems),
        next_pages=next_pages(page, url or facts.canonical),
        origin=None if labelled.origin == slug else labelled.origin,
    )


def _read(page: Page, publisher: Publisher | None, title: str, facts: Facts, problems: list[str]) -> _Reading | None:
    """The best reading: the publisher's when it gives enough, else the largest of what the others find."""
    own = max(_own_readings(page, publisher, title), key=lambda reading: reading.size, default=None)
    if own is not None and own.size >= _ENOUGH:
        return own
    readings = list(_other_readings(page, publisher, title, facts))
    best = _best(readings)
    if publisher is not None and publisher.templates:
        got = own.size if own else 0
        if best is None or best.size <= max(1.5 * got, _BRIEF if got >= _SCRAP else 0):
            return own or best
        newest = publisher.templates[0]
        problems.append(
            f"extractor {publisher.slug}/{newest.version}: selectors gave {got} letters, "
            f"{best.extractor} gave {best.size}: the layout may have changed"
        )
    return best


def _best(readings: Sequence[_Reading]) -> _Reading | None:
    """The longest; among those about as long, the one that kept most paragraphs apart (JSON-LD is often one line)."""
    longest = max((reading.size for reading in readings), default=0)
    if longest < _BRIEF and readings and readings[0].size >= _SCRAP:
        return readings[0]  # a news item of two sentences: what the greedier reader adds is the page around it
    close = [reading for reading in readings if reading.size >= 0.85 * longest]
    return max(close, key=lambda reading: sum(s.kind in READABLE for s in reading.labelled.segments), default=None)


def _own_readings(page: Page, publisher: Publisher | None, title: str) -> Iterator[_Reading]:
    for template in publisher.templates if publisher else ():
        assert publisher is not None
        markup = publisher.body(page, template)
        if not markup:
            continue
        house = publisher.house(template)
        labelled = _labelled(markup, title, house, template.noise_table())
        reading = _Reading(labelled, f"{publisher.slug}/{template.version}", "publisher", template)
        yield reading
        if reading.size >= _ENOUGH:
            return


def _labelled(markup: str, title: str, house: House, noise: NoiseTable) -> Labelled:
    """The markup's segments; where there is nothing but captions, it is a photo page and they are the report."""
    labelled = label(read_blocks(markup, noise, captions_are_body=house.captions_are_body), title, house)
    captions = sum(len(segment.text) for segment in labelled.segments if segment.kind is SegmentKind.CAPTION)
    if labelled.readable() >= _SCRAP or captions < _SCRAP or house.captions_are_body:
        return labelled
    noise = {kind: compounds for kind, compounds in noise.items() if kind is not SegmentKind.CAPTION}
    house = replace(house, captions_are_body=True)
    return label(read_blocks(markup, noise, captions_are_body=True), title, house)


def _other_readings(page: Page, publisher: Publisher | None, title: str, facts: Facts) -> Iterator[_Reading]:
    house = (
        House((publisher.name, *publisher.brands), publisher.bare_city)
        if publisher
        else House(tuple(name for name in (facts.site, page.host.removeprefix("www."), _label_of(page.host)) if name))
    )
    located = locate_article(page)
    markup = markup_of(located.elements)
    reading = _Reading(label(read_blocks(markup, {}), title, house), "generic", "fallback") if markup else None
    if reading is not None and reading.size >= _SCRAP:
        yield reading
        if reading.size >= _ENOUGH and located.share >= _COVERED and reading.size >= 0.6 * len(facts.body):
            return
    elif (gallery := _gallery(page, title, house)) is not None:
        yield gallery
        return
    if len(facts.body) > _ENOUGH:
        text = (
            facts.body if "<" in facts.body else "".join(f"<p>{_escaped(line)}</p>" for line in facts.body.splitlines())
        )
        yield _Reading(label(read_blocks(f"<div>{text}</div>", {}), title, house), "json-ld", "fallback")
    markup = fallback_markup(page.tree)
    if markup:
        yield _Reading(label(read_blocks(markup, {}), title, house), "trafilatura", "fallback")


def _label_of(host: str) -> str:
    """The host's own name: "rimanews" of www.rimanews.com."""
    parts = [part for part in host.split(".") if part not in ("www", "com", "co", "id", "net", "org", "go", "news")]
    return parts[-1] if parts and len(parts[-1]) > 3 else ""


def _gallery(page: Page, title: str, house: House) -> _Reading | None:
    """A photo story: at least two long captions, each once, and no running text."""
    captions = dict.fromkeys(text for element in page.by_tag("figcaption") if len(text := element_text(element)) > 60)
    if len(captions) < 2:
        return None
    markup = "".join(f"<p>{_escaped(caption)}</p>" for caption in captions)
    house = replace(house, captions_are_body=True)
    return _Reading(label(read_blocks(markup, {}, captions_are_body=True), title, house), "gallery", "fallback")


def _about(
    page: Page,
    publisher: Publisher | None,
    template: Template | None,
    facts: Facts,
    reading: _Reading | None,
    feed: _Feed,
) -> tuple[str, tuple[str, ...], datetime | None, datetime | None]:
    shown_title, shown_authors, shown_dates = "", list[str](), list[str]()
    if publisher and template:
        shown_title = publisher.title(page, template)
        shown_authors = publisher.authors(page, template)
        shown_dates = publisher.published(page, template)
    title = choose_title(shown_title, facts.headlines, page, facts.site, feed.title)
    brands = (publisher.name, *publisher.brands, publisher.slug) if publisher else (facts.site,)
    writers = reading.labelled.writers if reading else []
    authors = choose_authors(
        shown_authors,
        facts.authors,
        writers,
        page,
        brands,
        declares_editor=bool(publisher and publisher.declares_editor),
    )
    zone = publisher.zone if publisher else "Asia/Jakarta"
    published, modified = choose_dates(shown_dates, facts.published, facts.modified, page, zone, feed.published)
    return title, authors, published, modified


def _is_partial(labelled: Labelled, facts: Facts, problems: list[str], found: bool) -> bool:
    size = labelled.readable()
    if not found or size == 0:
        problems.append("no article text found on the page")
        return True
    if size < _SCRAP:
        problems.append(f"only {size} letters of text found on the page")
        return True
    promos = " ".join(segment.text for segment in labelled.segments if segment.kind is SegmentKind.PROMO)
    if is_paywalled(promos) or (facts.walled and size < 2 * _STUB):
        problems.append("the page shows a teaser behind a paywall")
        return True
    if len(facts.body) > 600 and size < 0.4 * len(facts.body):
        problems.append(f"the page declares {len(facts.body)} letters of text, {size} were found")
        return True
    return False


def _published(found: datetime | None, url: str, zone: str, feed: _Feed) -> datetime | None:
    """The page's time, else a time of day in its address, else the feed's, else the address's bare day."""
    stamp = moment_in_address(url, zone) if found is None else None
    if stamp is None or (not stamp.time_stated and feed.published is not None):
        return found or feed.published
    return stamp.moment


def _address(url: str, facts: Facts) -> str:
    """The canonical address: the page's own when it stays on the site and names an article, else the one fetched."""
    own = facts.canonical
    if own and (not url or same_site(own, url)) and len(canonical_url(own).split("/", 3)[-1]) > 3:
        return canonical_url(own)
    return canonical_url(url)


def _with_headline(title: str, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    rest = [segment for segment in segments if segment.kind is not SegmentKind.HEADLINE]
    return (Segment(SegmentKind.HEADLINE, title), *rest) if title else tuple(rest)


def join_pages(first: Article, rest: Sequence[Article]) -> Article:
    """One article of its pages: text in order, repeated leads, headlines and paragraphs once; facts from the first.

    A page that could not be read leaves the whole marked partial.
    """
    segments = list(first.segments)
    seen = {(segment.kind in READABLE, segment.text) for segment in segments}
    problems = list(first.problems)
    partial = first.partial
    for number, page in enumerate(rest, start=2):
        if page.method == "feed":
            partial = True
            problems.append(f"page {number} could not be read: {'; '.join(page.problems) or 'no text'}")
            continue
        problems += [problem for problem in page.problems if problem not in problems]
        for segment in page.segments:
            if segment.kind in (SegmentKind.HEADLINE, SegmentKind.DATELINE):
                continue
            kind = SegmentKind.BODY if segment.kind is SegmentKind.LEAD else segment.kind
            if (kind in READABLE, segment.text) not in seen:
                seen.add((kind in READABLE, segment.text))
                segments.append(Segment(kind, segment.text))
    return replace(
        first,
        segments=tuple(segments),
        partial=partial,
        problems=tuple(problems),
        next_pages=(),
        origin=first.origin or next((page.origin for page in rest if page.origin), None),
    )


def publisher_label(slug: str | None) -> str:
    """How a problem names the publisher."""
    return slug or "unknown publisher"


def plain_or_empty(text: str) -> str:
    """The feed's headline in one clean line."""
    return unescaped(text) if "<" in text or "&" in text else plain(text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
