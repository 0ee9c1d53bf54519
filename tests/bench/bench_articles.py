"""The text of ours, trafilatura's and newspaper4k's beside the truth of an article-extraction benchmark, and its cost.

    python tests/bench/bench_articles.py FOLDER [--show N]

FOLDER is any set of pages with truth; four layouts are known:

- `truth.jsonl` beside the pages: {file, url?, text}, or {file, url?, with: [], without: []} where only pieces are known
- `*/source.html` with `*/expected.html` (Mozilla Readability's test pages)
- `ground-truth.json` with `html/*.html.gz` (Scrapinghub's article-extraction-benchmark)
- `html/*.html` with `txt/*.txt` of the same name

Every reader gets the same bytes in one process, in turns; CPU is the best of two rounds, as a ratio to trafilatura's
default. Words: F1 of the multiset of words, mean over pages, with precision and recall. 4-grams: the same over runs of
four words, which order and gaps cost too. Pieces: share of sentences that had to be there and are, and of sentences
that had to be gone and are. No page is skipped: an exception or an empty answer counts as an empty text. Ours is
`Article.text` (lead, sub-heads, body) by the generic reader; captions, links to other articles and bylines are labelled
apart and therefore missing in it, which a truth that keeps them counts against us: "all labels" is the text with these.
Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import trafilatura
from lxml import html

from extractors import SegmentKind, extract

Reader = Callable[[bytes, str], str]
_NOISE = frozenset({SegmentKind.HEADLINE, SegmentKind.PROMO, SegmentKind.PAGER, SegmentKind.COMMENT})
_PARAGRAPHS = (
    "p",
    "div",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "tr",
    "blockquote",
    "figcaption",
    "pre",
    "dd",
    "dt",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and what is known of its text: all of it, or pieces that must and must not be in it."""

    name: str
    body: bytes
    url: str
    text: str | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def samples(folder: Path) -> Iterator[Sample]:
    """The folder's pages with truth, by whichever of the four layouts it has."""
    if (folder / "truth.jsonl").is_file():
        for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Sample(
                row["file"],
                (folder / row["file"]).read_bytes(),
                row.get("url") or "",
                row.get("text"),
                tuple(row.get("with") or ()),
                tuple(row.get("without") or ()),
            )
    elif (folder / "ground-truth.json").is_file():
        for name, row in json.loads((folder / "ground-truth.json").read_text(encoding="utf-8")).items():
            body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield Sample(name, body, row.get("url") or "", row["articleBody"])
    elif (folder / "html").is_dir():
        for text in sorted((folder / "txt").glob("*.txt")):
            page = folder / "html" / f"{text.stem}.html"
            if page.is_file():
                yield Sample(text.stem, page.read_bytes(), "", text.read_text(encoding="utf-8"))
    else:
        for expected in sorted(folder.glob("*/expected.html")):
            source = expected.with_name("source.html")
            yield Sample(expected.parent.name, source.read_bytes(), "", text_of(expected.read_bytes()))


def text_of(markup: bytes) -> str:
    """The text of an expected fragment, paragraphs apart."""
    tree = html.fromstring(markup, parser=html.HTMLParser(encoding="utf-8"))
    for element in tree.iter(*_PARAGRAPHS):
        element.tail = f"\n{element.tail or ''}"
    return str(tree.text_content())


def ours(body: bytes, url: str) -> str:
    return extract(body, url).text


def ours_and_labelled(body: bytes, url: str) -> str:
    """With what we keep apart under its own label: captions, links to other articles, bylines, datelines."""
    return "\n".join(segment.text for segment in extract(body, url).segments if segment.kind not in _NOISE)


def trafilatura_default(body: bytes, url: str) -> str:
    return trafilatura.extract(body, url=url or None) or ""


def trafilatura_precise(body: bytes, url: str) -> str:
    return trafilatura.extract(body, url=url or None, favor_precision=True) or ""


def newspaper(body: bytes, url: str) -> str:
    import newspaper as newspaper4k

    article = newspaper4k.Article(url or "https://koran.example/a", fetch_images=False)
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    return str(article.text)


def run(reader: Reader, page: Sample) -> tuple[str, float, bool]:
    """What the reader gave, its CPU seconds, and whether it raised."""
    start = time.process_time()
    try:
        return reader(page.body, page.url), time.process_time() - start, False
    except Exception:
        return "", time.process_time() - start, True


