"""A message as a page for mail: one column, system fonts, no pictures, nothing fetched, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title></head>'
    '<body style="margin:0;background:#f4f5f7;color:#16181d;font:16px/1.45 -apple-system,Segoe UI,Roboto,sans-serif">'
    '<div style="max-width:640px;margin:0 auto;padding:16px"><h1 style="font-size:20px;margin:8px 0 16px">{title}</h1>'
    "{blocks}</div></body></html>"
)
_CARD = "background:#fff;border:1px solid #d9dce3;border-radius:8px;padding:12px 16px;margin:0 0 12px"
_LIST = (
    f'<div style="{_CARD}"><h2 style="font-size:15px;margin:0 0 8px">{{head}}</h2>'
    '<ul style="margin:0;padding-left:20px">{items}</ul></div>'
)


def list_page(title: str, sections: Sequence[tuple[str, Sequence[str]]], language: str) -> str:
    """Headed lists, one card each."""
    blocks = "".join(
        _LIST.format(head=escape(head), items="".join(f'<li style="margin:0 0 6px">{escape(x)}</li>' for x in lines))
        for head, lines in sections
    )
    return _PAGE.format(language=language, title=escape(title), blocks=blocks)


def message_page(title: str, body: str, link: str, language: str) -> str:
    """A composed message, its blocks as paragraphs; the one address in it that may be clicked is `link`."""
    blocks = "".join(f'<p style="{_CARD}">{_lines(block, link)}</p>' for block in body.split("\n\n"))
    return _PAGE.format(language=language, title=escape(title), blocks=blocks)


def _lines(block: str, link: str) -> str:
    return "<br>".join(
        f'<a href="{escape(link)}">{escape(link)}</a>' if link and line == link else escape(line)
        for line in block.split("\n")
    )
