"""Jawa Pos: a script-drawn page whose text stands in its data."""

from __future__ import annotations

from datetime import date
from typing import Any

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template
from extractors.facts import read_json
from extractors.page import Page


class JawaPos(Publisher):
    """Since 2026 the article is in the `__NEXT_DATA__` script; regional pages keep the older `.read__*` template."""

    slug = "jawapos"
    name = "Jawa Pos"
    hosts = ("jawapos.com",)
    brands = ("JawaPos.com",)
    templates = (
        Template(
            version=2,
            seen=date(2026, 7, 24),
            body=("script#__NEXT_DATA__",),
            noise={K.RELATED: ("strong.readmore",), K.PAGER: ("p.page",)},
        ),
        Template(
            version=1,
            seen=date(2025, 7, 1),
            title=("h1.read__title", "h1"),
            author=(".read__info__author",),
            published=(".read__info__date",),
            body=(".read__content.clearfix", "article.read__content"),
            noise={K.RELATED: ("strong.readmore",), K.PAGER: ("p.page",)},
        ),
    )

    def title(self, page: Page, template: Template) -> str:
        """From the data script where there is one."""
        return str(_article(page).get("title") or "") or super().title(page, template)

    def authors(self, page: Page, template: Template) -> list[str]:
        """Reporters of the data script."""
        listed = _article(page).get("authors")
        names = (
            [str(one.get("name") or "") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        )
        return [name for name in names if name] or super().authors(page, template)

    def published(self, page: Page, template: Template) -> list[str]:
        """Local time without zone."""
        stamp = _article(page).get("published_at")
        return [stamp] if isinstance(stamp, str) else super().published(page, template)

    def body(self, page: Page, template: Template) -> str:
        """The content field is markup."""
        if template.version == 1:
            return super().body(page, template)
        content = _article(page).get("content")
        return f"<div>{content[:1_000_000]}</div>" if isinstance(content, str) else ""


def _article(page: Page) -> dict[str, Any]:
    script = next(iter(page.select("script#__NEXT_DATA__")), None)
    data: Any = read_json(script.text or "") if script is not None else {}
    for key in ("props", "pageProps", "article"):
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}
