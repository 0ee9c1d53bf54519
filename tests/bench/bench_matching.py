"""How long matching takes as rules grow, beside one compiled regex a rule and beside spaCy's Matcher, in one run.

    python tests/bench/bench_matching.py [--rules 10 100 1000 10000] [--articles FILE] [--relevant FILE] [--spacy]

Nothing here is a test: compare the columns of one run, never two runs. All times are CPU milliseconds an article, the
least of several passes, for whatever else runs on the machine only adds. Files are JSON Lines, packed with gzip or not;
their articles are cut to 400 words. Those of `--articles` are general news, where almost nothing is to be found; those
of `--relevant` hold what the rules look for.

tokenising  what any reader of text pays: letters folded, tokens with offsets, glued words repaired, sentences split;
            of title and body, for every article. No word is looked up in the lexicon, except to repair glued ones.
whole       `RuleSet.match`: a text in, a reading out.
beyond      whole less tokenising: finding names, weapons and treaties, reading sentences, and the rules.

Rules are generated from the real lexicon: every rule names one supplier and, turn by turn, a weapon class (a frame
rule) or a phrase of its own (a simple rule). Each number of rules is measured in a process of its own, so that memory
is that of one set. The exponent is that of the whole time between the second and the last column: 1 is linear.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import math
import multiprocessing
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rules import Document, RuleSet, load_rules
from rules.engine.lexicon import Lexicon, load_lexicon
from rules.engine.text import MAX_CHARACTERS
from rules.indonesian.repair import repair_tokens
from rules.indonesian.sentences import split_sentences
from rules.indonesian.tokens import tokenize

SHIPPED = Path(__file__).resolve().parents[2] / "rules"
WORDS = 400
PASSES = 5


@dataclass(frozen=True)
class Measured:
    """One number of rules: seconds of loading, megabytes at the peak of it, milliseconds an article."""

    rules: int
    build: float
    memory: float
    tokenising: float
    whole: float
    relevant: list[float]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int, nargs="*", default=[10, 100, 1000, 10_000])
    parser.add_argument("--articles", help="JSON Lines with title and text; invented articles without it")
    parser.add_argument("--relevant", help="JSON Lines of articles that the rules are about")
    parser.add_argument("--spacy", action="store_true", help="measure spaCy's Matcher too (needs spaCy)")
    options = parser.parse_args()
    documents = _articles(options.articles)
    relevant = _articles(options.relevant) if options.relevant else []
    print(f"{len(documents)} articles, {sum(len(d.text.split()) for d in documents) // len(documents)} words each")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        rows = pool.starmap(_measured, [(count, documents, relevant) for count in options.rules], chunksize=1)
    print("  rules  build s  memory MB  tokenising   whole  beyond" + ("  relevant p50    p95" if relevant else ""))
    for row in rows:
        told = f"{row.rules:>7} {row.build:>8.2f} {row.memory:>10.0f} {row.tokenising:>11.3f} {row.whole:>7.3f} "
        told += f"{row.whole - row.tokenising:>7.3f}"
        if relevant:
            at = statistics.quantiles(row.relevant, n=20)
            told += f" {at[9]:>13.2f} {at[18]:>6.2f}"
        print(told)
    print(f"exponent {_exponent([(row.rules, row.whole) for row in rows]):.3f}")
    _others(options.rules, documents, spacy=options.spacy)


def _measured(count: int, documents: list[Document], relevant: list[Document]) -> Measured:
    ruleset, build = _generated(count, load_lexicon(SHIPPED / "lexicon"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    gc.collect()
    known = ruleset.vocabulary
    return Measured(
        count, build, memory,
        _least(lambda d: _tokenised(d, known.names, known.known), documents),
        _least(ruleset.match, documents),
        [_least(ruleset.match, [document], 3) for document in relevant],
    )  # fmt: skip


def _tokenised(document: Document, names: set[str], known: set[str]) -> None:
    split_sentences(repair_tokens(tokenize(document.title[:1000]), names, known), 5)
    split_sentences(repair_tokens(tokenize(document.text, MAX_CHARACTERS), names, known))


def _others(counts: list[int], documents: list[Document], *, spacy: bool) -> None:
    """The same articles with a regex a rule and with spaCy; few articles where many rules would take minutes."""
    lexicon = load_lexicon(SHIPPED / "lexicon")
    rows: dict[str, list[tuple[int, float]]] = {}
    for count in counts:
        patterns = [re.compile(p, re.IGNORECASE) for p in _patterns(count, lexicon)]
        few = documents[: max(1, min(len(documents), 20_000 // count))]
        rows.setdefault("regex a rule", []).append((count, _least(_searcher(patterns), few, 1)))
        if spacy:
            few = documents[: max(1, min(len(documents), 2_000 // count + 1))]
            rows.setdefault("spaCy Matcher", []).append((count, _least(_spacy(count, lexicon), few, 1)))
    for name, row in rows.items():
        steps = "  ".join(f"{count}: {ms:.3f}" for count, ms in row)
        print(f"{name:<14} {steps}  exponent {_exponent(row):.2f}")


def _articles(path: str | None) -> list[Document]:
    if path is None:
        return list(_invented(load_lexicon(SHIPPED / "lexicon")))
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in islice(lines, 200)]
    return [Document(d["id"], d.get("title") or "", " ".join(d["text"].split(" ")[:WORDS])) for d in read]


def _invented(lexicon: Lexicon) -> Iterable[Document]:
    chance = random.Random(7)
    plain = ["harga", "pasar", "warga", "kota", "hujan", "jalan", "sekolah", "rapat", "anggaran", "pekan", "rumah"]
    actors = [a.name for a in lexicon.actors.values()]
    for n in range(200):
        words = [chance.choice(plain) for _ in range(WORDS)]
        for at in range(0, WORDS - 8, 60):
            if n % 5 == 0:
                words[at : at + 6] = f"{chance.choice(actors)} mengirim drone ke {chance.choice(actors)}.".split()
        yield Document(str(n), "Berita hari ini", " ".join(words))


def _generated(count: int, lexicon: Lexicon) -> tuple[RuleSet, float]:
    """The shipped lexicon with `count` generated rules, and the seconds that loading took."""
    actors, classes = sorted(lexicon.actors), sorted(lexicon.classes)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "rules"
        (root / "generated").mkdir(parents=True)
        (root / "lexicon").symlink_to(SHIPPED / "lexicon")
        for n in range(count):
            rule = f"id: rule-{n}\ntitle: aturan {n}\nstatus: stable\nseverity: high\nroute: [senjata]\nmatch:\n"
            if n % 2:
                rule += f"  all: [\"{_phrase(n, lexicon)}\", {{actor: '{actors[n % len(actors)]}'}}]\n"
            else:
                rule += (
                    f"  frame: transfer\n  roles: {{supplier: ['{actors[n % len(actors)]}'], "
                    f"weapon: [{classes[n % len(classes)]}]}}\n  require: [supplier, weapon]\n"
                )
            (root / "generated" / f"rule-{n}.yaml").write_text(rule, encoding="utf-8")
        started = time.process_time()
        ruleset = load_rules(root)
        return ruleset, time.process_time() - started


def _phrase(n: int, lexicon: Lexicon) -> str:
    systems = sorted(lexicon.systems)
    return f"{systems[n % len(systems)]} {('tahap', 'gelombang', 'paket', 'jenis', 'tipe')[n % 5]} {n}"


def _patterns(count: int, lexicon: Lexicon) -> Iterable[str]:
    actors = sorted(a.name for a in lexicon.actors.values())
    words = sorted(c.name for c in lexicon.classes.values())
    for n in range(count):
        actor, word = re.escape(actors[n % len(actors)]), re.escape(words[n % len(words)])
        yield rf"\b{actor}\b.{{0,80}}\b(?:memasok|mengirim|menjual|kirim|pasok)\w*\b.{{0,80}}\b{word}\b"


def _searcher(patterns: list[re.Pattern[str]]) -> Callable[[Document], object]:
    return lambda document: [p for p in patterns if p.search(document.text)]


def _spacy(count: int, lexicon: Lexicon) -> Callable[[Document], object]:
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("id")
    matcher = Matcher(nlp.vocab)
    actors = sorted(a.name for a in lexicon.actors.values())
    for n in range(count):
        actor = [{"LOWER": w.lower()} for w in actors[n % len(actors)].split()]
        verb = {"LOWER": {"IN": ["memasok", "mengirim", "menjual", "kirim", "pasok"]}}
        matcher.add(f"rule-{n}", [[*actor, {"OP": "*"}, verb]])
    return lambda document: matcher(nlp(document.text))


def _least(run: Callable[[Document], object], documents: list[Document], passes: int = PASSES) -> float:
    """CPU milliseconds an article, after one article to warm up."""
    run(documents[0])
    took = []
    for _ in range(passes):
        started = time.process_time()
        for document in documents:
            run(document)
        took.append(time.process_time() - started)
    return min(took) / len(documents) * 1000


def _exponent(row: list[tuple[int, float]]) -> float:
    if len(row) < 3:
        return 0.0
    (low, fast), (high, slow) = row[1], row[-1]
    return math.log(slow / fast) / math.log(high / low)


if __name__ == "__main__":
    main()
