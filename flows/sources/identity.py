"""Which entry is this: an identity that stays when a newsroom changes its guids, titles, slugs or tracking parameters.

The article's address decides, without scheme, `www.`, `m.`, `amp.`, tracking and view parameters, and without the
slug where a number stands beside it: editors rewrite slugs with the headline, the number stays. Where the link is no
address of an article (missing, the home page, shared by several entries) the guid decides, then title and date. Two
different entries of one document never share an identity, whatever the newsroom says.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import quote, unquote, urljoin, urlsplit

_TRACKING = re.compile(
    r"^(?:utm_.*|at_.*|ga_.*|mc_.*|pk_.*|mtm_.*|wt_.*|_ga|_gl|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|"
    r"twclid|ttclid|cmpid|cmp|cid_source|ocid|xtor|ns_.*|ito|ref|ref_src|referrer|source|src|feature|share|sharetype|"
    r"spm|maca|token_src|tag_from|tagfrom|zanid|soc_src|soc_trk|guccounter|from_rss|nomobile|browser|"
    r"_x_tr_.*|hl|gl|ceid|oc|jxrecoid|lgn_method|google_btn|cftoken|cfid|phpsessid|jsessionid)$",
    re.IGNORECASE,
)
# How much of the article is shown, not which one.
_VIEW = {"page": {"all", "1"}, "single": None, "showpage": None, "amp": None, "outputtype": None, "print": None}
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|wap)\.(?=[^.]+\.)")
_AMP = re.compile(r"/(?:amp|amp\.html)/?$|^/amp(?=/)")
# Article numbers: `527615`, `d-7654321`, `20240101123456-134-1234567`, Republika's `s6kqpl370`; never a bare date.
_NUMBERED = re.compile(
    r"^(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?$)[a-z]{0,3}-?\d{6,}(?:-\d+)*$"
    r"|^(?=(?:[a-z]*\d){4})[a-z]{1,4}[a-z0-9]{3,6}\d{3}$"
)
_SLUG = re.compile(r"^[^/]*[a-z][^/]*-[^/]*-[^/]*$")
# Seven digits that are not round: `2098765-`, not `rusia-kirim-1000000`.
_LEADING = re.compile(r"^(\d{7,})-(?=.*[a-z])")
_TRAILING = re.compile(r"-(\d{7,})(?:-[a-z]{2,5})?(?:\.html?)?$")
# Marks of letters that some newsrooms put behind the slug: tirto.id/judul-gXyz, kumparan.com/kanal/judul-24aBcDeF12g.
_MARKS = {
    "tirto.id": re.compile(r"-([0-9A-Za-z]{4})$"),
    "kumparan.com": re.compile(r"-([0-9A-Za-z]{11})$"),
    "idntimes.com": re.compile(r"-([0-9A-Za-z]{5}-[0-9A-Za-z]{6})$"),
}
_PUBLIC_SECOND = {"co", "com", "or", "go", "ac", "net", "web", "my", "sch", "desa", "org", "gov", "edu", "mil", "biz"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What a feed gives to tell one entry from another; `link` is canonical or None."""

    link: str | None
    guid: str
    title: str
    date: str


def canonical(url: str, base: str = "") -> str | None:
    """The address without fragment, tracking and default port; None unless it is http or https with a host.

    Relative addresses are resolved against `base`. Parameters that name the article are kept, in order.
    """
    text = "".join(url.split())
    if not text or any(ord(character) < 32 for character in text) or len(text) > 4_000:
        return None
    try:
        parts = urlsplit(urljoin(base, text))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not _is_host(host) or "@" in parts.netloc:
        return None
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, 80, 443) else f"{shown}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_noise(*_pair(pair)))
    path = _quoted(parts.path) or "/"
    return f"{parts.scheme.lower()}://{netloc}{path}{f'?{_quoted(query)}' if query else ''}"


