"""Where a report begins: "JAKARTA, KOMPAS.com - ", "TRIBUNNEWS.COM, Kyiv -", "Mataram, NTB (ANTARA News) - "."""

from __future__ import annotations

import re

from extractors.plain import words

# Places that open reports often enough to be believed without a brand beside them.
_PLACES = frozenset(
    place.replace("_", " ")
    for place in words(
        """
        jakarta bandung surabaya medan semarang makassar denpasar palembang bogor depok bekasi tangerang
        yogyakarta jogja solo surakarta malang batam padang pekanbaru balikpapan samarinda pontianak banjarmasin
        manado mataram kupang ambon jayapura sorong manokwari ternate kendari palu gorontalo mamuju serang
        bengkulu jambi lampung aceh cirebon magelang sleman bantul kediri sidoarjo gresik banyuwangi badung
        gianyar lombok natuna tarakan nunukan timika merauke nabire wamena cilacap singapura moskow moskwa
        washington london paris berlin kyiv kiev tokyo seoul beijing pyongyang teheran tehran yerusalem ankara
        istanbul brussel brussels jenewa wina roma madrid canberra sydney manila bangkok hanoi delhi islamabad
        kabul baghdad damaskus beirut kairo riyadh doha dubai gaza sanaa sana'a warsawa helsinki stockholm oslo
        kopenhagen minsk taipei hongkong shanghai dhaka kolombo ottawa havana caracas brasilia nairobi pretoria
        tripoli khartoum putrajaya dili yangon naypyidaw bucharest praha budapest athena lisbon amsterdam
        luksemburg strasbourg tallinn riga vilnius beograd sofia baku yerevan tbilisi astana tashkent
        kuala_lumpur new_york new_delhi tel_aviv hong_kong bandar_lampung banda_aceh nusa_dua labuan_bajo
        abu_dhabi buenos_aires mexico_city phnom_penh den_haag los_angeles san_francisco cape_town
        jakarta_selatan jakarta_pusat jakarta_timur jakarta_barat jakarta_utara tanjung_pinang pangkal_pinang
        palangka_raya jakarta_raya
        """
    )
)
_DOMAIN = re.compile(r"[\w-]{2,24}(?:\.[\w-]{2,24}){1,3}", re.A)
_BRANDS = re.compile(
    r"(?:antara(?: ?news)?|lkbn antara|cnn indonesia|cnbc indonesia|idn times|viva|kbrn|rri|tvrinews|pikiran rakyat"
    r"|kompas ?tv"
    r"|kompas\w{3,12}|detik\w{2,8}|suara\w{3,9}|tribun[\w-]{2,16}|bbc(?: news)? ?indonesia|voa(?: indonesia)?|dw"
    r"|okezone|sindonews"
    r"|harian \w{3,20}|jawa ?pos|media indonesia|republika|tempo(?:\.?co)?|reuters|afp|ap|xinhua|bernama"
    r"|sputnik(?:-oana)?|tass"
    r"|anadolu|kyodo|yonhap|bloomberg|dpa|efe|pr ?newswire|the jakarta post|beritasatu|inews|metro ?tv|medcom|tirto)",
    re.I,
)
_DATE = re.compile(r"\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?|\s+[A-Za-z]{3,9}\.?(?:\s+\d{4})?)")
_PLACE = re.compile(r"(?:[A-Z][\w'’.]*|di|dan|de|al)(?:[ -](?:[A-Z][\w'’.]*|al|de)){0,4}")
_SEPARATOR = re.compile(r"\s*(?:--+|[–—]+)\s*|\s+-\s*|(?<=[)\]])\s*-\s*|-\s+|\s*:\s+")
_PLACE_AND_HOUSE = re.compile(r"[A-Z][\w .'’]{3,30} \([A-Z][\w.]*(?: [\w.]+){0,2}\)")
_STOP = re.compile(r"([A-Z][A-Z .'’-]{2,40})\.\s+(?=[A-Z\"“(])")
_LONGEST = 100


def is_place(text: str) -> bool:
    """Whether the whole text is one of the places that open reports often."""
    return text.strip().lower() in _PLACES


def split_dateline(
    text: str, *, bold: str = "", brands: tuple[str, ...] = (), bare_city: bool = False
) -> tuple[str, str]:
    """The dateline with its dash, and the rest; ("", text) when there is none.

    `bold` is the leading bold run, if any: newsrooms set datelines in bold. `brands` are the publisher's own names.
    A place alone counts when it is bold, in capitals, well known, or `bare_city` says that this publisher writes so;
    otherwise "Presiden Prabowo - yang baru pulang -" would lose its subject.
    """
    end = 0
    branded = False
    for _ in range(3):  # NUSADAILY.COM – MOSKOW - ...
        found = _SEPARATOR.search(text, end, end + _LONGEST)
        if not found or found.start() == end:
            break
        head = text[end : found.start()]
        verdict = _judge(head, brands, evident=branded or bare_city or _is_bold(head, bold, end))
        if verdict is None or (":" in found[0] and not (verdict or _is_known(head))):
            break
        branded = branded or verdict
        end = found.end()
        stop = _STOP.match(text, end) if branded else None
        if stop and _judge(stop[1], brands, evident=True) is not None:
            end = stop.end()  # KONTAN.CO.ID - JAKARTA. Bank ...
            break
    if end:
        return text[:end].strip(), text[end:].strip()
    # Liputan6.com, Jakarta Pemerintah ...: no dash, but the bold run is nothing else.
    lead = bold.strip(" -–—:")
    if lead and text.startswith(bold.strip()) and len(lead) < _LONGEST and _judge(lead, brands, evident=False):
        return text[: len(bold.strip())].strip(), text[len(bold.strip()) :].strip(" -–—:")
    return "", text


def is_dateline_alone(text: str, brands: tuple[str, ...] = ()) -> bool:
    """Whether a whole first block is a dateline: "Badung -" before the first paragraph."""
    if len(text) > _LONGEST or text[-1:] not in "-–—" or len(text.split()) > 10:
        return False
    head = text.rstrip(" -–—")
    return bool(head) and _judge(head, brands, evident=True) is not None


def _judge(head: str, brands: tuple[str, ...], *, evident: bool) -> bool | None:
    """True: a dateline with a brand; False: one without; None: something else."""
    undated = re.sub(rf"(?<![^\s,]){_DATE.pattern}(?![^\s,])", " ", head)
    pieces = [piece.strip() for piece in re.split(r"[,()/|]|\s[-–—]\s", undated) if piece.strip()]
    if not pieces or len(pieces) > 6 or len(head) > _LONGEST:
        return None
    own = {_squeezed(brand) for brand in brands}
    branded = [
        piece for piece in pieces if _squeezed(piece) in own or _DOMAIN.fullmatch(piece) or _BRANDS.fullmatch(piece)
    ]
    if not branded and _PLACE_AND_HOUSE.fullmatch(head) and (_is_known(head.split("(")[0]) or pieces[0].isupper()):
        return True  # DEPOK (Pos Kota) - ...
    places = [piece for piece in pieces if piece not in branded]
    if not all(_PLACE.fullmatch(place) for place in places):
        return None
    if branded:
        return True
    if not places or len(places) > 2:
        return None
    believed = evident or _is_known(head) or all(place.isupper() and len(place) > 3 for place in places)
    return False if believed and all(len(place.split()) <= 3 for place in places) else None


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _is_known(head: str) -> bool:
    return head.split(",")[0].strip().lower() in _PLACES


def _is_bold(head: str, bold: str, start: int) -> bool:
    return start == 0 and bool(head) and bold.strip(" -–—:,") == head.strip(" -–—:,")
