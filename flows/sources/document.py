"""What has been fetched: a feed of some kind, torn or whole, or something else that must not pass for quiet news."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from flows.sources.blocked import looks_like_html, wall_in
from flows.sources.decoding import Decoder, DecodingError
from flows.sources.encoding import decode
from flows.sources.feed import FaultKind, FeedFault
from flows.sources.plain_text import plain, without_spans

# Local name of the root: our word for the kind, and the element that holds one entry.
KINDS = {"rss": ("rss", "item"), "RDF": ("rdf", "item"), "feed": ("atom", "entry"), "urlset": ("sitemap", "url")}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROOT = re.compile(r"<((?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*))(?=[\s/>])")
_ROOT_AFTER_JUNK = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|RDF|feed|urlset)(?=[\s>])")
_DECLARED_ROOT = re.compile(
    r"<rss\b[^<>]{0,900}\bversion\s*=|<(?:[\w-]+:)?RDF\b[^<>]{0,900}22-rdf-syntax-ns"
    r"|<(?:[\w-]+:)?feed\b[^<>]{0,900}2005/Atom|<(?:[\w-]+:)?urlset\b[^<>]{0,900}schemas/sitemap"
)
_JUNK_SEARCHED = 50_000
_SHOUTED = re.compile(r"<(?:RSS|FEED|URLSET)[\s>]")
_SHOUTED_TAG = re.compile(r"(</?)([A-Z][A-Za-z:]*)")
_TAGS = (
    "rss channel item title link guid pubDate description content:encoded dc:date dc:creator author category feed "
    "entry id updated published summary content name urlset url loc lastmod news:news news:title "
    "news:publication_date news:publication news:name news:language"
)
_NAMES = {name.lower(): name for name in _TAGS.split()}
_UNPACKED = 20_000_000  # bytes
_RATIO = 200
_LINK_TAG = re.compile(r"<link\b[^<>]{0,600}>", re.IGNORECASE)
_HOME_PAGE = 150_000  # bytes; a wall is smaller


@dataclass(frozen=True, slots=True)
class Document:
    """A feed's text from its root on, without declaration, document type, comments or illegal characters.

    `kind` is empty exactly when `fault` says why this is no feed. `torn` means that the end is missing.
    """

    kind: str = ""  # rss, rdf, atom, sitemap, json
    text: str = ""
    entry_tag: str = ""
    torn: bool = False
    problems: tuple[str, ...] = ()
    fault: FeedFault | None = None


@dataclass(slots=True)
class _Prolog:
    """Where the root begins and what was met before it."""

    start: int = -1
    name: str = ""
    local: str = ""
    problems: list[str] = field(default_factory=list)
    has_entities: bool = False


def recognise(body: bytes, url: str, content_type: str = "") -> Document:
    """The feed in these bytes, or the fault that there is none. Never raises."""
    if not body.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return Document(fault=FeedFault(FaultKind.EMPTY, "the answer is empty"))
    if body.startswith(b"\x1f\x8b\x08"):
        return _packed(body, url, content_type)
    decoded, problem = decode(body, content_type)
    text = _NOT_XML.sub("", decoded)
    problems = [problem] if problem else []
    if len(text) != len(decoded):
        problems.append(f"{len(decoded) - len(text)} characters are not allowed in XML")
    text = text.lstrip("\ufeff \t\r\n")
    if text[:1] in ("{", "["):
        return Document("json", text.strip(), problems=tuple(problems))
    if _SHOUTED.search(text[:_JUNK_SEARCHED]):
        text = _SHOUTED_TAG.sub(lambda tag: tag[1] + _NAMES.get(tag[2].lower(), tag[2]), text)
        problems.append("the document's tags are in capitals")
    prolog = _prolog(text)
    if prolog.has_entities:
        words = "the document declares XML entities, which no feed needs: refused"
        return Document(problems=tuple(problems), fault=FeedFault(FaultKind.NOT_A_FEED, words))
    if prolog.local not in KINDS:
        return Document(problems=tuple(problems), fault=_no_feed(body, text, url, content_type, prolog.local))
    return _feed(text, prolog, tuple(problems + prolog.problems))


def _packed(body: bytes, url: str, content_type: str) -> Document:
    """A gzip file as it lies on a disk (`sitemap.xml.gz`), unpacked within limits."""
    decoder = Decoder("gzip", _UNPACKED, _RATIO)
    try:
        decoder.take(body)
    except DecodingError as error:
        return Document(fault=FeedFault(error.kind, error.words))
    inner = decoder.body()
    if not inner:
        return Document(fault=FeedFault(FaultKind.TORN, "the packed file is damaged; nothing could be unpacked"))
    if inner.startswith(b"\x1f\x8b"):
        return Document(fault=FeedFault(FaultKind.NOT_A_FEED, "a packed file inside a packed file"))
    return recognise(inner, url, content_type)


def _feed(text: str, prolog: _Prolog, problems: tuple[str, ...]) -> Document:
    kind, tag = KINDS[prolog.local]
    prefix = prolog.name.removesuffix(prolog.local) if kind != "rdf" else ""
    text = without_spans(text[prolog.start :], "<!--", "-->")
    end = text.rfind(f"</{prolog.name}")
    empty_root = text.rstrip().endswith("/>") and text.count("<") == 1
    if end >= 0:
        text = f"{text[:end]}</{prolog.name}>"
    return Document(kind, text, prefix + tag, torn=end < 0 and not empty_root, problems=problems)


def _prolog(text: str) -> _Prolog:
    """Skips declaration, comments and document type; then junk such as a PHP warning, if a feed follows it."""
    found, place = _Prolog(), 0
    while place < len(text):
        place = _skip_blank(text, place)
        if text.startswith("<?", place):
            place = _after(text, "?>", place)
        elif text.startswith("<!--", place):
            place = _after(text, "-->", place)
        elif text[place : place + 9].upper() == "<!DOCTYPE":
            end = _doctype_end(text, place)
            found.has_entities |= "<!ENTITY" in text[place:end].upper()
            place = end
        else:
            break
    root = _ROOT.match(text, place)
    if root is None or root[2] not in KINDS:
        # Inside a web page only what declares itself: a page may show an element that is merely called so.
        page = looks_like_html(text[:2_000].encode("utf-8", "replace"))
        late = (_DECLARED_ROOT if page else _ROOT_AFTER_JUNK).search(text, place, place + _JUNK_SEARCHED)
        if late:
            found.problems.append(f"{late.start() - place} characters before the feed")
            root = _ROOT.match(text, late.start())
    if root is not None:
        found.start, found.name, found.local = root.start(), root[1], root[2]
    return found


def _no_feed(body: bytes, text: str, url: str, content_type: str, root: str) -> FeedFault:
    wall = wall_in(body) if len(body) < _HOME_PAGE else None
    if wall is not None:
        return FeedFault(FaultKind.BLOCKED, f"{wall} instead of the feed")
    size = f"{max(len(body) // 1000, 1)} kB"
    if root == "sitemapindex":
        return FeedFault(FaultKind.NOT_A_FEED, f"a list of sitemaps, not a news sitemap; it names {_first_loc(text)}")
    if root == "opml":
        return FeedFault(
            FaultKind.NOT_A_FEED, "a list of feeds (OPML), not a feed: take it in with pantau feeds import"
        )
    if looks_like_html(body) or root.lower() in ("html", "head", "body", "script", "div"):
        others = linked_feeds(text, url)
        advice = f"the page names the feed {others[0]}" if others else "the address may have moved"
        return FeedFault(FaultKind.NOT_A_FEED, f"a web page ({size}), not a feed: {advice}")
    shown = f"<{root[:30]}>" if root else (content_type.split(";")[0][:40] or "unknown type")
    return FeedFault(FaultKind.NOT_A_FEED, f"not a feed ({shown}, {size}): the address may have moved")


def linked_feeds(page: str, url: str) -> tuple[str, ...]:
    """Feeds that a web page names in its head, as absolute addresses, in page order."""
    found: list[str] = []
    for tag in _LINK_TAG.findall(page[:300_000]):
        if re.search(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)", tag, re.IGNORECASE):
            target = re.search(r"""href\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s>]+))""", tag, re.IGNORECASE)
            if target:
                try:
                    address = urljoin(url, plain(next(filter(None, target.groups()))))
                except ValueError:
                    continue
                if address.startswith(("http://", "https://")) and address not in found:
                    found.append(address)
    return tuple(found)


def _first_loc(text: str) -> str:
    loc = re.search(r"<loc>([^<]{1,300})", text)
    return plain(loc[1]) if loc else "none"


def _skip_blank(text: str, place: int) -> int:
    while place < len(text) and (text[place].isspace() or text[place] == "\ufeff"):
        place += 1
    return place


def _after(text: str, mark: str, place: int) -> int:
    end = text.find(mark, place)
    return len(text) if end < 0 else end + len(mark)


def _doctype_end(text: str, place: int) -> int:
    """End of the document type, with its internal part if it has one."""
    close, bracket = text.find(">", place), text.find("[", place)
    if 0 <= bracket < close:
        close = text.find(">", _after(text, "]", bracket))
    return len(text) if close < 0 else close + 1
