"""What the quoted words say beside the axes of a mention: again, resumed, happened, confirmed, in all.

Another sign of the same kind is one more phrase in `PHRASES`, nothing else. A phrase is words between blanks:

- `a|b` one of them; `*` at an end stands for the rest of a word: `kirim*`
- `{move}` any verbal form of a root of that group: *mengirim*, *dikirim*, *terkirim*, *kirimkan*
- `^a|b` a word that is none of these
- `..3` up to three words

Only the words of the evidence are looked at, never the whole article: a sign belongs to the mention beside it.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from rules import Mention, MentionType, Stage


class Sign(Enum):
    """What the words may say; only `PHRASES` knows how."""

    AGAIN = "again"  # a further one: `kembali mengirim`, `gelombang kedua`
    RESUMED = "resumed"  # on again after a halt: `mencabut larangan`
    SHIPPED = "shipped"  # a verb of goods on their way, and not of a sale: `mengirim`, `tiba`
    DONE = "done"  # the goods have moved: `telah dikirim`, `tiba`
    CONFIRMED = "confirmed"  # somebody stands up for what was only said: `memastikan`
    IN_ALL = "in-all"  # a count of everything so far: `total`, `sejak 2024`
    FOR_YEARS = "for-years"  # of a time that began long ago: `sejak 2022`, `selama perang`
    BUYER_STOPS = "buyer-stops"  # a purchase is stopped, not a sale: `membatalkan pembelian`
    BUYER = "buyer"  # the plan is the buyer's own: `berencana membeli`
    ANNOUNCED = "announced"  # a step that is only planned: `berencana keluar`
    APPROVED = "approved"  # a parliament or cabinet has decided: `parlemen mengesahkan`
    CONTRACT = "contract"  # what was signed is a contract
    LETTER = "letter"  # or a letter of intent
    MEMORANDUM = "memorandum"  # or a memorandum
    HALT_THREATENED = "halt-threatened"  # a halt is threatened: `mengancam menghentikan`
    HALT_CONSIDERED = "halt-considered"  # or considered: `mempertimbangkan embargo`
    HALT_POSSIBLE = "halt-possible"  # or may come: `bisa tertunda`
    HALT_PLANNED = "halt-planned"  # or will come: `akan menghentikan`
    PARTLY = "partly"  # a part of the goods only: `menangguhkan sebagian pengiriman`
    OFFERED = "offered"  # there are no talks yet, only an offer: `menawarkan`
    TALKS = "talks"  # both sides are at it: `merundingkan`
    JOINING = "joining"  # of an alliance: to become a member
    EFFECTIVE = "effective"  # a step out of a treaty has taken effect: `resmi keluar`, `tidak lagi terikat`


VERBS = {
    "move": (
        "kirim pasok jual beli terima serah pesan ekspor impor hibah teken tandatangan sepakat produksi salur datang"
        " tiba"
    ),
    "ship": "kirim pasok terima serah salur datang tiba hibah angkut darat alir sumbang guna pakai",
    "halt": "henti tangguh setop stop tunda beku tolak batal larang blokir",
    "go on": "lanjut pulih",
    "confirm": "pasti konfirmasi benar tegas",
    "vote": "sah esah setuju ratifikasi loloskan dukung restu putus teken tandatangan",
}
_SHIPMENT = "gelombang|tahap|tahapan|batch|kloter|paket|pengiriman|kiriman|kontrak|pembelian|pesanan|putaran"
_ORDINAL = "ke-*|kedua|ketiga|keempat|kelima|baru|terbaru|lain|lanjutan|susulan|tambahan|berikutnya"
_NO_GOODS_AFTER = "informasi|keterangan|sanksi|tarif|waktu|untuk|bagi|dari|ke|di|pada|dan|terhadap"
_NO_GOODS = "sanksi|tekanan|informasi|keterangan|biaya|waktu|tarif"
_HOUSE = "parlemen|senat|dpr|kongres|kabinet|duma|majelis|bundestag|knesset|saeima|seimas|sejm|presiden|mahkamah"
_WILL = "akan|berencana|hendak|ingin|bakal|siap|mau|rencana|berniat"
_WISHES = f"{_WILL}|siapkan|menyiapkan|mempersiapkan|ruu|ancam|mengancam|pertimbangkan|mempertimbangkan|mungkin"
_LEAVE = "keluar|mundur|mengundurkan|menarik|tarik|tinggalkan|meninggalkan|hengkang|lepas|melepas"
_STOP = "{halt}|penangguhan|penghentian|pembatalan|penundaan|pembatasan|larangan|embargo"
_LATE = "molor|molorkan|tertunda|terhambat|terlambat|tertahan"
_FINISHED = "telah|sudah|rampung|tuntas|selesai"

AGAIN = (
    "kembali {move}",
    "kembali {halt}",
    "kembali memberi*",
    "{move}|memberi* lagi",
    "{move}|memberi* ..5 ^tidak|sekali lagi",
    f"{_SHIPMENT} {_ORDINAL}",
    f"{_SHIPMENT} ..3 {_ORDINAL}",
    "baterai|unit kedua|ketiga|keempat|kelima|berikutnya",
    f"tambahan ^{_NO_GOODS_AFTER}",
    f"^{_NO_GOODS} tambahan",
)
PHRASES: dict[Sign, tuple[str, ...]] = {
    Sign.AGAIN: AGAIN,
    Sign.RESUMED: (
        *AGAIN,
        "{go on}",
        "dibuka|membuka kembali",
        "cabut|mencabut|dicabut penangguhan|larangan|pembekuan|embargo|moratorium|penghentian",
        "dicabutnya",
    ),
    Sign.SHIPPED: ("{ship}", "kiriman|pengiriman|pasokan|kedatangan|penyerahan|beroperasi|dioperasikan|punya|memiliki"),
    Sign.DONE: (
        f"{_FINISHED} me*|di*|ter*|ber*|tiba*|ada*|sampai*|datang*",
        f"{_FINISHED} ..2 me*|di*|ter*|ber*|tiba*|ada*|sampai*|datang*",
        "tiba|setiba|tertiba|mendarat|berlabuh|berdatangan|dibongkar|rampung",
        "terima|diterima|menerima|serahkan|diserahkan|menyerahkan",
        "serah terima|serah-terima",
    ),
    Sign.CONFIRMED: (
        "{confirm}kan",
        "konfirmasi|dikonfirmasi|mengonfirmasi|mengkonfirmasi|terkonfirmasi",
        "^belum terbukti",
    ),
    Sign.IN_ALL: (
        "total|totalnya|keseluruhan",
        "sejauh ini",
        "hingga|sampai kini|sekarang|akhir|awal",
        "hingga|sampai saat ini",
        "sejak ..3 19*|20*|tahun|perang|invasi|pecah|awal|dimulai",
        "sejak bulan lalu",
    ),
    Sign.FOR_YEARS: (
        "sejak ..2 19*|20*|itu|lama|perang|invasi",
        "sejak ..2 tahun lalu|silam",
        "selama perang|bertahun-tahun|puluhan",
    ),
    Sign.BUYER_STOPS: ("{halt} ..3 pembelian|pesanan|pemesanan|beli|membeli|akuisisi|impor|menerima|tawaran",),
    Sign.BUYER: (
        f"{_WILL} ..2 beli|membeli|pesan|memesan|borong|memborong|tambah|menambah|mengakuisisi|mendatangkan|membeli*",
    ),
    Sign.ANNOUNCED: (
        f"{_WISHES} ..2 {_LEAVE}",
        f"{_WISHES} ..1 mencabut|menangguhkan|membekukan|menghentikan|membatalkan|mengakhiri",
        f"rancangan ..5 {_LEAVE}",
    ),
    Sign.CONTRACT: ("kontrak", "kontraknya"),
    Sign.LETTER: ("surat ..1 minat|niat|intensi", "surat serupa", "letter of intent|loi"),
    Sign.MEMORANDUM: ("nota kesepahaman", "mou", "memorandum"),
    Sign.HALT_THREATENED: (
        f"ancam|mengancam|diancam|terancam ..3 {_STOP}",
        f"ancaman ..2 {_STOP}",
    ),
    Sign.HALT_CONSIDERED: (
        f"pertimbangkan|mempertimbangkan|dipertimbangkan|kaji|mengkaji|menimbang|tinjau|meninjau ..3 {_STOP}",
    ),
    Sign.HALT_POSSIBLE: (f"bisa|dapat|mungkin|kemungkinan|berpotensi ..2 {_STOP}|{_LATE}", f"terancam ..1 {_LATE}"),
    Sign.HALT_PLANNED: (f"{_WILL} ..2 {_STOP}",),
    Sign.PARTLY: (
        f"{_STOP} ..1 sebagian",
        "sebagian ..1 pengiriman|pasokan|bantuan|kiriman|ekspor|senjata|paket|pembelian|penjualan|izin|lisensi",
    ),
    Sign.OFFERED: ("tawarkan|menawarkan|ditawarkan|ditawari|menawari|tawaran|penawaran",),
    Sign.TALKS: (
        "runding|berunding|merundingkan|dirundingkan|perundingan|negosiasi|bernegosiasi|menegosiasikan|negosiasikan",
        "bahas|membahas|dibahas|membicarakan|dibicarakan|pembicaraan|menawar|ditawar",
    ),
    Sign.JOINING: (
        "gabung|bergabung|bergabungnya",
        "masuk|jadi|menjadi ..1 nato|anggota|aliansi",
        "ambisi|cita-cita|keinginan|upaya ..3 nato|keanggotaan|aliansi|anggota",
    ),
    Sign.APPROVED: (f"{_HOUSE} {{vote}}", f"{_HOUSE} ..4 {{vote}}", f"{{vote}} ..3 {_HOUSE}"),
    Sign.EFFECTIVE: (
        "resmi ..2 keluar|mundur|berakhir|berlaku|hengkang|meninggalkan",
        "resmi tidak|tak",
        "tidak|tak lagi terikat|menjadi|jadi|berlaku",
        "mulai|telah berlaku|berakhir",
        "efektif ..2 keluar|mulai|berlaku|sejak|per",
    ),
}


def act_of(mention: Mention) -> str | None:
    """Which step out of a treaty the words tell: `announced`, `approved` by a parliament, `effective`, or None."""
    if mention.type is not MentionType.TREATY or mention.stage not in (Stage.WITHDRAWN, Stage.SUSPENDED):
        return None
    return next((sign.value for sign in (Sign.EFFECTIVE, Sign.APPROVED, Sign.ANNOUNCED) if says(mention, sign)), None)


def is_in_headline(mention: Mention) -> bool:
    """True when the headline speaks of it too: what an article only recalls is not in its headline."""
    return any(e.field == "title" for e in mention.evidence)


def is_dated_news(mention: Mention) -> bool:
    """True when a sentence of the evidence bears the newsroom's date: `Senin (14/4/2025)`."""
    return any(_NEWS_DATE.search(e.text) for e in mention.evidence)


