"""The article element as a row of blocks: what a reader sees as one paragraph, with its links and bold runs kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from extractors.article import SegmentKind
from extractors.marks import kind_of_name
from extractors.plain import plain, words
from extractors.selectors import Compound

MAX_BLOCKS = 3_000
MAX_TEXT = 300_000
MAX_RUN = 20_000  # letters of one text node
_MAX_DEPTH = 120
_SKIPPED = words(
    "script style noscript iframe svg form button input select textarea template object embed video audio canvas ins "
    "head title map nav dialog math amp-ad amp-embed amp-iframe amp-video amp-youtube amp-sidebar"
)
_BLOCK = words(
    "p div li ul ol table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 blockquote section article header "
    "footer figure "
    "figcaption aside main pre dl dt dd hr address details summary center fieldset body html amp-img"
)
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_HEADING_TAGS = ["h2", "h3", "h4", "h5", "h6"]
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9]))", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*center|font-style\s*:\s*italic", re.I)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_CLITICS = words("nya lah kah pun ku mu an kan i s")
_PREFIXES = words("di ke se me mem men meng meny ber ter per pe pem pen peng be te non anti pra pasca re de un")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one inline element: a link, bold, or neither. `edge` tells elements apart."""

    text: str
    link: bool
    strong: bool
    edge: int
    faint: bool = False  # set small, italic or centred


@dataclass(slots=True)
class Block:
    """One paragraph, list item, cell or line between breaks."""

    runs: list[Run]
    tag: str
    kind: SegmentKind | None = None  # told by the markup around it; None where only the words can tell
    below_picture: bool = False  # the first text behind a picture
    faint: bool = False  # all of it is set small, italic or centred
    soft: bool = False  # follows the block before it after a single <br>
    text: str = ""
    parts: list[Run] = field(default_factory=list)  # runs folded so that joining their texts gives `text`

    def link_share(self) -> float:
        """Share of the letters that stand in links."""
        return _share(self.parts, lambda run: run.link)

    def strong_share(self) -> float:
        """Share of the letters that are bold."""
        return 1.0 if self.tag in _HEADINGS else _share(self.parts, lambda run: run.strong)

    @property
    def is_heading_tag(self) -> bool:
        """Whether the page itself marks it as a heading."""
        return self.tag in _HEADINGS


NoiseTable = Mapping[SegmentKind, tuple[Compound, ...]]


def read_blocks(markup: str, noise: NoiseTable, *, captions_are_body: bool = False) -> list[Block]:
    """Blocks of an article's markup in page order; scripts, forms, hidden and empty parts are left out.

    `noise` says which elements the publisher uses for what; generic class names are recognised beside it, unless such
    an element holds most of the text. Nesting below 120 levels is read as plain text.
    """
    soup = BeautifulSoup(markup, "lxml")
    reader = _Reader(noise, len(soup.get_text()), captions_are_body)
    reader.read(soup.body or soup)
    faint = sum(len(block.text) for block in reader.blocks if block.faint)
    if faint > 0.5 * sum(len(block.text) for block in reader.blocks):
        for block in reader.blocks:
            block.faint = False  # where everything is centred or italic it says nothing
    return _joined_lines(reader.blocks)


