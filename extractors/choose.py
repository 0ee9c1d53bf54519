"""One headline, one set of writers and one moment out of what page and declarations offer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from extractors.credits import clean_name, editors_in, is_other_credit, names_in, split_names
from extractors.dates import DateReading, read_date, zone_of
from extractors.page import Page, element_text
from extractors.plain import plain

_SITE_SUFFIX = re.compile(r"\s+(?:[-–—|»:]|::)\s+((?:(?!\s[-–—|»]\s).){2,60})$")
_SITE_MARK = re.compile(r"\s+[-–—|»«•]+\s+|\s*::+\s*|:\s+")
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_DOMAIN_IN = re.compile(r"\.(?:com|co\.id|id|co|net|tv)\b")
_EVERYWHERE = frozenset({"www", "com", "news", "net", "org"})
_VISIBLE_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b(?:WIB|WITA|WIT)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.A)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b", re.A)
_ROLE_LINE = re.compile(
    r"\s*(?:penulis|reporter|pewarta|wartawan|jurnalis|rep|oleh|laporan wartawan|author"
    r"|(?:ditulis|diposting|dipublikasikan|posted|written) (?:oleh|by))\b",
    re.I,
)
_STAMP_IN_ADDRESS = re.compile(
    r"/(?:(?P<packed>20\d{12})-|(?P<year>20\d\d)/(?P<month>[01]\d)/(?P<day>[0-3]\d)/(?:(?P<clock>[0-2]\d[0-5]\d[0-5]\d)/)?)"
)
_A_DAY = timedelta(days=1)
_ROLE_WORD = re.compile(r"penulis|reporter|pewarta|wartawan|jurnalis", re.I)
_JOINED = re.compile(r"\s+(?:dan|and|&|\|)\s+|\s*;\s*")
_SITE_NAME = re.compile(r"\.(?:com|co|id)\b|^[\w-]+(?:\.[a-z]{2,4}){1,2}$|\b\d+ (?:hr|min|hours?|jam|menit)s?\b")
_BRANDED = re.compile(r"(?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]*){0,4})\s+[-–|]\s+(?P<brand>[\w. ]{4,24})")
_TITLE_WORDS = re.compile(r"\w+")
_NAMED_TITLES = (".entry-title", ".post-title", "[itemprop=headline]", ".judul")
_VISIBLE_NAMES = (
    "a[rel=author]", "[itemprop=author] [itemprop=name]", "[itemprop=author]", ".author-name", ".post-author-name",
    ".byline-name",
    ".author a", ".entry-author a", ".jeg_meta_author a", ".td-post-author-name a", ".byline a", ".penulis a",
    ".reporter a",
    "#penulis a", ".detail__author", ".read__author", ".author", ".penulis", ".reporter", ".jurnalis", ".byline",
    ".journalist",
    ".nama-penulis", ".post-author",
)  # fmt: skip
_VISIBLE_DATES = (
    "time[itemprop=datePublished]", "[itemprop=datePublished]", "time.entry-date", "time.published", ".read__time",
    ".detail__date",
    ".date", ".tanggal", ".post-date", ".entry-date", ".publish-date", ".article-date", ".datetime", ".time", "time",
    ".waktu", ".tgl", "abbr.published",
)  # fmt: skip


def choose_title(shown: str, declared: Sequence[str], page: Page, site: str, feed_title: str) -> str:
    """The headline as readers see it: the template's, an h1 that a declaration confirms, a declaration, the feed's."""
    if shown:
        return shown
    cleaned = [text for text in (without_site(one, page, site) for one in declared) if text]
    document = next((element_text(element) for element in page.by_tag("title")), "")
    reference = [*cleaned, without_site(document, page, site)]
    headings = [text for element in page.by_tag("h1", "h2") if 8 < len(text := element_text(element)) < 300]
    if not cleaned:
        headings += [text for css in _NAMED_TITLES for text in page.texts((css,)) if 8 < len(text) < 300]
    alike, heading = max(
        ((_alike(text, one), text) for text in headings for one in reference if one), default=(0.0, ""), key=_first
    )
    if alike >= 0.6:
        return heading
    if cleaned:
        return cleaned[0]
    shown = _shown_part(document, page)
    if shown:
        return shown
    ones = [element_text(element) for element in page.by_tag("h1")]
    return next((text for text in (*ones, reference[-1], feed_title) if len(text) > 3), "")


def _shown_part(document: str, page: Page) -> str:
    """The part of the document's title that stands on the page by itself: sites add their name before or behind it."""
    parts = {
        part
        for found in _SITE_MARK.finditer(document)
        for part in (document[: found.start()].strip(), document[found.end() :].strip())
        if part.count(" ") >= 2
    }
    if not parts:
        return ""
    for element in page.by_tag("h1", "h2", "h3", "h4", "b", "strong", "font", "span", "div", "td", "p", "a"):
        if element.text and len(element.text) < 300 and (text := plain(element.text)) in parts:
            return text
    return ""


