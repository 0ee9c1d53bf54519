"""Verbatim quotes that may get shorter and never say more than they did: no negation, denial or hedge is cut off."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rules import CertaintyDetail, Evidence

LONGEST = 280  # characters; beyond that nobody reads a quote on a telephone
AFTER_CUE = 4  # words kept after the last cue: `membantah …` alone tells nothing
FEWEST = 4  # words; less is no quote

_INNER = str.maketrans({'"': "'", "“": "‘", "”": "’", "„": "‘"})

# Prefixes, because Indonesian adds -lah, -kah, -nya: `tidakkah`, `belumlah`, `diduganya`.
_CUE = re.compile(
    r"^(?:tidak|tak$|tiada|belum|bukan|jangan|tanpa|batal|gagal|nggak|enggak"
    r"|(?:mem|di|ter)?bantah|bantahan|(?:me|di)?nyangkal|disangkal|sangkal|(?:men|di)tampik|menampik|(?:me|di)nepis"
    r"|(?:me|di)?nolak|ditolak|tolak"
    r"|(?:men)?duga|diduga|dugaan|disebut|dikabarkan|kabar|konon|rumor|isu|mungkin|kemungkinan|barangkali|sepertinya"
    r"|tampaknya|agaknya|dilaporkan|laporan|(?:meng|di)?klaim|(?:men|di)?tuduh|tuding|dituding|menuding|menuduh|menurut"
    r"|akan$|bakal|berencana|rencana|hendak|ingin|mau$|calon|berniat|(?:mem|di)pertimbangkan|minta|meminta|diminta"
    r"|jika|bila|apabila|kalau|seandainya|andai|apakah|benarkah|perlukah|haruskah|seakan|seolah|usul|desak|mendesak"
    r"|no$|not$|never|nor$|without|deny|denie|denial|refus|allege|suspect|reported|claim|accus|may$|might|could|would"
    r"|will$|if$|whether|plan|seek|sought|want|n't)",
    re.IGNORECASE,
)


_HEDGES = re.compile(
    r"duga|kira|curiga|yakin|sebut|kabar|konon|rumor|isu|mungkin|spekulasi|indikasi|tuduh|tuding|klaim|lapor|sinyal"
    r"|suspect|alleg|report|rumou?r|may |might",
    re.IGNORECASE,
)
_MUST = {
    CertaintyDetail.DENIED: re.compile(r"bantah|sangkal|nyangkal|tampik|tepis|menepis|deni", re.IGNORECASE),
    CertaintyDetail.SUSPICION: _HEDGES,
    CertaintyDetail.HEARSAY: _HEDGES,
}


def best_evidence(
    evidence: Sequence[Evidence], *, detail: CertaintyDetail = CertaintyDetail.MEDIA, names: Sequence[str] = ()
) -> str:
    """The evidence worth quoting: of the body, else of the title, what names most of the sides; then the longest.

    Of a denial it is a passage that denies, of a suspicion one that hedges. Empty when there is none. Quotation marks
    inside become single ones.
    """
    body = [e.text for e in evidence if e.field != "title"]
    candidates = [t for t in (body or [e.text for e in evidence]) if t.strip()]
    if must := _MUST.get(detail):
        candidates = [t for t in candidates if must.search(t)] or candidates
    told = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in dict.fromkeys(names) if name]
    best = max(candidates, key=lambda t: (sum(bool(name.search(t)) for name in told), len(t), t), default="")
    return best.translate(_INNER)


def shorten(quote: str, fits: Callable[[str], bool], longest: int = LONGEST) -> str:
    """The quote, or the longest part of it that fits, cut between words with `…`; empty when no honest part fits.

    Every word that negates, denies, hedges, plans or asks stays in, with the words between them. The end is given up
    before the beginning.
    """
    words = quote.split()
    if len(quote) <= longest and fits(quote):
        return quote
    cues = [i for i, word in enumerate(words) if _CUE.match(word.strip("\"'“”‘’(),.;:!?-–—​"))]
    start_limit = min(cues, default=len(words))
    end_limit = min(len(words), cues[-1] + 1 + AFTER_CUE) if cues else min(FEWEST, len(words))

    def part(start: int, end: int) -> str:
        return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")

    def good(start: int, end: int) -> bool:
        text = part(start, end)
        return len(text) <= longest and fits(text)

    if not words or end_limit > len(words):
        return ""
    end = _last_good(end_limit, len(words), lambda e: good(0, e))
    if end is not None:
        return part(0, end)
    start = _last_good(0, start_limit, lambda back: good(start_limit - back, end_limit))
    if start is None or end_limit - (start_limit - start) < FEWEST:
        return ""
    return part(start_limit - start, end_limit)


def _last_good(low: int, high: int, good: Callable[[int], bool]) -> int | None:
    """The largest number in the range that is good, given that smaller ones cost less; None when even `low` is not."""
    if not good(low):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if good(middle):
            low = middle
        else:
            high = middle - 1
    return low