class _Reader:
    def __init__(self, noise: NoiseTable, total: int, captions_are_body: bool) -> None:
        self.blocks: list[Block] = []
        self._noise = noise
        self._total = total
        self._captions_are_body = captions_are_body
        self._runs: list[Run] = []
        self._soft = False
        self._pictured = False
        self._faint = 0
        self._edge = 0
        self._length = 0
        self._pictures: frozenset[int] = frozenset()
        self._headings: frozenset[int] = frozenset()

    def read(self, root: Tag) -> None:
        self._pictures = _holders(root, ["img"])
        self._headings = _holders(root, _HEADING_TAGS)
        self._visit(root, "div", None, False, False, 0)
        self._flush("div", None)

    def _visit(self, tag: Tag, block: str, kind: SegmentKind | None, link: bool, strong: bool, depth: int) -> None:
        self._edge += 1
        edge = self._edge
        if depth > _MAX_DEPTH:
            self._add(tag.get_text(" "), link, strong, edge)
            return
        for child in tag.children:
            if len(self.blocks) >= MAX_BLOCKS or self._length > MAX_TEXT:
                return
            if isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString):
                    self._words(str(child), block, kind, link, strong, edge)
            elif isinstance(child, Tag):
                self._child(child, block, kind, link, strong, depth)

    def _child(self, child: Tag, block: str, kind: SegmentKind | None, link: bool, strong: bool, depth: int) -> None:
        name = child.name
        if name == "br":
            blank = not any(run.text.strip() for run in self._runs)
            self._flush(block, kind)
            self._soft = not blank
            return
        if name in _SKIPPED or self._is_hidden(child):
            return
        if name in ("img", "amp-img"):
            self._pictured = _is_shown(child) and not any(run.text.strip() for run in self._runs)
            return
        faint = _is_faint(child)
        self._faint += faint
        self._enter(child, block, kind, link, strong, depth)
        self._faint -= faint

    def _enter(self, child: Tag, block: str, kind: SegmentKind | None, link: bool, strong: bool, depth: int) -> None:
        name = child.name
        inner = kind or self._kind(child)
        strong = strong or name in ("b", "strong")
        link = link or (name == "a" and child.get("href") is not None)
        if name in _BLOCK or inner is not kind:
            self._flush(block, kind)
            own = name if name in _BLOCK else block
            if name == "tr" and len(child.get_text()) < 200 and child.find(["p", "div", "br", "table"]) is None:
                self._row(child, inner, link, strong, depth)
                return
            if own in ("div", "section", "article") and block == "li":
                own = "li"
            self._visit(child, own, inner, link, strong, depth + 1)
            self._flush(own, inner)
        else:
            self._visit(child, block, kind, link, strong, depth + 1)

    def _words(self, text: str, block: str, kind: SegmentKind | None, link: bool, strong: bool, edge: int) -> None:
        """Text; what was typed as paragraphs (`pre`) comes as paragraphs."""
        if block != "pre":
            self._add(text, link, strong, edge)
            return
        for index, paragraph in enumerate(_BLANK_LINE.split(text)[:MAX_BLOCKS]):
            if index:
                self._flush(block, kind)
            self._add(paragraph, link, strong, edge)

    def _row(self, row: Tag, kind: SegmentKind | None, link: bool, strong: bool, depth: int) -> None:
        """A short table row as one line: "Editor | : Nama"."""
        for cell in row.find_all(["td", "th"], recursive=False):
            self._visit(cell, "tr", kind, link, strong, depth + 1)
            self._add(" ", False, False, self._edge)
        self._flush("tr", kind)

    def _kind(self, child: Tag) -> SegmentKind | None:
        name = child.name
        attributes = child.attrs
        if attributes:
            get = _getter(child)
            for kind, compounds in self._noise.items():
                if any(compound.matches(name, get) for compound in compounds):
                    return kind
        found: SegmentKind | None = None
        if name in ("figure", "figcaption", "amp-img"):
            found = SegmentKind.CAPTION
        elif name in ("aside", "footer"):
            found = SegmentKind.RELATED
        elif name in ("table", "div") and id(child) in self._pictures and _is_picture(child):
            found = SegmentKind.CAPTION
        elif name in ("a", "div", "li", "section", "article", "td") and id(child) in self._headings and _is_card(child):
            found = SegmentKind.RELATED
        if found is None and attributes:
            found = kind_of_name(get("class") or "", get("id") or "", get("data-qa-id") or "")
        if found is None or (found is SegmentKind.CAPTION and self._captions_are_body):
            return None
        # A generic name on the element that holds the article itself is the page's whim, not noise.
        if self._total > 400 and len(child.get_text()) > 0.4 * self._total and name != "figcaption":
            return None
        return found

    def _is_hidden(self, child: Tag) -> bool:
        attributes = child.attrs
        if not attributes:
            return False
        style = attributes.get("style")
        hidden = "hidden" in attributes or (isinstance(style, str) and bool(_HIDDEN.search(style[:500])))
        return hidden and len(child.get_text()) < 0.3 * max(self._total, 1)

    def _add(self, text: str, link: bool, strong: bool, edge: int) -> None:
        text = text[: min(MAX_RUN, MAX_TEXT - self._length)]
        if text:
            self._length += len(text)
            self._runs.append(Run(text, link, strong, edge, self._faint > 0))

    def _flush(self, tag: str, kind: SegmentKind | None) -> None:
        runs, self._runs = self._runs, []
        soft, self._soft = self._soft, False
        if not any(run.text.strip() for run in runs):
            self._soft = soft and not runs
            return
        faint = all(run.faint for run in runs if run.text.strip())
        block = Block(runs, tag, kind, below_picture=self._pictured, faint=faint, soft=soft)
        self._pictured = False
        fold(block)
        if block.text:
            self.blocks.append(block)


def _is_shown(image: Tag) -> bool:
    """Whether it is a picture a reader sees, no counting pixel and no sign within the text."""
    sizes = [str(image.get(side) or "") for side in ("width", "height")]
    return not any(size.isdigit() and int(size) < 60 for size in sizes) and "emoji" not in str(image.get("class") or "")