def without_site(title: str, page: Page, site: str) -> str:
    """The title without the site's name behind a dash or bar: "… - Tribunnews.com", "… | Republika Online"."""
    own = [part for part in _NOT_NAME.split(f"{page.host} {site}".lower()) if len(part) > 2 and part not in _EVERYWHERE]
    for _ in range(2):
        found = _SITE_SUFFIX.search(title)
        if not found:
            break
        name = _NOT_NAME.sub("", found[1].lower())
        known = sum(len(part) for part in own if part in name)
        if not (_DOMAIN_IN.search(found[1].lower()) or known >= 0.4 * len(name)):
            break
        title = title[: found.start()].rstrip()
    return title


def choose_authors(
    shown: Sequence[str],
    declared: Sequence[str],
    in_body: Sequence[str],
    page: Page,
    brands: Sequence[str],
    *,
    declares_editor: bool,
) -> tuple[str, ...]:
    """Writers in order, each once. Editors and the house itself are no writers."""
    own = {brand.lower() for brand in brands} | {re.sub(r"\W", "", brand.lower()) for brand in brands}
    stated = [] if declares_editor else [name for text in declared for name in _JOINED.split(text)]
    for texts in (_bylines(shown), stated, in_body):
        names = _names(texts, own)
        editors = _editors(page) if names else set[str]()
        writers = [name for name in names if name.lower() not in editors]
        if writers:
            return tuple(dict.fromkeys(writers))
    named = _names((name for line in _credit_lines(page) for name in names_in(line)), own)
    if named or shown or declares_editor:
        return tuple(dict.fromkeys(named[:3]))
    for css in _VISIBLE_NAMES:
        names = _names(_bylines(element_text(element) for element in page.select(css)[:3]), own)
        if names:
            editors = _editors(page)
            return tuple(dict.fromkeys(name for name in names if name.lower() not in editors))
    return tuple(dict.fromkeys(_names(_branded_names(page), own)))[:3]


def _branded_names(page: Page) -> list[str]:
    """Names that stand before the house's own: "Nama Penulis - detikNews", "Nama Penulis | Kabar Teluk"."""
    house = _NOT_NAME.sub("", page.host.removeprefix("www.").removeprefix("m."))
    names: list[str] = []
    for element in page.by_tag("div", "span", "p", "a", "small"):
        text = element_text(element) if element.text and len(element.text) < 60 and len(element) < 3 else ""
        found = _BRANDED.fullmatch(text) if len(text) < 80 else None
        if found and len(brand := _NOT_NAME.sub("", found["brand"].lower())) > 4 and brand[:5] in house:
            names.append(found["name"])
    return names


