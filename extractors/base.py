"""What a publisher is: addresses, templates of its pages, and the few methods a special page may need to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from lxml import etree, html

from extractors.article import SegmentKind
from extractors.bounds import first_article
from extractors.labels import House
from extractors.page import Page
from extractors.selectors import Compound, compile_selector

Selectors = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One design of a publisher's article page.

    Selectors are tried in order, the first that gives text wins. `body` may select several elements, which are read
    in page order as one article. `noise` names what stands inside the body and is none of it; generic class names
    ("baca-juga", "ads", "caption") are recognised without being listed. `seen` is the day the design was last seen.
    """

    version: int
    seen: date
    body: Selectors
    title: Selectors = ()
    author: Selectors = ()
    published: Selectors = ()
    noise: Mapping[SegmentKind, Selectors] = field(default_factory=dict)
    captions_are_body: bool = False  # photo galleries: the captions are the report

    def noise_table(self) -> dict[SegmentKind, tuple[Compound, ...]]:
        """The noise selectors, compiled; each must be a single step."""
        return {kind: tuple(compile_selector(css).last for css in texts) for kind, texts in self.noise.items()}


class Publisher:
    """A newsroom's pages. Subclass with constants; override a method only where the page needs code.

    Subclasses with a `slug` register themselves; nothing else has to be told about a new one.
    """

    slug: ClassVar[str] = ""
    name: ClassVar[str] = ""  # as officers know it
    hosts: ClassVar[tuple[str, ...]] = ()  # registrable domains, with a path prefix where the site shares a domain
    templates: ClassVar[tuple[Template, ...]] = ()  # newest first
    zone: ClassVar[str] = "Asia/Jakarta"  # of times that state none
    single_page: ClassVar[str | None] = None  # query that gives the whole article, such as `page=all`
    brands: ClassVar[tuple[str, ...]] = ()  # own names in datelines and bylines
    bare_city: ClassVar[bool] = False  # opens with "Jakarta - " though no brand stands beside it
    declares_editor: ClassVar[bool] = False  # JSON-LD and meta name the editor as author
    bare_host: ClassVar[bool] = False  # the canonical host has no www
    registry: ClassVar[dict[str, Publisher]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.slug:
            if cls.slug in Publisher.registry:
                raise ValueError(f"publisher {cls.slug}: taken already: choose another slug")
            Publisher.registry[cls.slug] = cls()

    def title(self, page: Page, template: Template) -> str:
        """The headline as the page shows it; "" when not found."""
        return next(iter(page.texts(template.title)), "")

    def authors(self, page: Page, template: Template) -> list[str]:
        """Byline texts as they stand on the page; cleaned later."""
        return page.texts(template.author)

    def published(self, page: Page, template: Template) -> list[str]:
        """Texts that hold the time of publication, most trusted first."""
        return [value for css in template.published for value in page.moments(css)]

    def body(self, page: Page, template: Template) -> str:
        """Markup of the article element or elements; "" when none is found."""
        for css in template.body:
            markup = markup_of(first_article(page.select(css)))
            if markup:
                return markup
        return ""

    def house(self, template: Template) -> House:
        """How this newsroom writes."""
        return House((self.name, *self.brands), self.bare_city, template.captions_are_body)


def markup_of(elements: Sequence[html.HtmlElement]) -> str:
    """The elements' markup in a row, without what follows them; at most 1,500,000 characters."""
    parts: list[str] = []
    length = 0
    for element in elements:
        part = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
        length += len(part)
        if length > 1_500_000:
            break
        parts.append(part)
    return "".join(parts)
