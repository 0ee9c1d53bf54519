"""Who wrote the article, out of what the page declares, its bylines, and what stands around the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.around import Line
from extractors.credits import ROLE_ALONE, clean_name, editors_in, is_other_credit, names_in, split_names
from extractors.dates import holds_day
from extractors.names import desk_in, looks_like_name
from extractors.page import Page, element_text

_NOT_NAME = re.compile(r"[^a-z0-9]+")
_ROLE_LINE = re.compile(
    r"\s*(?:penulis|reporter|pewarta|wartawan|jurnalis|rep|oleh|laporan wartawan|author"
    r"|(?:ditulis|diposting|dipublikasikan|posted|written) (?:oleh|by))\b",
    re.I,
)
_ROLE_WORD = re.compile(r"penulis|reporter|pewarta|wartawan|jurnalis", re.I)
_JOINED = re.compile(r"\s+(?:dan|and|&|\|)\s+|\s*;\s*")
_SITE_NAME = re.compile(r"\.(?:com|co|id)\b|^[\w-]+(?:\.[a-z]{2,4}){1,2}$|\b\d+ (?:hr|min|hours?|jam|menit)s?\b")
_BRANDED = re.compile(r"(?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]*){0,4})\s+[-–|]\s+(?P<brand>[\w. ]{4,24})")
_SEPARATED = re.compile(r"\s[-–|]")
_APART = re.compile(r"\s*(?:[|•·;]|\s[-–—]\s|,\s)\s*")
_PHOTO = re.compile(r"[A-Z][\w. ]{2,24}/\s?[A-Z][\w.' -]{3,40}")  # Antara/Nama Orang: who took the picture
_OF_WRITER = re.compile(
    r"/(?:authors?|penulis|reporter|profile?s?|jurnalis|wartawan|kontributor|users?|editor)[/=?-]", re.I
)
_NO_NAME_EITHER = re.compile(r"(?:tim )?redaksi|admin|[\W\d]*", re.I)
_VISIBLE_NAMES = (
    "a[rel=author]", "[itemprop=author] [itemprop=name]", "[itemprop=author]", ".author-name", ".post-author-name",
    ".byline-name",
    ".author a", ".entry-author a", ".jeg_meta_author a", ".td-post-author-name a", ".byline a", ".penulis a",
    ".reporter a",
    "#penulis a", ".detail__author", ".read__author", ".author", ".penulis", ".reporter", ".jurnalis", ".byline",
    ".journalist",
    ".nama-penulis", ".post-author",
)  # fmt: skip
_MOST = 3  # writers believed from one place that is no declaration


def choose_authors(
    shown: Sequence[str],
    declared: Sequence[str],
    in_body: Sequence[str],
    page: Page,
    brands: Sequence[str],
    around: Sequence[Line],
    title: str,
    *,
    declares_editor: bool,
) -> tuple[str, ...]:
    """Writers in order, each once. Editors and the house itself are no writers.

    Believed in this order: the class's byline, declarations, credits in the text; lines that name a role, beside the
    headline and then anywhere; elements named for it; a name beside the date under the headline; the house's own desk.
    """
    own = {brand.lower() for brand in brands} | {re.sub(r"\W", "", brand.lower()) for brand in brands}
    stated = [] if declares_editor else [name for text in declared for name in _JOINED.split(text)]
    for texts in (_bylines(shown), stated, in_body):
        writers = _no_editors(_names(texts, own), page)
        if writers:
            return tuple(dict.fromkeys(writers))
    named = _names(_credited(around), own) or _names(
        (name for line in _credit_lines(page) for name in names_in(line)), own
    )
    if named or shown or declares_editor:
        return tuple(dict.fromkeys(named))[:_MOST]
    for css in _VISIBLE_NAMES:
        names = _names(_bylines(element_text(element) for element in page.select(css)[:3]), own)
        if names:
            return tuple(dict.fromkeys(_no_editors(names, page)))
    house = _NOT_NAME.sub("", page.host.removeprefix("www.").removeprefix("m."))
    beside = _no_editors(_names(_beside_date(around, title), own), page)
    last = beside or _names(_branded_names(page, house), own) or _names(_desks(page, house), own)
    return tuple(dict.fromkeys(last))[:_MOST]


def _credited(around: Sequence[Line]) -> Iterator[str]:
    """Names behind a role beside the headline: "Oleh: Nama · 8 Sep", a line "Reporter" above a line with the name."""
    for index, line in enumerate(around):
        text = line.text
        if ROLE_ALONE.fullmatch(text.strip(" :")):
            names = [one.text for one in around[index + 1 : index + 2] if looks_like_name(one.text)]
            yield from names or [one.text for one in around[index - 1 : index] if index and looks_like_name(one.text)]
            continue
        for piece in (*line.parts, text, *re.split(r"\s*[|•·]\s*", text)):
            found = names_in(piece)
            if found and not any(holds_day(name) for name in found):
                yield from found
                break
        for part, link in zip(line.parts, line.links, strict=True):
            if _OF_WRITER.search(link) and looks_like_name(part) and not is_other_credit(text):
                yield part


def _beside_date(around: Sequence[Line], title: str) -> list[str]:
    """What has the shape of a name in the line that tells the day, or in the lines right above or below that one.

    Whoever the headline speaks of is no writer, and what stands beside a photographer's credit is a caption.
    """
    for index, line in enumerate(around):
        if not holds_day(line.text):
            continue
        for row in ([line], _run(around[:index][::-1])[::-1], _run(around[index + 1 :])):
            names = [
                name
                for one in row
                if not is_other_credit(one.text)
                for part in one.parts
                for name in _APART.split(part)
                if looks_like_name(name) and name not in title
            ]
            if names:
                return names
    return []


def _run(lines: Sequence[Line]) -> list[Line]:
    """The lines from the first on that hold a name or nothing of their own."""
    run: list[Line] = []
    for line in lines[:4]:
        if _PHOTO.fullmatch(line.text):
            return []
        pieces = [name for part in line.parts for name in _APART.split(part)]
        if not any(looks_like_name(name) or _NO_NAME_EITHER.fullmatch(name) for name in pieces):
            break
        run.append(line)
    return run


def _branded_names(page: Page, house: str) -> list[str]:
    """Names that stand before the house's own: "Nama Penulis - detikNews", "Nama Penulis | Kabar Teluk"."""
    names: list[str] = []
    for element in page.by_tag("div", "span", "p", "a", "small"):
        head = element.text
        if not head or len(head) > 60 or len(element) > 2 or not _SEPARATED.search(head):
            continue
        text = element_text(element)
        found = _BRANDED.fullmatch(text) if len(text) < 80 else None
        if found and len(brand := _NOT_NAME.sub("", found["brand"].lower())) > 4 and brand[:5] in house:
            names.append(found["name"])
    return names