def identify(marks: Sequence[Marks], feed_url: str) -> tuple[str, ...]:
    """One identity for each entry of a document, in order; equal only for entries that are the same.

    The same entry met in another feed of the publisher, or after a change of guid, title or slug, gets the same one.
    """
    links = [link_key(mark.link) for mark in marks]
    titles_by_link = _titles(zip(links, marks, strict=True))
    guids = [_guid_key(mark.guid, feed_url) for mark in marks]
    titles_by_guid = _titles(zip(guids, marks, strict=True))
    return tuple(
        _hash(_choose(mark, link, titles_by_link, guid, titles_by_guid, feed_url))
        for mark, link, guid in zip(marks, links, guids, strict=True)
    )


def link_key(link: str | None) -> str | None:
    """What stays of an article's address when its slug, scheme or host prefix changes; None for a home page."""
    if link is None:
        return None
    parts = urlsplit(link)
    path = _AMP.sub("", unquote(parts.path).lower()).rstrip("/")
    path = re.sub(r"/(?:index\.(?:html?|php))$", "", path)
    if not path and not parts.query:
        return None
    host = _HOST_PREFIX.sub("", parts.hostname or "")
    # In their own case: neighbours in time may differ by nothing else.
    mark = _MARKS[host].search(_AMP.sub("", unquote(parts.path)).rstrip("/")) if host in _MARKS else None
    if mark:
        return f"{host}/{mark[1]}"
    return f"{host}{_without_slug(path)}{f'?{parts.query}' if parts.query else ''}"


def fold_title(title: str) -> str:
    """The title's letters and digits, lower case, for comparing."""
    return "".join(c for c in unicodedata.normalize("NFKC", title).casefold() if c.isalnum())


def site(url: str) -> str:
    """The registrable name of the URL's host: `kompas.com` for `nasional.kompas.com`, `co.id` names kept whole."""
    labels = (urlsplit(url).hostname or "").split(".")
    keep = 3 if len(labels) > 2 and labels[-2] in _PUBLIC_SECOND and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])


def _without_slug(path: str) -> str:
    segments = path.split("/")
    numbered = [bool(_NUMBERED.match(segment)) for segment in segments]
    if any(numbered):
        last = len(segments) - 1
        return "/".join(
            segment
            for n, segment in enumerate(segments)
            if numbered[n] or not (_SLUG.match(segment) or (n == last and numbered[n - 1] and not segment.isdigit()))
        )
    for form in (_LEADING, _TRAILING):
        found = form.search(segments[-1])
        if found and not found[1].endswith("000"):
            return "/".join([*segments[:-1], found[1]])
    return path


def _titles(pairs: Iterable[tuple[str | None, Marks]]) -> Counter[str]:
    """How many different titles stand behind each key."""
    seen = {(key, fold_title(mark.title)) for key, mark in pairs if key is not None}
    return Counter(key for key, _ in seen)


def _choose(
    mark: Marks, link: str | None, by_link: Counter[str], guid: str | None, by_guid: Counter[str], feed_url: str
) -> str:
    if link is not None and by_link[link] == 1:
        return f"link {link}"
    if guid is not None and by_guid[guid] == 1:
        return f"guid {guid}"
    return f"text {site(feed_url)} {link or ''} {fold_title(mark.title)} {mark.date.strip()}"


def _guid_key(guid: str, feed_url: str) -> str | None:
    if not guid.strip():
        return None
    as_link = canonical(guid)
    if as_link is not None:
        return link_key(as_link)
    return f"{site(feed_url)} {guid.strip()}"


def _quoted(part: str) -> str:
    """One spelling for letters beyond ASCII; what is escaped already stays so, for `%2F` and `/` differ."""
    part = re.sub(r"%[0-9a-fA-F]{2}", lambda escape: escape[0].upper(), part)
    return quote(re.sub(r"%(?![0-9A-F]{2})", "%25", part), safe="/%:@!$&'()*+,;=~-._?")


def _pair(pair: str) -> tuple[str, str]:
    key, _, value = pair.partition("=")
    return unquote(key), unquote(value)


def _is_noise(key: str, value: str) -> bool:
    if _TRACKING.match(key):
        return True
    if key.lower() not in _VIEW:
        return False
    only = _VIEW[key.lower()]
    return only is None or value.lower() in only


def _is_host(host: str) -> bool:
    return bool(host) and not re.search(r"[\s<>\"'\\^`{|}]", host)


def _hash(key: str) -> str:
    return blake2b(key.encode("utf-8", "replace"), digest_size=12).hexdigest()