def choose_dates(
    shown: Sequence[str], declared: Sequence[str], modified: Sequence[str], page: Page, zone: str, now: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """When the article was published and last changed, both timezone-aware or None.

    A declaration with a time of day is believed before what is shown, except where it claims UTC while the page shows
    the same clock as local time: several systems write local time with a false Z.
    """
    visible = [reading for text in (*shown, *_visible(page, shown)) if _is_sane(reading := read_date(text, zone, now))]
    read = [reading for text in declared if _is_sane(reading := read_date(text, zone, now))]
    timed = (
        [reading for reading in read if reading.time_stated]
        or [r for r in visible if r.time_stated and r.year_stated]
        or [*read, *visible]
    )
    published = _honest(timed[0], visible, zone) if timed else None
    last = next((reading for text in modified if (reading := read_date(text, zone, now)).moment), None)
    changed = _honest(last, visible, zone) if last else None
    if published and changed and changed < published:
        published = _shown_instead(published, visible)
    return published, changed


def _is_sane(reading: DateReading) -> bool:
    """Whether there is a moment, and none from before there were news sites: 1970 is an empty field."""
    return reading.moment is not None and reading.moment.year >= 1995


def _shown_instead(declared: datetime, visible: Sequence[DateReading]) -> datetime:
    """The time that the page shows, when its declarations contradict each other (changed before it was published)."""
    for reading in visible:
        if reading.moment and reading.time_stated and timedelta(seconds=90) < abs(reading.moment - declared) < _A_DAY:
            return reading.moment
    return declared


def moment_in_address(url: str, zone: str) -> DateReading:
    """The time that some publishers write into an address: /20260303171500-20-1/, /2026/03/03/184000/, /2026/03/03/."""
    found = _STAMP_IN_ADDRESS.search(url)
    if not found:
        return DateReading(None)
    day = found["packed"] or "".join(found[name] for name in ("year", "month", "day"))
    return read_date(day if len(day) == 14 else f"{day}T{found['clock']}" if found["clock"] else day, zone)


def _honest(reading: DateReading, visible: Sequence[DateReading], zone: str) -> datetime | None:
    moment = reading.moment
    if moment is None or not reading.zone_stated or moment.utcoffset() != timedelta():
        return moment
    home = zone_of(zone)
    if home.utcoffset(moment.replace(tzinfo=None)) == timedelta():
        return moment
    wall = moment.replace(tzinfo=None)
    for other in visible:
        if other.moment is None or not other.time_stated or other.moment.utcoffset() == timedelta():
            continue
        if abs(other.moment.replace(tzinfo=None) - wall) < timedelta(minutes=2):
            return wall.replace(tzinfo=other.moment.tzinfo)
    return moment.astimezone(UTC)


def _visible(page: Page, shown: Sequence[str]) -> list[str]:
    found: list[str] = []
    if any(_VISIBLE_DATE.search(text) for text in shown):
        return found
    for css in _VISIBLE_DATES:
        for element in page.select(css)[:2]:
            text = element_text(element)
            if 8 <= len(text) <= 120 and _VISIBLE_DATE.search(text):
                found.append(text)
            stamp = element.get("datetime") or element.get("content") or element.get("title")
            if stamp and len(stamp) < 60:
                found.append(stamp)
        if found:
            break
    if not any(_CLOCK.search(text) for text in found):
        found += _date_lines(page)
    return found


def _date_lines(page: Page) -> list[str]:
    """Short lines anywhere that hold a day, a year and a clock: "Rabu, 4 November 2015 | 21:04 WIB"."""
    lines: list[str] = []
    for element in page.by_tag(
        "time", "span", "div", "p", "small", "td", "li", "dd", "h5", "h6", "em", "b", "i", "strong", "font", "abbr"
    ):
        for text in (element.text, element[0].tail if len(element) else None):
            if (
                text
                and len(text) < 160
                and _YEAR.search(text)
                and _CLOCK.search(text)
                and len(line := plain(text)) <= 90
            ):
                lines.append(line)
        if len(lines) >= 3:
            break
    return lines


def _credit_lines(page: Page) -> list[str]:
    """Lines that open with a writer's role, wherever they stand: "Penulis : …", a table row "Reporter | : …"."""
    lines: list[str] = []
    for element in page.by_tag("div", "span", "p", "td", "b", "strong", "small", "li", "th"):
        text = element.text
        if (
            text
            and len(text) < 20
            and _ROLE_WORD.fullmatch(text.strip())
            and (name := element.getprevious()) is not None
        ):
            lines.append(f"{text.strip()}: {element_text(name)}"[:200])  # <div>Nama</div><span>Jurnalis</span>
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


def _editors(page: Page) -> set[str]:
    return set(editors_in(page.text))


def _alike(left: str, right: str) -> float:
    """Share of words that two titles have in common, 0 to 1."""
    first, second = set(_TITLE_WORDS.findall(left.lower())), set(_TITLE_WORDS.findall(right.lower()))
    return len(first & second) / len(first | second) if first and second else 0.0


def _first(pair: tuple[float, str]) -> float:
    return pair[0]
