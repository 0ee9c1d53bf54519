"""OPML in and out: feeds exchanged with any feed reader. What comes in is a stranger's XML and is treated so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from flows.sources.addresses import Door
from flows.sources.catalogue import Catalogue
from flows.sources.encoding import decode
from flows.sources.identity import canonical
from flows.sources.plain_text import plain

MAX_BYTES = 5_000_000
MAX_DEPTH = 20


class OpmlError(Exception):
    """Not an OPML file: what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """One feed that an OPML file names."""

    url: str
    title: str
    homepage: str = ""
    group: str = ""  # title of the outline around it


@dataclass(frozen=True, slots=True)
class OpmlImport:
    """The feeds of an OPML file in its order, each address once, and the lines that were left out with the reason."""

    feeds: tuple[OpmlFeed, ...]
    problems: tuple[str, ...] = ()


def import_opml(body: bytes) -> OpmlImport:
    """The feeds that the file names; raises OpmlError when it is no OPML, declares entities or is over 5 MB."""
    root = _root(body)
    feeds: dict[str, OpmlFeed] = {}
    problems: list[str] = []
    for node, group in _outlines(root, "", 0):
        address = next((str(v) for k, v in node.attrib.items() if str(k).lower() == "xmlurl"), "").strip()
        if not address:
            continue
        title = plain(node.get("title") or node.get("text") or "", 200)
        refusal = Door("feed").url_refusal(address)
        url = canonical(address)
        if refusal or url is None:
            problems.append(f"line {node.sourceline}: {title or address[:80]}: {refusal or 'no usable address'}")
        elif url in feeds:
            problems.append(f"line {node.sourceline}: {title or address[:80]}: stands there twice")
        else:
            homepage = canonical(node.get("htmlUrl") or "") or ""
            feeds[url] = OpmlFeed(address, title, homepage, group)
    return OpmlImport(tuple(feeds.values()), tuple(problems))


def export_opml(catalogue: Catalogue) -> bytes:
    """The catalogue as OPML 2.0, a group per newsroom; feeds that are switched off are left out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "pantau"
    body = etree.SubElement(root, "body")
    for publisher in catalogue.publishers:
        feeds = [feed for feed in catalogue.enabled if feed.publisher == publisher.id]
        if not feeds:
            continue
        group = etree.SubElement(body, "outline", text=publisher.name, title=publisher.name)
        for feed in feeds:
            text = f"{publisher.name} {feed.section}"
            attributes = {"text": text, "title": text, "type": "rss", "xmlUrl": feed.url, "htmlUrl": publisher.homepage}
            etree.SubElement(group, "outline", attributes, category=feed.section)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _root(body: bytes) -> etree._Element:
    if len(body) > MAX_BYTES:
        raise OpmlError(f"OPML: {len(body) // 1_000_000} MB is more than we take: split the file")
    text, _ = decode(body)
    if "<!ENTITY" in text.upper():
        raise OpmlError("OPML: the file declares XML entities, which no OPML needs: remove them")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    start = text.find("<opml")
    try:
        root = etree.fromstring(text[start:].encode("utf-8", "replace"), parser) if start >= 0 else None
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.tag != "opml":
        raise OpmlError("OPML: there is no <opml> in the file: export it again from the feed reader")
    return root


def _outlines(node: etree._Element, group: str, depth: int) -> Iterator[tuple[etree._Element, str]]:
    if depth > MAX_DEPTH:
        return
    for child in node:
        if child.tag == "outline":
            yield child, group
            yield from _outlines(child, plain(child.get("title") or child.get("text") or "", 200), depth + 1)
        elif child.tag == "body":
            yield from _outlines(child, group, depth + 1)
