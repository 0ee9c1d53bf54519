"""How long matching takes as rules grow, beside one compiled regex a rule and beside spaCy's Matcher, in one run.

    python tests/bench/bench_matching.py [--rules 10 100 1000 10000] [--articles FILE.jsonl]

Prints CPU milliseconds an article (400 words), growth exponents, build time and memory. Nothing here is a test: compare
the columns of one run, never two runs. Rules are generated from the real lexicon: every rule names one supplier, a
weapon class and, every other rule, a phrase of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rules import Document, RuleSet, load_rules
from rules.engine.text import read_text

WORDS = 400


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", type=int, nargs="*", default=[10, 100, 1000, 10_000])
    parser.add_argument("--articles", help="JSON Lines with title and text; invented articles without it")
    parser.add_argument("--spacy", action="store_true", help="measure spaCy's Matcher too (needs spaCy)")
    options = parser.parse_args()
    base = load_rules()
    documents = list(_articles(options.articles, base))
    print(f"{len(documents)} articles, {sum(len(d.text.split()) for d in documents) // len(documents)} words each")
    alone = _per_article(lambda d: read_text(d, base.vocabulary, base.lexicon), documents)
    print(f"tokens and units alone: {alone:.3f} ms")
    rows: dict[str, list[tuple[int, float]]] = {}
    for count in options.rules:
        ruleset, build = _generated(count, base)
        rows.setdefault("pantau", []).append((count, _per_article(ruleset.match, documents)))
        patterns = [re.compile(p, re.IGNORECASE) for p in _patterns(count, base)]
        few = documents[: max(1, min(len(documents), 20_000 // count))]
        rows.setdefault("regex a rule", []).append((count, _per_article(_searcher(patterns), few)))
        if options.spacy:
            few = documents[: max(1, min(len(documents), 2_000 // count + 1))]
            rows.setdefault("spaCy Matcher", []).append((count, _per_article(_spacy(count, base), few)))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:>6} rules: build {build:.2f} s, peak memory {memory:.0f} MB")
    for name, row in rows.items():
        steps = "  ".join(f"{count}: {ms:.3f}" for count, ms in row)
        print(f"{name:<14} ms an article  {steps}  exponent {_exponent(row):.2f}")


def _articles(path: str | None, base: RuleSet) -> Iterable[Document]:
    if path:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            yield Document(data["id"], data.get("title") or "", " ".join(data["text"].split(" ")[:WORDS]))
        return
    chance = random.Random(7)
    plain = ["harga", "pasar", "warga", "kota", "hujan", "jalan", "sekolah", "rapat", "anggaran", "pekan", "rumah"]
    actors = [a.name for a in base.lexicon.actors.values()]
    for n in range(200):
        words = [chance.choice(plain) for _ in range(WORDS)]
        for at in range(0, WORDS - 8, 60):
            if n % 5 == 0:
                words[at : at + 6] = f"{chance.choice(actors)} mengirim drone ke {chance.choice(actors)}.".split()
        yield Document(str(n), "Berita hari ini", " ".join(words))


def _generated(count: int, base: RuleSet) -> tuple[RuleSet, float]:
    """The shipped lexicon with `count` generated rules, and the seconds that loading took."""
    actors, classes = sorted(base.lexicon.actors), sorted(base.lexicon.classes)
    here = Path(__file__).resolve().parents[2] / "rules"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "rules"
        (root / "generated").mkdir(parents=True)
        (root / "lexicon").symlink_to(here / "lexicon")
        for n in range(count):
            rule = f"id: rule-{n}\ntitle: aturan {n}\nstatus: stable\nseverity: high\nroute: [senjata]\nmatch:\n"
            if n % 2:
                rule += f"  all: [\"{_phrase(n, base)}\", {{actor: '{actors[n % len(actors)]}'}}]\n"
            else:
                rule += (
                    f"  frame: transfer\n  roles: {{supplier: ['{actors[n % len(actors)]}'], "
                    f"weapon: [{classes[n % len(classes)]}]}}\n  require: [supplier, weapon]\n"
                )
            (root / "generated" / f"rule-{n}.yaml").write_text(rule, encoding="utf-8")
        started = time.process_time()
        ruleset = load_rules(root)
        return ruleset, time.process_time() - started


def _phrase(n: int, base: RuleSet) -> str:
    systems = sorted(base.lexicon.systems)
    return f"{systems[n % len(systems)]} {('tahap', 'gelombang', 'paket', 'jenis', 'tipe')[n % 5]} {n}"


def _patterns(count: int, base: RuleSet) -> Iterable[str]:
    actors = sorted(a.name for a in base.lexicon.actors.values())
    words = sorted(c.name for c in base.lexicon.classes.values())
    for n in range(count):
        actor, word = re.escape(actors[n % len(actors)]), re.escape(words[n % len(words)])
        yield rf"\b{actor}\b.{{0,80}}\b(?:memasok|mengirim|menjual|kirim|pasok)\w*\b.{{0,80}}\b{word}\b"


def _searcher(patterns: list[re.Pattern[str]]) -> Callable[[Document], object]:
    return lambda document: [p for p in patterns if p.search(document.text)]


def _spacy(count: int, base: RuleSet) -> Callable[[Document], object]:
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("id")
    matcher = Matcher(nlp.vocab)
    actors = sorted(a.name for a in base.lexicon.actors.values())
    for n in range(count):
        actor = [{"LOWER": w.lower()} for w in actors[n % len(actors)].split()]
        verb = {"LOWER": {"IN": ["memasok", "mengirim", "menjual", "kirim", "pasok"]}}
        matcher.add(f"rule-{n}", [[*actor, {"OP": "*"}, verb]])
    return lambda document: matcher(nlp(document.text))


def _per_article(run: Callable[[Document], object], documents: list[Document]) -> float:
    run(documents[0])
    started = time.process_time()
    for document in documents:
        run(document)
    return (time.process_time() - started) / len(documents) * 1000


def _exponent(row: list[tuple[int, float]]) -> float:
    """Growth between the second and the last column: 1 is linear."""
    if len(row) < 3:
        return 0.0
    (low, fast), (high, slow) = row[1], row[-1]
    return math.log(slow / fast) / math.log(high / low)


if __name__ == "__main__":
    main()
