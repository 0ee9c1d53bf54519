"""The closed classes of Indonesian: words that carry structure, not meaning."""

from __future__ import annotations

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


PREPOSITIONS: dict[str, str] = {
    "ke": "to", "kepada": "to", "kpd": "to", "menuju": "to",
    "dari": "from", "asal": "from", "daripada": "from",
    "oleh": "by",
    "dengan": "with", "bersama": "with", "bareng": "with", "dgn": "with",
    "untuk": "for", "bagi": "for", "buat": "for", "guna": "for", "demi": "for",
    "di": "at", "pada": "at", "dalam": "at", "antar": "between", "antara": "between",
    "terhadap": "against", "melawan": "against", "atas": "about", "soal": "about", "terkait": "about",
    "tentang": "about", "mengenai": "about", "perihal": "about", "lewat": "via", "melalui": "via", "via": "via",
    "sejak": "time", "hingga": "until", "sampai": "until", "menurut": "according", "tanpa": "without",
    "selain": "besides", "milik": "owner", "buatan": "maker", "rancangan": "maker", "bikinan": "maker",
    "besutan": "maker",
    "bekas": "maker",
    "eks": "maker",
    "keluaran": "maker", "produksi": "maker", "produk": "maker",
}  # fmt: skip
"""Preposition -> the slot that its noun phrase fills."""

COORDINATORS = frozenset({"dan", "atau", "serta", "maupun", "juga", "&", "plus", "hingga", "beserta"})

RELATIVE = frozenset({"yang", "yg"})

SUBORDINATORS = word_set(
    """
    bahwa karena sebab lantaran akibat imbas buntut setelah sesudah sebelum usai ketika saat sementara
    sedangkan meski meskipun walau walaupun kendati namun tetapi tapi melainkan sehingga supaya agar jika
    apabila bila kalau jikalau andaikan seandainya asalkan sambil seraya seiring menyusul pasca
    pascaserangan selama sewaktu tatkala begitu dimana padahal adapun sebagaimana seperti yakni yaitu
    ialah adalah merupakan termasuk jelang menjelang gara-gara sekalipun kecuali apakah bagaimana mengapa
    kenapa maka hanya sekaligus lalu kemudian
    """
)
"""Words that open another clause; roles do not cross them, except where CONTROL says so."""

CONTROL = word_set(
    """
    untuk guna demi dengan sambil seraya setelah usai sebelum selain sekaligus lalu kemudian
    """
)
"""Links whose clause shares the subject of the clause that it hangs on."""

CONDITIONALS = word_set(
    """
    jika apabila bila kalau jikalau andaikan seandainya asalkan andai misalnya
    """
)

NEGATORS = word_set(
    """
    tidak gagal tak tiada bukan belum tanpa nggak gak ogah jangan tdk kagak
    """
)

PRONOUNS = word_set(
    """
    ia dia mereka kami kita beliau pihaknya negaranya negerinya keduanya kedua
    """
)

SPEECH = word_set(
    """
    kata ujar tutur ucap imbuh tambah lanjut jelas tegas ungkap sebut papar terang beber cetus tulis
    demikian klaim katanya ujarnya tuturnya ucapnya imbuhnya lanjutnya jelasnya tegasnya ungkapnya
    sebutnya paparnya terangnya tambahnya tulisnya simpulnya tandasnya pungkasnya menurutnya
    """
)
"""Bare verbs of speech after a quotation: their clause names the speaker."""

AUXILIARIES = word_set(
    """
    telah sudah sedang tengah masih pernah juga turut ikut terus kembali lagi baru saja baru-baru ini
    kini resmi secara diam-diam segera langsung akhirnya ternyata memang justru kian makin semakin pun
    lebih banyak sejumlah beberapa berbagai puluhan ratusan ribuan jutaan belasan miliaran para sebanyak
    sekitar hampir setidaknya sedikitnya total unit buah pucuk butir ton paket tambahan
    """
)

_ACTIVE = re.compile(r"(?:me(?:m[bpfv]|n[cdjstz]|ng[aeioughk]|ny[aeiou]|[lrwy])|memper|member|ber[a-z])[a-z]{2,}\Z")
_MELTED = re.compile(r"me(?:m|n|ng|ny)[aeiou][a-z]{2,}\Z")
_PASSIVE = re.compile(r"di[a-z]{4,}\Z")
_NOT_VERBS = word_set(
    """
    menteri media meski meskipun mereka merah mesin medan menit melalui menurut mengenai menuju menjelang
    menyusul mengapa mendatang merdeka metode meter mental menengah mewah melayu memang memorandum menara
    mei merupakan berita berat besar berbagai bersama beberapa berikut bersenjata berdasarkan berlin
    berkat berkas bernama dinas direktur diplomat diplomatik dirinya digital dinamika dimana direktorat
    diri divisi disiplin dialog diskusi diam dini dikenal dibanding dibandingkan merek mesir meksiko
    menhan menlu menko mengingat melawan memiliki berbeda bertahap berupa bernilai bermarkas berlapis
    berpandu berkemampuan bersejarah berteknologi
    """
)


def looks_verbal(norm: str) -> str:
    """`active`, `passive` or empty: whether an unknown word has the shape of a finite verb."""
    if norm in _NOT_VERBS or len(norm) < 5:
        return ""
    if _PASSIVE.match(norm):
        return "passive"
    if _ACTIVE.match(norm) or _MELTED.match(norm):
        return "active"
    return ""
