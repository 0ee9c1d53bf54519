"""Pages: fetched with all that belongs to them, or deferred, or given up in favour of the feed's own text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from extractors import single_page_url
from flows.app.polling import Fetching
from flows.app.reader import Reader
from flows.app.reading import Page, PageJob, PageRead
from flows.sources.feed import FaultKind, FeedFault
from flows.store.base import StoredEntry

MOST_PAGES = 10  # of one article
PAUSES = (1, 4, 15, 60)  # minutes before the second, third, ... try

# Asking again changes nothing: the feed's own text is read at once.
LASTING = frozenset(
    {FaultKind.ROBOTS, FaultKind.REFUSED_ADDRESS, FaultKind.TOO_BIG, FaultKind.WRONG_TYPE, FaultKind.REDIRECTS}
)
LASTING_STATUS = frozenset({404, 405, 406, 410, 451})
GONE_STATUS = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class PageFault:
    """Why a page was not read. `lasting` means that another try is useless."""

    words: str
    lasting: bool
    retry_after: float | None = None  # seconds, when the server said so
    status: int = 0


def job_for(stored: StoredEntry, feed_url: str, pages: tuple[Page, ...] = ()) -> PageJob:
    """What reading needs to know of the entry; its own text is its content, else its summary."""
    entry = stored.entry
    return PageJob(
        url=entry.url or feed_url,
        publisher=stored.publisher,
        pages=pages,
        feed_title=entry.title,
        feed_text=entry.content or entry.summary,
        feed_published=entry.published,
        identity=None if entry.url else entry.entry_id,
    )


async def fetch_page(fetcher: Fetching, url: str) -> Page | PageFault:
    """The page, in its single-page form where the publisher has one, or why not."""
    fetched = await fetcher.fetch(single_page_url(url), kind="page")
    if fetched.fault is not None:
        return _page_fault(fetched.fault, fetched.status)
    if not fetched.body.strip():
        return PageFault("the page is empty", lasting=False)
    return Page(fetched.url, fetched.body, fetched.content_type)


async def fetch_rest(fetcher: Fetching, urls: tuple[str, ...]) -> tuple[tuple[Page, ...], str | None]:
    """The further pages of an article in order, up to the first that fails, and why that one failed."""
    pages: list[Page] = []
    for url in urls[: MOST_PAGES - 1]:
        page = await fetch_page(fetcher, url)
        if isinstance(page, PageFault):
            return tuple(pages), f"page {len(pages) + 2} is missing: {page.words}"
        pages.append(page)
    return tuple(pages), None


async def read_whole(fetcher: Fetching, reader: Reader, job: PageJob) -> PageRead:
    """The article of the job's first page and those that follow it; a missing one makes it partial.

    Raises ReadingError.
    """
    read = await reader.read(job)
    if read.reading is not None:
        return read
    rest, missing = await fetch_rest(fetcher, read.article.next_pages)
    read = await reader.read(replace(job, pages=(*job.pages, *rest), first_only=not rest))
    if missing is None:
        return read
    article = replace(read.article, partial=True, problems=(*read.article.problems, missing))
    return replace(read, article=article)


def next_try(stored: StoredEntry, fault: PageFault, now: datetime, tries: int) -> datetime | None:
    """When to ask for the page again; None when the feed's own text has to do."""
    attempts = stored.attempts + 1
    if fault.lasting or attempts >= tries:
        return None
    pause = timedelta(minutes=PAUSES[min(attempts, len(PAUSES)) - 1])
    asked = timedelta(seconds=min(fault.retry_after or 0.0, 3600.0))
    return now + max(pause, asked)


def _page_fault(fault: FeedFault, status: int) -> PageFault:
    lasting = fault.kind in LASTING or (fault.kind is FaultKind.HTTP and status in LASTING_STATUS)
    return PageFault(fault.words, lasting, fault.retry_after, status)
