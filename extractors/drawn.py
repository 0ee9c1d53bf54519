"""Text that a script draws: the report as it stands in the page's data, where the page itself is an empty shell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from extractors.facts import read_json
from extractors.page import Page
from extractors.plain import unescaped, words

_FIELDS = words(
    "content contents body articlebody article_body bodyhtml body_html contenthtml content_html html text isi konten "
    "isi_berita detail full_text fulltext longtext paragraphs"
)
_TITLES = ("title", "headline", "judul", "name", "post_title")
_ASSIGNED = re.compile(r"^\s*(?:window|self|globalThis)(?:\.\w+|\[\"\w+\"\])\s*=\s*(?=[{\[])")
_FLIGHT = re.compile(r"self\.__next_f\.push\(\[1,(\"(?:[^\"\\]|\\.)*\")\]\)")  # React's stream of a page's parts
_ROW = re.compile(r"(?:^|\n)[0-9a-f]{1,4}:T[0-9a-f]{1,6},")
_NEXT_ROW = re.compile(r"\n?[0-9a-f]{1,4}:[A-Z\[{\"]")
_ENOUGH = 400  # letters
_MOST_BYTES = 3_000_000
_MOST_NODES = 30_000
_SENTENCE = re.compile(r"[.!?][\"”]?(?:\s|<|$)")


def drawn_markup(page: Page, title: str) -> str:
    """Markup of the report in the page's scripts; "" when none holds one.

    Of several texts the one beside the page's own headline is taken, else the longest: recommendations carry theirs.
    """
    wanted = _squeezed(title)
    best: tuple[bool, int, str] = (False, 0, "")
    for beside, text in _texts(page):
        found = (bool(wanted) and _squeezed(beside) == wanted, len(text), text)
        best = max(best, found)
    if "<" in best[2]:
        return f"<div>{best[2]}</div>"
    return "".join(f"<p>{line.replace('&', '&amp;')}</p>" for line in best[2].split("\n") if line.strip())


def _texts(page: Page) -> Iterator[tuple[str, str]]:
    """Long texts in scripts, each with the headline that stands beside it."""
    flight: list[str] = []
    for script in page.by_tag("script"):
        source = script.text or ""
        kind = (script.get("type") or "").lower()
        if len(source) > _MOST_BYTES or "ld+json" in kind:
            continue
        if "__next_f" in source[:200]:
            flight += [json.loads(chunk) for chunk in _FLIGHT.findall(source)]
        elif len(source) > _ENOUGH and ((assigned := _ASSIGNED.match(source)) or "json" in kind):
            yield from _walk(read_json(source[assigned.end() :].rstrip(" ;\n") if assigned else source))
    stream = "".join(flight)[:_MOST_BYTES]
    for row in _ROW.finditer(stream):
        end = _NEXT_ROW.search(stream, row.end() + _ENOUGH)
        text = stream[row.end() : end.start() if end else None]
        if _is_report(text):
            yield "", text


def _walk(data: Any) -> Iterator[tuple[str, str]]:
    queue: list[Any] = [data]
    for _ in range(_MOST_NODES):
        if not queue:
            return
        thing = queue.pop()
        if isinstance(thing, list):
            queue += [item for item in thing if isinstance(item, dict | list)]
        elif isinstance(thing, dict):
            beside = next((value for key in _TITLES if isinstance(value := thing.get(key), str)), "")
            for key, value in thing.items():
                if isinstance(value, dict | list):
                    parts = value if isinstance(value, list) and str(key).lower() in _FIELDS else []
                    if parts and all(isinstance(part, str) for part in parts) and _is_report(text := "\n".join(parts)):
                        yield beside, text
                    queue.append(value)
                elif isinstance(value, str) and str(key).lower() in _FIELDS and _is_report(value):
                    yield beside, value


def _is_report(text: str) -> bool:
    return len(text) >= _ENOUGH and len(_SENTENCE.findall(text[:20_000])) >= 3


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", unescaped(text)).lower()
