"""News sitemaps: the addresses, titles and dates that a newsroom gives to search engines."""

from __future__ import annotations

from lxml import etree

from flows.sources.document import Document
from flows.sources.raw_entry import RawEntry, RawFeed


def read_sitemap(document: Document) -> RawFeed:
    """Each `<url>` with its news title and date; a sitemap without news titles gives addresses and change dates."""
    text = document.text
    if document.torn:
        end = text.rfind(f"</{document.entry_tag}>")
        text = text[: end + len(document.entry_tag) + 3] if end >= 0 else ""
    # Namespace prefixes are not trusted and recover mode keeps going behind a broken entry.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text else None
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return RawFeed("", (), torn=document.torn)
    entries = tuple(_entry(node) for node in root if _local(node) == "url")
    problems = ("not well-formed XML: repaired",) if len(parser.error_log) and not document.torn else ()
    return RawFeed("", entries, problems, document.torn)


def _entry(node: etree._Element) -> RawEntry:
    fields = {_local(child): child for child in node}
    news = {_local(child): _text(child) for child in fields["news"]} if "news" in fields else {}
    date = news.get("publication_date") or (_text(fields["lastmod"]) if "lastmod" in fields else "")
    loc = _text(fields["loc"]) if "loc" in fields else ""
    return RawEntry(title=news.get("title", ""), links=(loc,) if loc else (), date=date)


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2].rpartition(":")[2] if isinstance(node.tag, str) else ""


def _text(node: etree._Element) -> str:
    return "".join(str(part) for part in node.itertext()).strip()
