"""What a page declares about itself: JSON-LD and meta elements, read without trust."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractors.page import Page
from extractors.plain import unescaped, words

_ARTICLE_TYPES = words(
    "NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle "
    "Article BlogPosting LiveBlogPosting SocialMediaPosting AdvertiserContentArticle Report VideoObject"
)
_MOST_OBJECTS = 400
_MOST_BYTES = 600_000
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\]\]>|/\*\]\]>\*/|\]\]>)\s*;?\s*$"
)
_FIELD = r'"%s"\s*:\s*"((?:[^"\\]|\\.){1,600})"'


@dataclass(slots=True)
class Facts:
    """The declared facts, cleaned but not yet believed. Dates are raw strings, most trusted first."""

    headlines: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    body: str = ""  # JSON-LD articleBody
    description: str = ""
    canonical: str = ""
    site: str = ""
    language: str = ""
    walled: bool = False  # isAccessibleForFree is false


def read_facts(page: Page) -> Facts:
    """Facts of the page's own article; lists, recommendations and other articles in JSON-LD are passed over."""
    facts = Facts()
    objects = list(_objects(page))
    articles = [thing for thing in objects if _types(thing) & _ARTICLE_TYPES]
    own = _own_article(articles, page)
    if own:
        _from_article(own, facts)
    for thing in objects:
        if "WebPage" in _types(thing):
            facts.published += _strings(thing.get("datePublished"))
            facts.headlines += [unescaped(text) for text in _strings(thing.get("headline"))]
    _from_meta(page, facts)
    return facts


def _from_article(own: dict[str, Any], facts: Facts) -> None:
    facts.headlines += [
        text for text in map(unescaped, _strings(own.get("headline")) or _strings(own.get("name"))) if text
    ]
    facts.authors += [name for name in map(unescaped, _names(own.get("author") or own.get("creator"))) if name]
    facts.published += (
        _strings(own.get("datePublished")) or _strings(own.get("dateCreated")) or _strings(own.get("uploadDate"))
    )
    facts.modified += _strings(own.get("dateModified"))
    facts.body = _body(own)
    facts.walled = str(own.get("isAccessibleForFree", "")).lower() == "false"
    facts.language = next(iter(_strings(own.get("inLanguage"))), "")


def _body(own: dict[str, Any]) -> str:
    """The declared text: the article's, or a live blog's updates in a row; markup that was escaped is undone."""
    body = max(_strings(own.get("articleBody")), key=len, default="")
    updates = own.get("liveBlogUpdate")
    if not body and isinstance(updates, list):
        entries = [update for update in updates[:300] if isinstance(update, dict)]
        lines = [text for one in entries for key in ("headline", "articleBody") for text in _strings(one.get(key))]
        body = "\n".join(lines)
    return html.unescape(body) if "&lt;p" in body or "&lt;br" in body or ("&" in body and "<" not in body) else body


def _from_meta(page: Page, facts: Facts) -> None:
    facts.headlines += [unescaped(text) for text in page.meta("og:title", "twitter:title", "title")]
    facts.authors += [
        unescaped(text)
        for text in page.meta("author", "dtk:author", "content_author", "article:author")
        if "://" not in text
    ]
    facts.published += page.meta(
        "article:published_time", "datepublished", "content_publisheddate", "dtk:publishdate", "publishdate", "pubdate",
        "og:article:published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "publish-date",
        "publication_date", "date",
    )  # fmt: skip
    facts.modified += page.meta("article:modified_time", "datemodified", "og:updated_time", "lastmod")
    facts.description = unescaped(next(iter(page.meta("og:description", "description")), ""))
    facts.site = unescaped(next(iter(page.meta("og:site_name", "application-name")), ""))
    for link in page.by_tag("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").strip():
            facts.canonical = (link.get("href") or "").strip()
            break
    facts.canonical = facts.canonical or next(iter(page.meta("og:url")), "").strip()
    root = next(page.by_tag("html"), None)
    facts.language = facts.language or ((root.get("lang") or "") if root is not None else "")


def _objects(page: Page) -> Iterator[dict[str, Any]]:
    """Every object of every JSON-LD script, outer before inner."""
    seen = 0
    for script in page.by_tag("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) > _MOST_BYTES:
            continue
        queue: list[Any] = [read_json(text)]
        while queue and seen < _MOST_OBJECTS:
            thing = queue.pop(0)
            if isinstance(thing, list):
                queue[:0] = thing[:100]
            elif isinstance(thing, dict):
                seen += 1
                yield thing
                queue += [thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing]


def read_json(text: str) -> Any:
    """JSON as pages write it: control characters, comment marks and trailing commas forgiven; {} when hopeless.

    From a script that still does not parse, the four facts that matter are picked out one by one.
    """
    text = _COMMENT.sub("", _COMMENT.sub("", text.strip()))
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    if not re.search(r'"(?:News|Reportage\w*)?Article"|"BlogPosting"', text):
        return {}
    picked: dict[str, Any] = {"@type": "NewsArticle"}
    for name in ("headline", "datePublished", "dateModified"):
        found = re.search(_FIELD % name, text)
        if found:
            picked[name] = found[1].replace('\\"', '"').replace("\\/", "/")
    author = re.search(r'"author"[^}]{0,300}?"name"\s*:\s*"([^"]{1,100})"', text)
    if author:
        picked["author"] = author[1]
    return picked


def _own_article(articles: list[dict[str, Any]], page: Page) -> dict[str, Any] | None:
    if not articles:
        return None

    def rank(thing: dict[str, Any]) -> tuple[bool, bool, bool]:
        where = thing.get("mainEntityOfPage")
        address = thing.get("url") or (where.get("@id") if isinstance(where, dict) else where) or thing.get("@id")
        same = isinstance(address, str) and _path(address) == _path(page.url)
        return same, "VideoObject" not in _types(thing), bool(thing.get("headline"))

    return max(articles, key=rank)


def _path(url: str) -> str:
    return url.split("#")[0].split("?")[0].rstrip("/").rpartition("//")[2].partition("/")[2]


def _types(thing: dict[str, Any]) -> set[str]:
    return {text.rpartition("/")[2] for text in _strings(thing.get("@type"))}


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [item for item in value[:50] if isinstance(item, str) and item.strip()]
    return []


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [] if "Organization" in _types(value) else _strings(value.get("name"))
    if isinstance(value, list):
        return [name for item in value[:20] for name in _names(item)]
    return _strings(value)