def _is_faint(child: Tag) -> bool:
    """Whether its text is set as captions are: italic, small or centred."""
    if child.name in ("em", "i", "small", "center", "h6", "figcaption"):
        return True
    attributes = child.attrs
    if not attributes:
        return False
    style = attributes.get("style")
    return (
        (child.name == "font" and str(attributes.get("size")) in ("1", "-1", "-2"))
        or attributes.get("align") == "center"
        or (isinstance(style, str) and bool(_CENTRED.search(style[:300])))
    )


def _holders(root: Tag, names: list[str]) -> frozenset[int]:
    """Which elements (by identity) have such an element inside: asking each anew would search the page many times."""
    holders: set[int] = set()
    for element in root.find_all(names):
        for above in element.parents:
            if id(above) in holders:
                break
            holders.add(id(above))
    return frozenset(holders)


def _is_picture(child: Tag) -> bool:
    """Whether a box holds a picture and, at most, a caption: no paragraph and fewer than 300 letters."""
    if child.find(["p", "br"]) is not None:
        return False
    return len(child.get_text(strip=True)) < 300


def _is_card(child: Tag) -> bool:
    """Whether a small box is the teaser of another article: its one heading is a link, or it is a link around one."""
    heading = child.find(_HEADING_TAGS)
    if not isinstance(heading, Tag) or len(child.get_text()) > 600:
        return False
    if child.name == "a":
        return child.get("href") is not None
    links = "".join(link.get_text() for link in heading.find_all("a", href=True))
    size = len(heading.get_text(strip=True))
    if heading.parent is not None and heading.parent.name == "a" and heading.parent is not child:
        return size > 20
    return size > 20 and len(links.strip()) > 0.9 * size


def fold(block: Block) -> None:
    """Set `text` and `parts` from the runs: white space folded, words glued by markup set apart."""
    parts: list[Run] = []
    gap = True  # leading space is dropped
    before: Run | None = None
    for run in block.runs:
        text = plain(run.text)
        if not text:
            gap = gap or (run.text != "" and run.text.strip() == "")
            continue
        starts_spaced = run.text[:1].isspace() or run.text[:1] == "\u00a0"
        spaced = bool(parts) and (gap or starts_spaced)
        if parts and not spaced and before is not None and run.edge != before.edge:
            spaced = _is_glued(before, run)
        parts.append(Run((" " if spaced else "") + text, run.link, run.strong, run.edge))
        gap = run.text[-1:].isspace() or run.text[-1:] == "\u00a0"
        before = run
    block.parts = parts
    block.text = "".join(run.text for run in parts)


def _is_glued(left: Run, right: Run) -> bool:
    """Whether two inline elements meet inside what are two words: `ke<a>Ukraina</a>`, not `<a>Ukraina</a>nya`."""
    before = re.search(r"[^\W\d_]+$", left.text[-40:])
    after = re.match(r"[^\W\d_]+", right.text[:40])
    if not before or not after:
        return False
    tail, head = before[0], after[0]
    if head.lower() in _CLITICS or len(tail) == 1:
        return False
    if tail[-1].islower() and head[0].isupper():
        return True
    if left.link or right.link:
        return not (tail.isupper() and head.isupper())
    return len(tail) > 2 and len(head) > 2 and tail.lower() not in _PREFIXES and tail[1:].islower() and head.islower()


def _joined_lines(blocks: list[Block]) -> list[Block]:
    """Lines that a single <br> broke inside a sentence become one block again."""
    joined: list[list[Block]] = []
    for block in blocks:
        before = joined[-1][-1] if joined else None
        if before is not None and len(joined[-1]) < 100 and _continues(before, block):
            joined[-1].append(block)
        else:
            joined.append([block])
    for lines in joined:
        if len(lines) > 1:
            gap = Run(" ", False, False, -1)
            lines[0].runs = [run for line in lines for run in (*line.runs, gap)]
            fold(lines[0])
    return [lines[0] for lines in joined]


def _continues(before: Block, block: Block) -> bool:
    if not block.soft or before.kind is not block.kind:
        return False
    return before.text[-1] not in '.!?:;"”’)…»' and block.text[0].islower()


def _getter(tag: Tag) -> Callable[[str], str | None]:
    def get(name: str) -> str | None:
        value = tag.attrs.get(name)
        return value if value is None or isinstance(value, str) else " ".join(value)

    return get


def _share(parts: list[Run], wanted: Callable[[Run], bool]) -> float:
    total = sum(len(run.text) for run in parts)
    return sum(len(run.text) for run in parts if wanted(run)) / total if total else 0.0
