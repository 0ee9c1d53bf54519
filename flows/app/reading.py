"""Page bytes -> article -> what the rules say of it: pure work, in one place, for threads and processes alike."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from extractors import READABLE, Article, SegmentKind, canonical_url, extract, join_pages, publisher_of
from rules import Document, Reading, Section


class Matcher(Protocol):
    """What reading needs of a rule set."""

    def match(self, document: Document) -> Reading:
        """What the rules say of the document."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was fetched; `url` is where it came from after redirects."""

    url: str
    html: bytes
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class PageJob:
    """What is needed to read one article: its pages in order (none when only the feed's text is left) and the feed."""

    url: str
    publisher: str | None
    pages: tuple[Page, ...]
    feed_title: str = ""
    feed_text: str = ""
    feed_published: datetime | None = None
    identity: str | None = None  # what the article is known by when it has no address of its own
    first_only: bool = False  # the further pages could not be had: read what there is


@dataclass(frozen=True, slots=True)
class PageRead:
    """An article with what the rules say of it. `reading` is None while further pages are still to be fetched."""

    article_id: str
    article: Article
    reading: Reading | None
    at: datetime | None  # the article's own time, else the feed's; None when neither names one


def read_page(job: PageJob, rules: Matcher) -> PageRead:
    """The article of these pages, read. With one page given and more named, it comes back unread for the rest."""
    article = _extract(job)
    if len(job.pages) == 1 and article.next_pages and not job.first_only:
        return PageRead(_identity(job, article), article, None, None)
    return _read(job, article, rules)


def read_feed_text(job: PageJob, rules: Matcher, why: str) -> PageRead:
    """The article as far as the feed itself tells it, marked partial with the reason."""
    article = _extract(replace(job, pages=()))
    return _read(job, replace(article, partial=True, problems=(*article.problems, why)), rules)


def _read(job: PageJob, article: Article, rules: Matcher) -> PageRead:
    article_id = _identity(job, article)
    at = article.published or job.feed_published
    return PageRead(article_id, article, rules.match(document_of(article, article_id, at)), at)


def _identity(job: PageJob, article: Article) -> str:
    return article_id_of(f"entry:{job.identity}" if job.identity else canonical_url(article.url))


def _extract(job: PageJob) -> Article:
    first, *rest = job.pages or (Page(job.url, b""),)
    article = _extract_page(job, first)
    if not rest:
        return article
    return join_pages(article, tuple(_extract_page(job, page) for page in rest))


def _extract_page(job: PageJob, page: Page) -> Article:
    return extract(
        page.html,
        page.url,
        content_type=page.content_type,
        feed_title=job.feed_title,
        feed_text=job.feed_text,
        feed_published=job.feed_published,
        publisher=publisher_of(page.url) or job.publisher,
    )


def article_id_of(name: str) -> str:
    """Sixteen hex digits of the article's canonical address, the same in every run and on every machine."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_hash(article: Article) -> str:
    """What changes when an editor changes headline or text, and with nothing else."""
    said = f"{article.title}\n{article.text}"
    return hashlib.sha256(" ".join(said.split()).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def document_of(article: Article, article_id: str, at: datetime | None) -> Document:
    """What the rules may read of the article: headline, lead, body, and where sub-heads part it."""
    return Document(
        id=article_id,
        title=article.title,
        text=article.text,
        published=at,
        outlet=article.publisher,
        url=article.url,
        sections=sections_of(article),
    )


def sections_of(article: Article) -> tuple[Section, ...]:
    """The parts between sub-heads as offsets into `article.text`; empty when there is no sub-head."""
    starts: list[tuple[int, str]] = []
    offset = 0
    for segment in article.segments:
        if segment.kind not in READABLE:
            continue
        if segment.kind is SegmentKind.HEADING:
            starts.append((offset, segment.text))
        offset += len(segment.text) + 1
    if not starts:
        return ()
    end = max(0, offset - 1)
    heads = starts if starts[0][0] == 0 else [(0, ""), *starts]
    stops = [start for start, _ in heads[1:]] + [end]
    return tuple(Section(start, stop, heading) for (start, heading), stop in zip(heads, stops, strict=True))
