"""One page in, one article out: publisher class first, then the generic reader, trafilatura, the feed's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.addresses import canonical_url, is_listing, next_pages, publisher_of, same_site
from extractors.around import Line, lines_around
from extractors.article import READABLE, Article, Segment, SegmentKind
from extractors.base import Publisher, Template
from extractors.blocks import read_blocks
from extractors.decoding import Unreadable, parse_page
from extractors.facts import Facts, read_facts
from extractors.labels import House, Labelled, label
from extractors.language import language_of
from extractors.moments import choose_dates, moment_in_address
from extractors.page import Page
from extractors.plain import plain, unescaped
from extractors.readers import SCRAP, Reading, as_markup_text, read_article
from extractors.registry import PUBLISHERS
from extractors.titles import choose_title
from extractors.walls import is_paywalled, recognise_wall
from extractors.writers import choose_authors

_STUB = 350  # letters below which a paywalled page is a teaser


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
        markup = text if "<" in text else "".join(f"<p>{as_markup_text(line)}</p>" for line in text.splitlines())
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
    title_guess = choose_title("", facts.headlines, page, facts.site, feed.title)
    problems: list[str] = []
    reading = read_article(page, publisher, title_guess, facts, problems)
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


def _about(
    page: Page,
    publisher: Publisher | None,
    template: Template | None,
    facts: Facts,
    reading: Reading | None,
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
    told = (s.text for s in reading.labelled.segments if s.kind in READABLE) if reading else iter(())
    around = lines_around(page, title, next(told, ""))
    authors = choose_authors(
        shown_authors,
        facts.authors,
        writers,
        page,
        brands,
        around,
        title,
        declares_editor=bool(publisher and publisher.declares_editor),
    )
    zone = publisher.zone if publisher else "Asia/Jakarta"
    credits = [s.text for s in reading.labelled.segments if s.kind is SegmentKind.BYLINE] if reading else []
    beside = [*around, *(Line((text,), ("",)) for text in credits)]
    published, modified = choose_dates(shown_dates, facts.published, facts.modified, page, zone, feed.published, beside)
    return title, authors, published, modified


def _is_partial(labelled: Labelled, facts: Facts, problems: list[str], found: bool) -> bool:
    size = labelled.readable()
    if not found or size == 0:
        problems.append("no article text found on the page")
        return True
    if size < SCRAP:
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


def publisher_label(slug: str | None) -> str:
    """How a problem names the publisher."""
    return slug or "unknown publisher"


def plain_or_empty(text: str) -> str:
    """The feed's headline in one clean line."""
    return unescaped(text) if "<" in text or "&" in text else plain(text)
