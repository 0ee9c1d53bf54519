"""How fetching behaves: limits, manners and openings, all chosen by the operator and none read from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.sources.addresses import AllowList, Kind

PRODUCT = "pantau"  # the name robots.txt knows us by


def _version() -> str:
    try:
        return version(PRODUCT)
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits in bytes and seconds. The defaults suit a few hundred feeds on a small machine."""

    contact: str = ""  # web or mail address shown to publishers
    user_agent: str = ""  # in full; empty means `pantau/<version> (+<contact>)`
    feed_bytes: int = 5_000_000  # decoded; the largest feed seen has 200 kB, and a hostile one costs a second a MB
    page_bytes: int = 5_000_000  # decoded
    ratio: int = 100  # decoded to encoded; real feeds reach about 15
    deadline: float = 30.0  # for one URL with all its redirects, from the first byte asked to the last one read
    connect: float = 10.0
    quiet: float = 15.0  # longest silence between two bytes
    redirects: int = 5
    per_host: int = 2
    pace: float = 0.5  # between two starts at one host
    longest_pace: float = 10.0  # most of a robots.txt Crawl-delay that is honoured
    connections: int = 100
    keep_alive: float = 15.0
    robots: frozenset[Kind] = frozenset({"feed", "page"})  # kinds for which robots.txt is obeyed
    allow: tuple[str, ...] = ()  # hosts, addresses, networks open to feeds and pages though they are not public
    allow_feeds: tuple[str, ...] = ()  # open to feeds alone
    proxy: str | None = field(default=None, repr=False)  # may hold a password
    # Hosts whose pages are redirectors made by scripts: nothing to read there, and a hundred requests a cycle for it.
    no_pages: tuple[str, ...] = ("news.google.com",)
    memory_file: Path | None = None  # where robots.txt and holds outlive the process; None: they do not
    ca_file: Path | None = None  # further certificate authorities, for a house proxy

    def agent(self) -> str:
        """The User-Agent: who we are and where to complain."""
        if self.user_agent:
            return self.user_agent
        return f"{PRODUCT}/{_version()}" + (f" (+{self.contact})" if self.contact else "")

    def bytes_for(self, kind: Kind) -> int:
        """The size limit for this kind of document."""
        return self.feed_bytes if kind == "feed" else self.page_bytes

    def allowed(self, kind: Kind) -> AllowList:
        """What is open to this kind of request beyond the public internet."""
        return AllowList.of(self.allow + (self.allow_feeds if kind == "feed" else ()))
