"""What reading a feed costs, beside feedparser's defaults in the same run, and how many entries each kept.

    .venv/bin/python tests/bench/bench_feeds.py [--rounds 20] [FEED.xml ...]

Ours includes what feedparser leaves to the caller: decoding, plain text, trusted dates, canonical links, identities.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import feedparser

from flows.sources import parse_feed

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SENTENCE = "Kementerian menyampaikan keterangan tertulis tentang rencana kunjungan pejabat ke beberapa pangkalan. "


def document(entries: int, full_text: bool) -> bytes:
    """An RSS document of so many entries, with teasers only or with the articles."""
    items = "".join(_item(n, full_text) for n in range(entries))
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    return f"{head}<channel><title>Uji</title>{items}</channel></rss>".encode()


def _item(number: int, full_text: bool) -> str:
    date = (NOW - timedelta(minutes=7 * number)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    link = f"https://uji.example/berita/{4000000 + number}/judul-berita-{number}"
    body = f"<content:encoded><![CDATA[<p>{SENTENCE * 30}</p>]]></content:encoded>" if full_text else ""
    return (
        f"<item><title>Judul berita {number} &amp; lanjutannya</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{date}</pubDate><description><![CDATA[<img src='x.jpg'>{SENTENCE * 3}]]></description>{body}</item>"
    )


def cost(work: Callable[[], int], rounds: int) -> tuple[float, int]:
    """CPU milliseconds of the best round, and the entries it gave."""
    best, found = float("inf"), 0
    for _ in range(rounds):
        started = time.process_time()
        found = work()
        best = min(best, time.process_time() - started)
    return best * 1000, found


def main(rounds: int, files: list[Path]) -> None:
    """Prints one line a document."""
    short, full = document(50, False), document(50, True)
    documents = {
        "50 teasers": short,
        "50 articles": full,
        "50 articles, raw &": full.replace(b"&amp;", b"&"),
        "50 articles, torn": full[: len(full) // 2],
        **{path.name: path.read_bytes() for path in files},
    }
    print(f"{'document':28} {'kB':>5}  {'feedparser':>16}  {'pantau':>16}  ratio")
    for name, body in documents.items():
        theirs, kept = cost(lambda body=body: len(feedparser.parse(io.BytesIO(body)).entries), rounds)  # type: ignore[misc]
        mine, ours = cost(lambda body=body: len(parse_feed(body, "https://uji.example", now=NOW).entries), rounds)  # type: ignore[misc]
        print(
            f"{name:28} {len(body) // 1000:5}  {theirs:7.1f} ms {kept:5}  {mine:7.1f} ms {ours:5}  {mine / theirs:.2f}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args()
    main(chosen.rounds, chosen.files)
