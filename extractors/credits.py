"""Who wrote it and where it came from: bylines, initials at the end, and the wire or outlet that is credited."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ROLE = (
    r"(?:pewarta|reporter|penulis|wartawan|jurnalis|kontributor|koresponden|laporan(?: wartawan| reporter"
    r"| kontributor)?|rep|oleh|author|writer|by)"
)
_OTHER_ROLE = (
    r"(?:editor|redaktur|red|penyunting|uploader|penerjemah|translator|fotografer|videografer|foto|sumber"
    r"|source|copyright|hak cipta|publisher|tag|tags|topik)"
)
ROLE_ALONE = re.compile(
    r"(?:penulis|reporter|pewarta|wartawan|jurnalis|kontributor|oleh|by|author|writer|laporan)", re.I
)
_WRITER = re.compile(
    rf"(?<!\w){_ROLE}(?:\s*(?:/|&|dan)\s*(?:reporter|penulis))?\s*[:：]\s*(?P<names>[^|:：]{{2,120}})", re.I
)
_WRITTEN_BY = re.compile(
    r"(?<!\w)(?:(?:ditulis|diposting|dipublikasikan|diunggah|disusun|posted|written|published)\s+(?:oleh|by)|oleh|by)\s*[:：]?\s+"
    r"(?-i:(?P<names>[A-Z][\w.'-]*(?:\s+(?:[A-Z][\w.'-]*|bin|al|van|de)){0,4}))"
    r"(?=\s*(?:$|[|,•(–-]|(?:pada|on|at|di|tanggal|hari)\b))",
    re.I,
)
# "Penulis Nama Orang Editor Nama Lain", "Kontributor Kota: Nama": the role without a colon, or with a place before it.
_ROLE_FIRST = re.compile(
    r"(?:penulis|reporter|pewarta|jurnalis|laporan)\s+"
    r"(?-i:(?P<names>[A-Z][\w.'-]*(?:\s(?!Editor|Redaktur|Penyunting)[A-Z][\w.'-]*){1,4}))"
    r"(?=\s+(?:editor|redaktur|penyunting|red)\b|\s*(?:$|[|,•·(]))"
    r"|(?:kontributor|koresponden|wartawan|reporter|jurnalis)\s+(?-i:[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})\s*[:：]\s*"
    r"(?-i:(?P<sent>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,4}))\s*$",
    re.I,
)
_LAPORAN = re.compile(
    r"^laporan (?:langsung )?(?:wartawan|reporter|kontributor|jurnalis) [\w.]+,? (?P<names>[^|:]{3,80})", re.I
)
_EDITOR = re.compile(
    r"(?<!\w)(?:editor|redaktur(?: pelaksana)?|red|penyunting)\s*[:：]\s*(?P<names>[^|:：\n]{2,80})", re.I
)
_NEXT_ROLE = re.compile(
    rf"\s*[/|•·;]?\s*(?<!\w)(?:{_ROLE}|{_OTHER_ROLE})\s*(?:[:：©]|$).*$|\s*(?:copyright|©).*$", re.I
)
_SOURCE = re.compile(r"(?<!\w)(?:sumber(?: berita| artikel)?|source)\s*[:：]\s*(?P<names>[^|:：\n]{2,80})", re.I)
_SYNDICATED = re.compile(
    r"(?:artikel|berita|tulisan) ini (?:telah |sudah |pertama kali |sebelumnya ){0,2}"
    r"(?:tayang|terbit|naik|dimuat|dipublikasikan|disadur)(?: \w+)? (?:di|pada|dari|oleh) "
    r"(?P<names>(?-i:[A-Za-z][\w.]*(?: [A-Z][\w.]*){0,2}))",
    re.I,
)
_INITIALS = re.compile(
    r"\s*[(\[]\s*(?:[a-z]{2,8}(?:\s?/\s?[a-z0-9]{2,12}){0,3}|[A-Z][a-z]{1,3}(?:/[A-Z][a-z]{1,3}){1,2}"
    r"|[A-Z]{2,4}(?:/[A-Z]{2,4})+|\*{1,3}"
    r"|(?i:reporter|penulis|pewarta|editor|laporan)\s*:[^()\[\]]{2,80}"
    r"|[A-Z]{1,3}-\d{1,3}|[a-z]{2,6}/jpnn|ant|bersambung)\s*[)\]]\.?\s*$"
)
_NEVER_INITIALS = re.compile(
    r"^\s*[(\[]\s*(?:wib|wita|wit|as|uni|red|kpk|tni|polri|dpr|pbb|km|kg|rp|usd|tewas|alm)\s*[)\]]", re.I
)
_AGENCIES = {
    "antara": "antara", "antara news": "antara", "antaranews": "antara", "antaranews.com": "antara", "ant": "antara",
    "lkbn antara": "antara", "reuters": "reuters", "afp": "afp", "agence france-presse": "afp",
    "agence france presse": "afp",
    "ap": "ap", "associated press": "ap", "the associated press": "ap", "xinhua": "xinhua", "bernama": "bernama",
    "anadolu": "anadolu", "anadolu agency": "anadolu", "aa": "anadolu", "tass": "tass", "sputnik": "sputnik",
    "sputnik-oana": "sputnik", "ria novosti": "ria-novosti", "kyodo": "kyodo", "yonhap": "yonhap", "kcna": "kcna",
    "dpa": "dpa",
    "efe": "efe", "bloomberg": "bloomberg", "cnn": "cnn", "bbc": "bbc", "bbc news": "bbc", "al jazeera": "al-jazeera",
    "aljazeera": "al-jazeera", "vnexpress": "vnexpress", "voa": "voa", "voa indonesia": "voa", "dw": "dw", "rt": "rt",
    "prnewswire": "pr-newswire", "pr newswire": "pr-newswire", "upi": "upi", "ani": "ani", "irna": "irna",
    "sana": "sana",
    "wafa": "wafa", "tasnim": "tasnim", "fox news": "fox-news", "the guardian": "the-guardian", "newsweek": "newsweek",
    "new york times": "new-york-times", "the new york times": "new-york-times", "washington post": "washington-post",
    "sky news": "sky-news", "nhk": "nhk", "kompas.com": "kompas", "kompas": "kompas", "detik": "detik",
    "detikcom": "detik",
    "tempo": "tempo", "tempo.co": "tempo", "republika": "republika", "okezone": "okezone", "sindonews": "sindonews",
    "cnn indonesia": "cnnindonesia", "cnnindonesia.com": "cnnindonesia", "liputan6": "liputan6",
    "liputan6.com": "liputan6",
    "tribunnews": "tribunnews", "tribunnews.com": "tribunnews",
}  # fmt: skip
_TRAILING_NAMES = re.compile(
    r"(?<=[.!?\"”’)])\s*(?:Penulis|Reporter|Pewarta|Editor|Sumber|Laporan)\s?:\s*[^.:;()]{2,60}$"
)
_TRAILING_CREDIT = re.compile(
    r"(?<=[.!?\"”’])\s*[(\[](?P<names>[A-Za-z][\w .&-]{1,24}(?:\s?/\s?[\w .&-]{2,24}){0,3})[)\]]\.?\s*$"
)
_OTHER_LINE = re.compile(rf"\W{{0,3}}{_OTHER_ROLE}\s*[:：]", re.I)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,3}")
_NOT_A_NAME = re.compile(
    r"https?://|www\.|@|^\W*$|^(?:redaksi|admin|administrator|editor|kontributor|unknown|null|none|undefined|n/?a"
    r"|author|penulis|tim redaksi"
    r"|oleh|wib|newsroom|web ?master|super ?admin|guest|anonymous|staff|baca|share|follow)$"
    r"|cyber media|^(?:facebook|twitter|instagram|youtube|tiktok|whatsapp|telegram|google)\b",
    re.I,
)
_SUFFIX = re.compile(
    r"\s*(?:[-–—|,]\s*(?:[\w.]*(?:detik\w*|\.com|\.id|\.co|news)|jurnalis|reporter|penulis|wartawan|kontributor"
    r"|editor|tim redaksi)\b.*)$",
    re.I,
)
_LABEL = re.compile(rf"^\W*(?:{_ROLE}|{_OTHER_ROLE})\s*[:：]\s*|^\W*(?:oleh|by)\s+(?=[A-Z])|^\W+", re.I)


def names_in(text: str) -> list[str]:
    """Writers that a byline names: "Pewarta: A\nEditor: B" gives A; editors, sources and photographers are left out."""
    found: list[str] = []
    laporan = _LAPORAN.search(text)
    for match in [laporan] if laporan else _WRITER.finditer(text):
        found += split_names(_NEXT_ROLE.sub("", match["names"]))
    if not found and len(text) < 120 and (written := _WRITTEN_BY.match(text.lstrip(" -–—|"))):
        found += split_names(written["names"])
    if not found and len(text) < 120 and (first := _ROLE_FIRST.match(text.lstrip(" -–—|*"))):
        found += split_names(first["names"] or first["sent"])
    return found


def editors_in(text: str) -> list[str]:
    """Editors named in the text, lower case, for telling them from writers."""
    return [
        name.lower() for match in _EDITOR.finditer(text) for name in split_names(_NEXT_ROLE.sub("", match["names"]))
    ]


def is_other_credit(text: str) -> bool:
    """Whether the line credits an editor, source or photographer and no writer."""
    return bool(_OTHER_LINE.match(text))


def split_names(text: str) -> list[str]:
    """Names in a list of names; a comma keeps "Kontributor Lhokseumawe, Masriadi" together."""
    text = _EMAIL.sub(" ", text)
    pieces = re.split(r"\s*(?:\||/|;|\s&\s|\sdan\s|\sand\s|•)\s*", text)
    return [name for piece in pieces if (name := clean_name(piece))]


def clean_name(text: str, brands: Iterable[str] = ()) -> str:
    """A person's or desk's name without label, brand suffix or address; "" when it is none."""
    name = _LABEL.sub("", text.strip()).strip(" -–—|/,.:;•·()[]*")
    name = _SUFFIX.sub("", name).strip(" -–—|/,.:;")
    if (
        not 2 < len(name) <= 80
        or len(name.split()) > 8
        or _NOT_A_NAME.search(name)
        or not re.search(r"[^\W\d_]{2}", name)
    ):
        return ""
    if sum(character.isdigit() for character in name) > 2 or name.lower() in {brand.lower() for brand in brands}:
        return ""
    return name


def split_trailing(text: str) -> tuple[str, list[str]]:
    """The paragraph without the initials and wire credits at its end, and these: `(abc/def)`, `(E-2)`, `(Antara)`."""
    tails: list[str] = []
    while len(tails) < 3:
        found = _INITIALS.search(text, max(0, len(text) - 60))
        if (
            found
            and not _NEVER_INITIALS.match(found[0])
            and (found.start() == 0 or _ends_sentence(text[: found.start()]) or "/" in found[0])
        ):
            pass
        else:
            found = _TRAILING_CREDIT.search(text, max(0, len(text) - 110))
            if found and origin_of(found["names"]) is None:
                found = None
            found = found or _TRAILING_NAMES.search(text, max(0, len(text) - 90))
            if not found:
                break
        tails.insert(0, found[0].strip())
        text = text[: found.start()].rstrip()
    return text, tails


def origin_in(text: str) -> str | None:
    """Slug of the wire or outlet that a credit line names: "Sumber: Reuters", "(Antara)", "(AFP/abc)"."""
    for pattern in (_SOURCE, _SYNDICATED):
        found = pattern.search(text)
        if found:
            name = _NEXT_ROLE.sub("", found["names"]).strip(" .,;()-")
            first = re.split(r"\s*[,/&]\s*|\sdan\s", name)[0].strip()
            return _AGENCIES.get(first.lower()) or _slug(first)
    inner = re.search(r"[(\[]([^()\[\]]{2,60})[)\]]\.?\s*$", text)
    return origin_of(inner[1]) if inner else None


def origin_of(names: str) -> str | None:
    """Slug of the first agency among names parted by slashes; None when there is none."""
    for piece in re.split(r"\s*[/,&|]\s*", names):
        slug = _AGENCIES.get(piece.strip().lower())
        if slug:
            return slug
    return None


def has_email(text: str) -> bool:
    """Whether an e-mail address stands in the text."""
    return "@" in text and bool(_EMAIL.search(text))


def _ends_sentence(text: str) -> bool:
    return text.rstrip()[-1:] in '.!?"”’…)'


def _slug(name: str) -> str | None:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug[:40] or None