def says(mention: Mention, sign: Sign) -> bool:
    """True when the words of the mention's evidence give this sign."""
    return any(sign in _signs_in(e.text) for e in mention.evidence)


@lru_cache(maxsize=4096)
def _signs_in(text: str) -> frozenset[Sign]:
    return frozenset(sign for sign, pattern in _PATTERNS.items() if pattern.search(text))


_NEWS_DATE = re.compile(r"\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)")
_MELTED = {"k": "ng", "p": "m", "s": "ny", "t": "n"}


def _verb(root: str) -> str:
    """The root with verbal prefixes; behind me- its first letter may have melted: *menyalurkan*, *mengirim*."""
    melted = _MELTED.get(root[0], "") + root[1:] if root[0] in _MELTED else ""
    return rf"(?:(?:di|ter|ber|me[mn]?g?)?{root}{rf'|me{melted}' if melted else ''})"


def _alternative(word: str) -> str:
    start, brace, rest = word.partition("{")
    if not brace:
        return re.escape(word).replace(r"\*", r"\w*")
    group, _, suffix = rest.partition("}")
    return f"{start}(?:{'|'.join(_verb(root) for root in VERBS[group].split())}){suffix or ''}\\w*"


def _part(element: str) -> str:
    if element.startswith(".."):
        return rf"(?:\S+\s+){{0,{int(element[2:])}}}?"
    if element.startswith("^"):
        return rf"(?!(?:{'|'.join(_alternative(w) for w in element[1:].split('|'))})\b)\w+\s+"
    return rf"(?:{'|'.join(_alternative(w) for w in element.split('|'))})(?!\w)\S?\s+"


def _elements(phrase: str) -> list[str]:
    """The phrase's parts; a blank inside braces is no border."""
    return re.findall(r"(?:\{[^}]*\}|\S)+", phrase)


def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    every = ("".join(_part(element) for element in _elements(phrase)).removesuffix(r"\s+") for phrase in phrases)
    return re.compile("|".join(rf"(?<!\w){pattern}" for pattern in every), re.IGNORECASE)


_PATTERNS = {sign: _compiled(phrases) for sign, phrases in PHRASES.items()}