def _desks(page: Page, house: str) -> list[str]:
    """The first desk of the house that a short line names: "Tim detikBali"."""
    for element in page.by_tag("a", "span", "div", "p", "strong", "b"):
        if element.text and len(element.text) < 60 and (desk := desk_in(element.text, house)):
            return [desk]
    return []


def _credit_lines(page: Page) -> list[str]:
    """Lines that open with a writer's role, wherever they stand: "Penulis : …", a table row "Reporter | : …"."""
    lines: list[str] = []
    for element in page.by_tag("div", "span", "p", "td", "b", "strong", "small", "li", "th"):
        text = element.text
        if (
            text
            and len(text) < 20
            and _ROLE_WORD.fullmatch(text.strip())
            and (before := element.getprevious()) is not None
            and looks_like_name(name := element_text(before))
        ):
            lines.append(f"{text.strip()}: {name}"[:200])  # <div>Nama</div><span>Jurnalis</span>
        if text and len(text) < 120 and _ROLE_LINE.match(text):
            alone = _ROLE_LINE.fullmatch(text.strip(" :\n\t\r"))
            holder = element.getparent() if alone and element.getparent() is not None and not len(element) else element
            line = element_text(holder if holder is not None else element)
            if len(line) < 200:
                lines.append(line)
        if len(lines) >= 6:
            break
    return lines


def _bylines(texts: Iterable[str]) -> list[str]:
    bylines: list[str] = []
    for text in texts:
        if len(text) > 300 or "://" in text:
            continue
        named = names_in(text)
        if named:
            bylines += named
        elif not is_other_credit(text) and not editors_in(text):
            bylines += split_names(text)
    return bylines


def _names(texts: Iterable[str], own: set[str]) -> list[str]:
    names = [clean_name(text) for text in texts]
    return [
        name
        for name in names
        if name
        and name.lower() not in own
        and re.sub(r"\W", "", name.lower()) not in own
        and not _SITE_NAME.search(name.lower())
    ]


def _no_editors(names: Sequence[str], page: Page) -> list[str]:
    editors = set(editors_in(page.text)) if names else set[str]()
    return [name for name in names if name.lower() not in editors]
