"""Whether a text must mean another shipment, or round, than the one an event already holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.alerts.event import Event, Sighting, StageStep
from rules import Mention, Quantity

# Indonesian newsrooms date their texts in WIB; a day's difference at the border never decides alone.
NEWSROOM_ZONE = ZoneInfo("Asia/Jakarta")

CLEAR_GAP = 5  # days after which a stated date alone says that it is another one
VAGUE_GAP = 14  # the same, when the known one was never dated
SIGN_GAP = 2  # days that count together with another sign
RETOLD_WITHIN = timedelta(hours=20)  # "kembali mengirim" in other outlets on the same day is the same news
AGAIN_UNDATED = timedelta(days=3)  # without a date the word is repeated as long as the news is
CLEARLY_OTHER = 1.5  # ratio from which two counts of the same unit are no rounding

_TRANSFER = (
    r"(?:(?:me|di|ter|ber)\w*)?(?:kirim|pasok|jual|beli|terima|serah|pesan|ekspor|impor|hibah|teken|tanda\s?tangan|sepakat"
    r"|produksi|salur|datang|tiba)\w*|(?:mengirim|menerima|menjual|memasok|memesan|menyerah|meneken|menanda|menyepakat"
    r"|menyalur|mendatang|memproduksi|memberi)\w*"
)
_ORDINAL = r"(?:ke-?\d+|kedua|ketiga|keempat|kelima|baru|terbaru|lain|lanjutan|susulan|tambahan|berikutnya)"
_HALT = (
    r"(?:(?:me|di)\w*)?(?:henti|tangguh|setop|stop|tunda|nunda|beku|mbeku|tolak|nolak|batal|mbatal|larang|blokir)\w*"
)
_AGAIN = re.compile(
    rf"\bkembali\s+(?:{_TRANSFER}|{_HALT})"
    rf"|\b(?:{_TRANSFER})(?:\s+\S+){{0,6}}?\s+(?<!tidak )(?<!sekali )lagi\b"
    rf"|\b(?:gelombang|tahap|batch|kloter|paket|pengiriman|kiriman|kontrak|pembelian|pesanan|putaran|tahapan)\s+"
    rf"(?:\w+\s+){{0,3}}?{_ORDINAL}\b"
    r"|\btambahan\s+(?!informasi|keterangan|sanksi|tarif|waktu|untuk|bagi|dari|ke\b|di\b|pada|dan\b|terhadap)\w+|\b(?!sanksi|tekanan|informasi|keterangan|biaya|waktu|tarif)\w+\s+tambahan\b",
    re.IGNORECASE,
)
_RESUMED = re.compile(
    r"\b(?:me|di)?lanjutkan|melanjutkan|dilanjutkan|(?:me|di)pulihkan|dibuka\s+kembali|membuka\s+kembali"
    r"|(?:men)?cabut\s+(?:penangguhan|larangan|pembekuan|embargo|moratorium|penghentian)|dicabutnya",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:telah|sudah|rampung|tuntas|selesai)\s+(?:\w+\s+){0,2}?(?:me|di|ter|ber|tiba|ada|sampai|datang)\w*"
    r"|\b(?:ter|se)?tiba\b|\b(?:mendarat|berlabuh|berdatangan|dibongkar|rampung)\b|\b(?:me|di)?terima\b|\bmenerima\b"
    r"|\b(?:di|me)?serahkan\b|\bmenyerahkan\b|\bserah[\s-]terima\b",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(
    r"\b(?:(?:mem|di)?pastikan|memastikan|(?:meng|di)?konfirmasi|mengonfirmasi|(?:mem|di)?benarkan|(?:me|di)?tegaskan"
    r"|menegaskan|terkonfirmasi|(?<!belum )terbukti)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\b(?:total(?:nya)?|keseluruhan|sejauh\s+ini|(?:hingga|sampai)\s+(?:kini|saat\s+ini|sekarang|akhir|awal))\b"
    r"|\bsejak\s+(?:\w+\s+){0,3}?(?:(?:19|20)\d\d|tahun|lalu|perang|invasi|pecah|awal|dimulai)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?P<digits>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?:\s*(?P<times>ribu|juta|miliar|lusin))?", re.IGNORECASE
)
_TIMES = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "lusin": 12.0}
_NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:lebih|dari|sekitar|kurang|hampir|sedikitnya|setidaknya|hingga|sampai|total|sebanyak|ribuan|jutaan"
    r"|ratusan|puluhan|belasan|beberapa|banyak|ribu|juta|ratus|puluh|miliar|se\w*ribu|seratus|satu|dua|tiga|empat|lima"
    r"|enam|tujuh|delapan|sembilan|sepuluh|about|over|more|than|nearly)\b",
    re.IGNORECASE,
)


def says_again(mention: Mention) -> bool:
    """True when the words of the evidence speak of a further one: `kembali mengirim`, `gelombang kedua`, `tambahan`."""
    return any(_AGAIN.search(e.text) for e in mention.evidence)


def says_done(mention: Mention) -> bool:
    """True when the evidence says that the goods have moved: `telah dikirim`, `tiba`, `menerima`, `diserahkan`."""
    return any(_HAPPENED.search(e.text) for e in mention.evidence)


def says_confirmed(mention: Mention) -> bool:
    """True when somebody stands up for what was only said: `memastikan`, `mengonfirmasi`, `membenarkan`."""
    return any(_CONFIRMS.search(e.text) for e in mention.evidence)


def says_in_all(mention: Mention) -> bool:
    """True when the count is one of everything so far: `sejak 2024`, `total`, `hingga kini`."""
    return any(_IN_ALL.search(e.text) for e in mention.evidence)


def says_resumed(mention: Mention) -> bool:
    """True when the evidence speaks of going on after a halt: `melanjutkan`, `mencabut larangan`."""
    return any(_RESUMED.search(e.text) or _AGAIN.search(e.text) for e in mention.evidence)


def clearly_other(told: Quantity | None, known: Quantity | None) -> bool:
    """True when both count the same unit and the counts cannot be a rounding of one another."""
    if told is None or known is None or not _comparable(told, known):
        return False
    low, high = sorted((count_of(told) or 0, count_of(known) or 0))
    return low > 0 and high / low >= CLEARLY_OTHER


def count_of(quantity: Quantity) -> float | None:
    """The number, read from the words where the rules left it there: `3.000`, `2,5 juta`, `sekitar 40`."""
    if quantity.value is not None:
        return quantity.value
    found = _COUNT.search(quantity.words)
    if found is None:
        return None
    number = float(found["digits"].replace(".", "").replace(",", "."))
    return number * _TIMES.get((found["times"] or "").casefold(), 1)


def other_count(told: Quantity | None, event: Event) -> bool:
    """True when the count is clearly other than every comparable one that the event knows."""
    if told is None:
        return False
    known = event.quantities or ((event.quantity,) if event.quantity else ())
    same_unit = [q for q in known if _comparable(told, q)]
    return bool(same_unit) and all(clearly_other(told, q) for q in same_unit)


def further_because(
    mention: Mention, event: Event, sighting: Sighting, steps: Sequence[StageStep], *, lower: bool = False
) -> str | None:
    """Why the text means another shipment than those steps: `date`, `again`, `quantity`, `place`; None: it need not.

    `lower` says that the mention stands below what was reached: then only a date after it, or the word *again*, will
    do, because articles keep recalling how a delivery was once agreed.
    """
    since = _last_day(event, steps)
    gap = (mention.when - since).days if mention.when is not None else None
    if gap is not None and gap <= -SIGN_GAP:
        return None  # the text looks back
    later = sighting.at - _last_told(event, steps)
    if says_again(mention) and (later >= AGAIN_UNDATED if gap is None else gap >= 1 and later >= RETOLD_WITHIN):
        return "again"
    if lower:
        return "date" if gap is not None and gap >= SIGN_GAP and later >= RETOLD_WITHIN else None
    recount = other_count(mention.quantity, event) and not says_in_all(mention)
    other_place = _other_place(mention.place, event.place)
    other_system = bool(mention.systems and event.systems) and not set(mention.systems) & set(event.systems)
    if gap is not None and gap >= (CLEAR_GAP if _is_dated(event, steps) else VAGUE_GAP):
        return "date"
    if gap is not None and gap >= SIGN_GAP and (recount or other_place or other_system):
        return "quantity" if recount else "place" if other_place else "date"
    if gap is None and later >= timedelta(days=SIGN_GAP) and (recount or other_place):
        return "quantity" if recount else "place"
    if other_place and (gap is None or gap != 0):
        return "place"
    return None


def article_day(at: datetime) -> date:
    """The newsroom's date at that moment."""
    return at.astimezone(NEWSROOM_ZONE).date()


def _last_day(event: Event, steps: Sequence[StageStep]) -> date:
    """The day of the last of these steps as the texts place it, else the day on which it was told."""
    days = [date.fromisoformat(s.when) if s.when else article_day(s.at) for s in steps]
    return max(days, default=article_day(event.opened_at))


def _is_dated(event: Event, steps: Sequence[StageStep]) -> bool:
    return event.when is not None or any(s.when for s in steps)


def _last_told(event: Event, steps: Sequence[StageStep]) -> datetime:
    return max((s.at for s in steps), default=event.opened_at)


def _other_place(told: str | None, known: str | None) -> bool:
    if not told or not known:
        return False
    a, b = told.casefold(), known.casefold()
    return a not in b and b not in a


def _comparable(told: Quantity, known: Quantity) -> bool:
    """Both are numbers, of the same unit or of one that is not said."""
    if not count_of(told) or not count_of(known):
        return False
    return _unit(told) == _unit(known) or not _unit(told) or not _unit(known)


def _unit(quantity: Quantity) -> str:
    words = _NUMBER.sub(" ", quantity.words.casefold())
    return " ".join(re.findall(r"[^\W\d_]+", words))
