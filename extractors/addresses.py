"""Addresses of articles: whose they are, their canonical form, the single-page form, and further pages."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from extractors.page import Page
from extractors.registry import PUBLISHERS

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|mc_[ce]id|_ga|_gl|ref|ref_src|referrer"
    r"|source|src|from|medium|campaign"
    r"|dtm_\w+|dable\w*|jxconn|jxclient\w*|soc_src|soc_trk|_branch\w*|guccounter|spm|trk|cmpid|ns_\w+|at_\w+|zarsrc"
    r"|tag_from|rss|feed|fromrss"
    r"|__twitter_impression|amp_\w+|usqp|aoh|csi|share_?\w*|sid_source|lctg|xid|smid|partner|pk_\w+|mtm_\w+|cx_\w+"
    r"|epik|sfnsn|mibextid)$",
    re.I,
)
_VIEW = frozenset({"page", "showpage", "single", "halaman", "amp", "outputtype", "view", "mode", "tampilan"})
_AMP_VALUES = frozenset({"1", "amp", "true", ""})
_MOBILE = re.compile(r"^(?:m|mobile|wap|amp|touch|beta)\.", re.I)
_LISTING = re.compile(
    r"(?:[a-z-]{2,20}/)?(?:indeks|index(?:-news|\.(?:html?|php|aspx?))?|terkini(?:/indeks)?|home|beranda|terpopuler|popular|search|cari|rss|feed)"
    r"|(?:tag|tags|topik|topic|author|penulis|search|indeks|category|kategori|kanal|channel)(?:/[^/]+){0,2}"
)
_OTHER_KIND = re.compile(
    r"^(?:20|tv|foto|photo|video|images?|galeri|gallery)\.|/(?:foto|photos?|video|videos|galeri|gallery|infografis"
    r"|infografik|grafis|tv|watch|play|live|podcast|20detik|detiktv|foto-news|fotonews|album|reels?|shorts)(?:[/-]|$)"
)
_MOST_PAGES = 12


@lru_cache(maxsize=4096)
def publisher_of(url: str) -> str | None:
    """Slug of the publisher whose page this is, by host (and path where a site shares its domain); None if unknown."""
    parts = _split(url)
    if parts is None:
        return None
    host, path = parts[1], parts[2]
    best: tuple[int, str] | None = None
    for slug, publisher in PUBLISHERS.items():
        for entry in publisher.hosts:
            domain, _, prefix = entry.partition("/")
            if (host == domain or host.endswith("." + domain)) and (not prefix or f"{path}/".startswith(f"/{prefix}/")):
                best = max(best or (0, ""), (len(entry), slug))
    return best[1] if best else None


def publisher_name(slug: str) -> str:
    """The newsroom's name as officers know it; an unknown slug comes back as it is."""
    publisher = PUBLISHERS.get(slug)
    return publisher.name if publisher else slug


def canonical_url(url: str) -> str:
    """One address for one article: no tracking, no fragment, AMP and mobile mapped to the desktop page.

    Known publishers become https. Parameters that only choose a view (`page=all`) go; others stay, in order. What is
    no http address comes back stripped.
    """
    parts = _split(url)
    if parts is None:
        return url.strip()
    scheme, host, path, query = parts
    slug = publisher_of(url)
    host, path = _desktop(host, path)
    if slug:
        scheme = "https"
        bare = PUBLISHERS[slug].hosts[0].partition("/")[0]
        if host == bare and not PUBLISHERS[slug].bare_host:
            host = f"www.{host}"
        elif host == f"www.{bare}" and PUBLISHERS[slug].bare_host:
            host = bare
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _TRACKING.match(name) and not _only_view(name.lower(), value.lower())
    ]
    path = re.sub(r"/{2,}", "/", path) or "/"
    if len(path) > 1:
        path = path.rstrip("/")
    return urlunsplit((scheme, host, path, urlencode(kept), ""))


def single_page_url(url: str) -> str:
    """The address that gives the whole article at once, where the publisher has one; else the address itself."""
    slug = publisher_of(url)
    rule = PUBLISHERS[slug].single_page if slug else None
    if not rule:
        return url
    parts = urlsplit(url)
    if len(parts.path.strip("/")) < 8:
        return url
    name, _, value = rule.partition("=")
    query = [(key, old) for key, old in parse_qsl(parts.query, keep_blank_values=True) if key not in (name, "page")]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*query, (name, value)]), ""))


