"""What reading a page costs, and how good it is, beside trafilatura (and newspaper4k where it is installed).

    python tests/bench/bench_extract.py [FOLDER]

FOLDER holds pages and truth.jsonl (default: ../shared/pages beside the checkout). All readers run in one process in
turns, best of three rounds of CPU time: only the ratios mean something. Prints; asserts nothing.

first, last, noisy: pages on which truth's first and last sentence are there, and on which a noise string is left.
overlap: F1 of word 4-grams against what the publishers' classes give. It compares readers with ours (which is 1 by
definition) and tells how far they differ; it is no gold standard, truth holds no full texts.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import trafilatura
from bs4 import BeautifulSoup
from lxml import etree

from extractors import extract
from extractors.base import markup_of
from extractors.decoding import parse_page
from extractors.locate import locate_article
from extractors.page import Page

Reader = Callable[[bytes, str], str]


def by_class(body: bytes, url: str) -> str:
    return extract(body, url).text


def generic(body: bytes, url: str) -> str:
    with mock.patch("extractors.assemble.publisher_of", return_value=None):
        return extract(body, url).text


def trafilatura_default(body: bytes, url: str) -> str:
    return trafilatura.extract(body) or ""


def trafilatura_fast(body: bytes, url: str) -> str:
    return trafilatura.extract(body, fast=True) or ""


def newspaper(body: bytes, url: str) -> str:
    import newspaper as newspaper4k

    article = newspaper4k.Article(url or "https://koran.example/a", fetch_images=False, language="id")
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    return str(article.text)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared" / "pages"
    if not (folder / "truth.jsonl").is_file():
        print(f"{folder}: no truth.jsonl: give a folder of pages with truth")
        return
    truth = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines() if line]
    pages = [((folder / page["file"]).read_bytes(), page.get("url") or "") for page in truth]
    readers: dict[str, Reader] = {
        "trafilatura default": trafilatura_default,
        "trafilatura fast": trafilatura_fast,
        "publisher classes": by_class,
        "generic reader": generic,
    }
    if importlib.util.find_spec("newspaper"):
        readers["newspaper4k"] = newspaper
    for read in readers.values():
        for body, url in pages:
            read(body, url)
    cost = dict.fromkeys(readers, float("inf"))
    for _ in range(3):
        for name, read in readers.items():
            start = time.process_time()
            for body, url in pages:
                read(body, url)
            cost[name] = min(cost[name], (time.process_time() - start) / len(pages) * 1000)
    base = cost["trafilatura default"]
    print(f"{len(pages)} pages, mean {sum(len(body) for body, _ in pages) // len(pages) // 1000} kB")
    print(f"{'reader':22}{'ms/page':>9}{'ratio':>8}{'overlap':>9}{'first':>8}{'last':>8}{'noisy':>8}")
    gold = [by_class(body, url) for body, url in pages]
    for name, read in readers.items():
        texts = [read(body, url) for body, url in pages]
        found = Counter[str]()
        overlap = 0.0
        for page, text, right in zip(truth, texts, gold, strict=True):
            overlap += f1(right, text)
            flat = plain(text)
            found["first"] += plain(page["first_sentence"]) in flat
            found["last"] += plain(page["last_sentence"]) in flat
            found["noisy"] += any(plain(noise) in flat for noise in page.get("noise") or [] if plain(noise))
        print(
            f"{name:22}{cost[name]:9.2f}{cost[name] / base:8.2f}{overlap / len(pages):9.3f}"
            f"{found['first']:8}{found['last']:8}{found['noisy']:8}"
        )
    print("\nwhere the time goes (ms/page):")
    for name, spent in stages(pages).items():
        print(f"  {name:40}{spent:8.2f}")


def stages(pages: list[tuple[bytes, str]]) -> dict[str, float]:
    trees = [parse_page(body) for body, _ in pages]
    ready = [
        Page(tree, url) for tree, (_, url) in zip(trees, pages, strict=True) if isinstance(tree, etree.ElementBase)
    ]
    markups = [markup_of(locate_article(page).elements) for page in ready]
    texts = [body.decode("utf-8", "replace") for body, _ in pages]

    def timed(work: Callable[[], Any]) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            work()
            best = min(best, time.process_time() - start)
        return best / len(pages) * 1000

    return {
        "lxml, whole page": timed(lambda: [parse_page(body) for body, _ in pages]),
        "index of the page": timed(lambda: [Page(page.tree, page.url) for page in ready]),
        "finding the article without a class": timed(lambda: [locate_article(page) for page in ready]),
        "BeautifulSoup, article element": timed(lambda: [BeautifulSoup(markup, "lxml") for markup in markups]),
        "BeautifulSoup, whole page (not done)": timed(lambda: [BeautifulSoup(text, "lxml") for text in texts]),
    }


def f1(right: str, text: str) -> float:
    gold, got = shingles(right), shingles(text)
    common = sum((gold & got).values())
    return 2 * common / (sum(gold.values()) + sum(got.values())) if common else 0.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[index : index + 4]) for index in range(max(1, len(words) - 3)))


def plain(text: str) -> str:
    text = re.sub(r"[“”„]", '"', text).replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-")
    return re.sub(r"\s+", " ", text).strip().lower()


if __name__ == "__main__":
    main()