def f1(right: Counter[str], got: Counter[str]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; all 1 where both are empty."""
    common, said, meant = (right & got).total(), got.total(), right.total()
    if not said or not meant:
        return (1.0, 1.0, 1.0) if said == meant else (0.0, 0.0, 0.0)
    return common / said, common / meant, 2 * common / (said + meant)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shingles(parts: list[str]) -> Counter[str]:
    return Counter(" ".join(parts[index : index + 4]) for index in range(max(1, len(parts) - 3)) if parts)


def flat(text: str) -> str:
    return " ".join(words(text))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many pages on which ours is worst")
    args = parser.parse_args()
    pages = list(samples(args.folder))
    if not pages:
        print(f"{args.folder}: no pages with truth in a layout that is known: see the file's head")
        return
    readers: dict[str, Reader] = {
        "trafilatura default": trafilatura_default,
        "trafilatura precision": trafilatura_precise,
        "ours": ours,
        "ours, all labels": ours_and_labelled,
    }
    if importlib.util.find_spec("newspaper"):
        readers["newspaper4k"] = newspaper
    texts: dict[str, list[str]] = {}
    cost: dict[str, float] = {}
    raised: Counter[str] = Counter()
    for _ in range(2):
        for name, reader in readers.items():
            answers = [run(reader, page) for page in pages]
            texts[name] = [answer[0] for answer in answers]
            raised[name] = sum(answer[2] for answer in answers)
            cost[name] = min(cost.get(name, float("inf")), sum(answer[1] for answer in answers))
    print(f"{len(pages)} pages, mean {sum(len(page.body) for page in pages) // len(pages) // 1000} kB")
    base = cost["trafilatura default"]
    for name, found in texts.items():
        print(f"{name:23}{cost[name] / base:6.2f} cost  {report(pages, found)}  {raised[name]} raised")
    for gap, page in worst(pages, texts)[: args.show]:
        print(f"  {gap:6.3f}  {page}", file=sys.stderr)


def report(pages: list[Sample], found: list[str]) -> str:
    """The figures of one reader in one line."""
    parts: list[str] = []
    full = [(words(page.text), words(text)) for page, text in zip(pages, found, strict=True) if page.text is not None]
    if full:
        scores = [f1(Counter(right), Counter(got)) for right, got in full]
        runs = [f1(shingles(right), shingles(got))[2] for right, got in full]
        precision, recall, both = (fmean(score[index] for score in scores) for index in range(3))
        parts.append(f"words F1 {both:.3f} (P {precision:.3f} R {recall:.3f})  4-grams F1 {fmean(runs):.3f}")
    pieces = [(page, flat(text)) for page, text in zip(pages, found, strict=True) if page.wanted or page.unwanted]
    if pieces:
        there = [flat(piece) in text for page, text in pieces for piece in page.wanted]
        gone = [flat(piece) not in text for page, text in pieces for piece in page.unwanted]
        hits, noise = sum(there), len(gone) - sum(gone)
        precision, recall = hits / max(1, hits + noise), hits / max(1, len(there))
        both = 2 * precision * recall / max(1e-9, precision + recall)
        parts.append(f"pieces F1 {both:.3f} (there {hits}/{len(there)}, gone {sum(gone)}/{len(gone)})")
    return "  ".join(parts)


def worst(pages: list[Sample], texts: dict[str, list[str]]) -> list[tuple[float, str]]:
    """Pages by how far ours stays behind the best other reader, worst first."""
    gaps: list[tuple[float, str]] = []
    for index, page in enumerate(pages):
        scores = {name: score(page, found[index]) for name, found in texts.items()}
        best = max(value for name, value in scores.items() if not name.startswith("ours"))
        gaps.append((scores["ours"] - best, f"{page.name}: ours {scores['ours']:.3f}, best other {best:.3f}"))
    return sorted(gaps)


def score(page: Sample, text: str) -> float:
    """One number for one page: F1 of words, or the share of pieces that are right."""
    if page.text is not None:
        return f1(Counter(words(page.text)), Counter(words(text)))[2]
    said = flat(text)
    right = [flat(piece) in said for piece in page.wanted] + [flat(piece) not in said for piece in page.unwanted]
    return sum(right) / max(1, len(right))


if __name__ == "__main__":
    main()