def next_pages(page: Page, url: str) -> tuple[str, ...]:
    """Further pages of the same article that its pager links to, absolute, in order, at most twelve.

    Only pages of the same host and path count: `?page=2`, `/2`, and SINDOnews's offsets (`/5`, `/10`).
    """
    here = _split(url)
    if here is None or is_whole(url):
        return ()
    own = here[2].rstrip("/")
    slug = own.rpartition("/")[2]
    if not slug:
        return ()
    current = _number(urlsplit(url).query, "") or 1
    found: dict[int, str] = {}
    for link in page.by_tag("a"):
        href = (link.get("href") or "").strip()
        if not href or len(href) > 2_000 or (href[0] != "?" and slug not in href):
            continue
        try:
            target = urljoin(url, href)
            parts = _split(target)
        except ValueError:
            continue
        if parts is None or parts[1] != here[1]:
            continue
        number = 0
        path = parts[2].rstrip("/")
        if path == own:
            number = _number(parts[3], "")
        elif (
            path.startswith(own + "/") and path[len(own) + 1 :].removeprefix("page/").isdigit() and own.count("/") >= 2
        ):
            number = _number("", path[len(own) + 1 :].removeprefix("page/"))
        if current < number <= 60:
            found.setdefault(number, urlunsplit((*urlsplit(target)[:4], "")))
    return tuple(found[number] for number in sorted(found)[:_MOST_PAGES])


def is_whole(url: str) -> bool:
    """Whether the address asks for the article on one page."""
    return any(value.lower() == "all" or name == "single" for name, value in parse_qsl(urlsplit(url).query))


def is_listing(url: str) -> bool:
    """Whether the address is a front page, index, tag or search page and so no article, whatever its text says."""
    parts = _split(url)
    if parts is None:
        return False
    path = parts[2].strip("/").lower()
    if not path:
        return "p" not in dict(parse_qsl(parts[3]))  # WordPress: ?p=123 is an article
    return bool(_LISTING.fullmatch(path))


def is_other_kind(url: str) -> bool:
    """Whether the address is of a photo, film, chart, mobile or AMP page: designs that no class describes."""
    parts = _split(url)
    if parts is None:
        return False
    host, path = parts[1], parts[2].lower()
    if bool(_OTHER_KIND.search(host)) or bool(_OTHER_KIND.search(path)):
        return True
    return bool(_MOBILE.match(host)) or _desktop(host, path)[1] != path


def same_site(left: str, right: str) -> bool:
    """Whether two addresses belong to one publisher, or to one host apart from www, m and amp."""
    first, second = _split(left), _split(right)
    if first is None or second is None:
        return False
    if publisher_of(left) is not None:
        return publisher_of(left) == publisher_of(right)
    return _bare(first[1]) == _bare(second[1])


def _split(url: str) -> tuple[str, str, str, str] | None:
    """Scheme, host, path and query of an http address without credentials; None for anything else."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    path = (
        quote(unquote(parts.path, errors="replace"), safe="/%:@!$&'()*+,;=~-._")
        if "%" not in parts.path
        else parts.path
    )
    return parts.scheme.lower(), host, path, parts.query


def _desktop(host: str, path: str) -> tuple[str, str]:
    mobile = _MOBILE.match(host)
    if mobile:
        rest = host[mobile.end() :]
        channel = re.match(r"^/(?:amp/)?([a-z]{3,20})/read/", path) if rest == "kompas.com" else None
        if channel:  # amp.kompas.com/nasional/read/... is nasional.kompas.com/read/...
            return f"{channel[1]}.kompas.com", path[path.index("/read/") :]
        host = (
            rest
            if rest.count(".") >= 2 and not re.search(r"\.(?:co|or|go|ac|web|net)\.\w{2}$", f".{rest}")
            else f"www.{rest}"
        )
        if re.fullmatch(r"www\.[\w-]+\.[\w-]+\.[\w.-]+", host) and rest.count(".") >= 3:
            host = rest
    if path.startswith("/amp/") and len(path) > 12:
        okezone = host.endswith("okezone.com") and re.match(r"^/amp/\d{4}/", path)
        path = ("/read/" if okezone else "/") + path[5:]
    path = re.sub(r"(?:/amp|\.amp|/amp\.html)/?$", "", path)
    return host, path


def _only_view(name: str, value: str) -> bool:
    if name in ("amp", "outputtype"):
        return value in _AMP_VALUES
    return name in _VIEW


def _bare(host: str) -> str:
    return re.sub(r"^(?:www|m|amp|mobile|wap)\.", "", host)


def _number(query: str, tail: str) -> int:
    if tail:
        return int(tail) if len(tail) <= 2 else 0
    for name, value in parse_qsl(query):
        if name.lower() in ("page", "halaman", "hal", "p", "pg") and value.isdigit() and len(value) <= 2:
            return int(value)
    return 0
