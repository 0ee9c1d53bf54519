"""Bytes of the newsroom's pages and feeds, in the true markup of their publishers."""

from __future__ import annotations

import html
import json
import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from string import Template

from flows.app.newsroom.story import WEEKDAYS, Block, Calendar, Piece, Story

TEMPLATES = Path(__file__).parent / "templates"
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

# Where each publisher keeps its feed and its articles, behind /<publisher>.
FEEDS = {
    "antara": "/rss/dunia.xml",
    "detik": "/internasional/rss",
    "kompas": "/rss/global",
    "tempo": "/dunia",
    "cnnindonesia": "/internasional/rss",
    "republika": "/rss/internasional",
    "tribunnews": "/internasional/sitemap-news.xml",
    "sindonews": "/international/rss",
}
ARTICLES = {
    "antara": "/berita/{number}/{slug}",
    "detik": "/internasional/d-{number}/{slug}",
    "kompas": "/read/{day:%Y/%m/%d}/070000970/{slug}",
    "tempo": "/internasional/{slug}-{number}",
    "cnnindonesia": "/internasional/{day:%Y%m%d}{at:%H%M%S}-106-{number}/{slug}",
    "republika": "/berita/{code}/{slug}",
    "tribunnews": "/internasional/{number}/{slug}",
    "sindonews": "/read/{number}/41/{slug}",
}
_BLOCK = re.compile(r"<!--(\w+)-->(.*?)<!--end-->", re.S)


@dataclass(frozen=True, slots=True)
class Markup:
    """A template file: the whole document, and the small blocks that it is filled with."""

    whole: Template
    blocks: dict[str, Template]


@cache
def markup(name: str) -> Markup:
    """The template of that file name."""
    whole, _, blocks = (TEMPLATES / name).read_text(encoding="utf-8").partition("<!--blocks-->\n")
    return Markup(Template(whole), {kind: Template(text) for kind, text in _BLOCK.findall(blocks)})


def article_path(piece: Piece, calendar: Calendar) -> str:
    """Path of the article behind the newsroom's address, in the publisher's own pattern."""
    number = 9_000_000 + zlib.crc32(piece.id.encode()) % 900_000
    slug = re.sub(r"[^a-z0-9]+", "-", piece.title.lower()).strip("-")
    pattern = ARTICLES[piece.publisher]
    code = f"uji{number % 100_000:05d}"
    path = pattern.format(number=number, slug=slug, code=code, day=calendar.date(piece.day), at=piece.at)
    return f"/{piece.publisher}{path}"


def render_article(story: Story, piece: Piece, calendar: Calendar, day: int, base: str) -> bytes:
    """The article's page as it stands on that day of the story."""
    form = markup(f"{piece.publisher}.html")
    values = _values(story, piece, calendar, day, base)
    body = []
    paragraphs = 0
    for block in piece.body:
        body.append(_fill(form, block, paragraphs, values, calendar, piece))
        paragraphs += block.kind == "paragraph"
        if block.kind == "paragraph" and paragraphs == 1:
            body.append(form.blocks["advert"].template)
    sidebar = [
        form.blocks["sidebar"].substitute(text=html.escape(t), href=f"/{piece.publisher}/lain") for t in piece.sidebar
    ]
    credit = form.blocks["credit"].substitute(text=html.escape(piece.credit)) if piece.credit else ""
    whole = form.whole.substitute(values, body="\n".join(body), sidebar="\n".join(sidebar), credit=credit)
    return whole.encode()


def _fill(form: Markup, block: Block, paragraphs: int, values: dict[str, str], calendar: Calendar, piece: Piece) -> str:
    kind = "first" if block.kind == "paragraph" and paragraphs == 0 else block.kind
    text = html.escape(calendar.words(block.text, piece.day), quote=False)
    return form.blocks[kind].substitute(values, text=text, href=f"/{piece.publisher}/lain")


def render_feed(story: Story, publisher: str, calendar: Calendar, day: int, base: str) -> bytes:
    """The publisher's feed as it stands on that day of the story."""
    form = markup(f"{publisher}.xml")
    pieces = story.pieces(publisher, day)
    items = [form.blocks["item"].substitute(_values(story, p, calendar, day, base)) for p in pieces]
    built = calendar.moment(pieces[0]) if pieces else datetime.combine(calendar.first, datetime.min.time())
    home = f"{base}/{publisher}"
    return form.whole.substitute(
        items="\n".join(items), home=home, self=home + FEEDS[publisher], built=format_datetime(built)
    ).encode()


def _values(story: Story, piece: Piece, calendar: Calendar, day: int, base: str) -> dict[str, str]:
    """Everything that a template may name, escaped for its place."""
    title, changed = story.title(piece, day)
    at = calendar.moment(piece)
    modified = at.replace(
        year=calendar.date(changed).year, month=calendar.date(changed).month, day=calendar.date(changed).day
    )
    first = next(b.text for b in piece.body if b.kind == "paragraph")
    teaser = calendar.words(first, piece.day)[:150]
    url = base + article_path(piece, calendar)
    weekday = WEEKDAYS[at.weekday()]
    texts = {
        "title": title,
        "teaser": teaser,
        "reporter": "Pewarta Uji",
        "caption": "Foto ilustrasi.",
        "dateline": piece.city,
        "dateline_upper": piece.city.upper(),
        "editor_pick": "Kolom: Membaca Peta Dunia dari Dapur",
    }
    return {
        **{name: html.escape(text) for name, text in texts.items()},
        "title_json": _script(title),
        "teaser_json": _script(teaser),
        "reporter_json": _script(texts["reporter"]),
        "url": url,
        "url_json": _script(url),
        "home": f"{base}/{piece.publisher}",
        "iso": at.isoformat(),
        "iso_minute": at.isoformat(timespec="minutes"),
        "modified_iso": modified.isoformat(),
        "rfc822": format_datetime(at),
        "day_name": weekday,
        "day_name_sindo": "Jum'at" if weekday == "Jumat" else weekday,
        "day": str(at.day),
        "day_padded": f"{at:%d}",
        "month": MONTHS[at.month - 1],
        "month_short": MONTHS_SHORT[at.month - 1],
        "month_number": f"{at:%m}",
        "year": str(at.year),
        "clock_colon": f"{at:%H:%M}",
        "clock_dot": f"{at:%H.%M}",
    }


def _script(text: str) -> str:
    """A JSON string that cannot end the script element around it."""
    return json.dumps(text, ensure_ascii=False).replace("</", "<\\/")
