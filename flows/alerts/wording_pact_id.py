"""Treaties in Indonesian."""

from __future__ import annotations

from flows.alerts.wording_pact import PactWords, Sentence
from rules import Stage

PACT_ID = PactWords(
    plain={
        Stage.SOUGHT: Sentence("{P} mengupayakan {T}", "{P} upayakan {T}"),
        Stage.NEGOTIATING: Sentence("{P} merundingkan {T}", "{P} runding {T}"),
        Stage.PLANNED: Sentence("{P} berencana meneken {T}", "{P} rencana teken {T}"),
        Stage.AGREED: Sentence("{P} menyepakati {T}", "{P} sepakati {T}"),
        Stage.SIGNED: Sentence("{P} meneken {T}", "{P} teken {T}"),
        Stage.RATIFIED: Sentence("{P} meratifikasi {T}", "{P} ratifikasi {T}"),
        Stage.IN_FORCE: Sentence("{T} {P} BERLAKU", "{T} {P} BERLAKU"),
        Stage.SUSPENDED: Sentence("{P} menangguhkan {T}", "{P} tangguhkan {T}"),
        Stage.WITHDRAWN: Sentence("{P} keluar dari {T}", "{P} keluar dari {T}"),
        Stage.REFUSED: Sentence("{P} menolak {T}", "{P} tolak {T}"),
    },
    joint={
        Stage.RATIFIED: Sentence("{T} {P} diratifikasi", "{T} {P} diratifikasi"),
        Stage.SUSPENDED: Sentence("{T} {P} ditangguhkan", "{T} {P} ditangguhkan"),
        Stage.REFUSED: Sentence("{T} {P} ditolak", "{T} {P} ditolak"),
    },
    named={
        Stage.PLANNED: Sentence("Rencana {P} soal {T}", "Rencana {P} soal {T}"),
    },
    joining=(
        Sentence("{N} hendak bergabung dengan {T}", "{N} hendak gabung {T}"),
        Sentence("{N} bergabung dengan {T}", "{N} gabung {T}"),
    ),
    left={
        "announced": Sentence("{P} berencana keluar dari {T}", "{P} rencana keluar dari {T}"),
        "approved": Sentence("{P} menyetujui keluar dari {T}", "{P} setuju keluar dari {T}"),
        "effective": Sentence("{P} resmi keluar dari {T}", "{P} resmi keluar dari {T}"),
    },
    left_joint={
        "": Sentence("{T} {P} diakhiri", "{T} {P} diakhiri"),
        "announced": Sentence("{T} {P} akan diakhiri", "{T} {P} akan diakhiri"),
        "approved": Sentence("Pengakhiran {T} {P} disetujui", "Pengakhiran {T} {P} disetujui"),
        "effective": Sentence("{T} {P} resmi berakhir", "{T} {P} resmi berakhir"),
    },
    left_by={
        "": Sentence("{L} keluar dari {T} dengan {O}", "{L} keluar dari {T} dgn {O}"),
        "announced": Sentence("{L} berencana keluar dari {T} dengan {O}", "{L} rencana keluar dari {T} dgn {O}"),
        "approved": Sentence("{L} menyetujui keluar dari {T} dengan {O}", "{L} setuju keluar dari {T} dgn {O}"),
        "effective": Sentence("{L} resmi keluar dari {T} dengan {O}", "{L} resmi keluar dari {T} dgn {O}"),
    },
    suspended_by=Sentence("{L} menangguhkan {T} dengan {O}", "{L} tangguhkan {T} dgn {O}"),
    alliance={
        Stage.SOUGHT: Sentence("{P} mengupayakan keanggotaan {A}", "{P} upayakan keanggotaan {A}"),
        Stage.NEGOTIATING: Sentence("{P} merundingkan keanggotaan {A}", "{P} runding keanggotaan {A}"),
        Stage.PLANNED: Sentence("{P} hendak bergabung dengan {A}", "{P} hendak gabung {A}"),
        Stage.IN_FORCE: Sentence("{P} RESMI bergabung dengan {A}", "{P} RESMI gabung {A}"),
        Stage.SUSPENDED: Sentence("Keanggotaan {P} di {A} ditangguhkan", "Keanggotaan {P} di {A} ditangguhkan"),
        Stage.REFUSED: Sentence("Keanggotaan {P} di {A} ditolak", "Keanggotaan {P} di {A} ditolak"),
    },
    alliance_left={
        "": Sentence("{P} keluar dari {A}", "{P} keluar dari {A}"),
        "announced": Sentence("{P} berencana keluar dari {A}", "{P} rencana keluar dari {A}"),
        "approved": Sentence("{P} menyetujui keluar dari {A}", "{P} setuju keluar dari {A}"),
        "effective": Sentence("{P} resmi keluar dari {A}", "{P} resmi keluar dari {A}"),
    },
    alliance_given_up=Sentence("{P} melepas upaya bergabung dengan {A}", "{P} lepas upaya gabung {A}"),
    alliance_joint={
        Stage.SUSPENDED: Sentence("Keanggotaan {A} ditangguhkan: {P}", "Keanggotaan {A} ditangguhkan: {P}"),
        Stage.WITHDRAWN: Sentence("Keanggotaan {A} dilepas: {P}", "Keanggotaan {A} dilepas: {P}"),
    },
    alliance_many=Sentence("Aksesi ke {A} {G}: {P}", "Aksesi ke {A} {G}: {P}"),
    denial=Sentence("{D} membantah {T} {P}", "{D} bantah {T} {P}"),
    some_alliance="aliansi militer",
    unnamed="perjanjian pertahanan",
)
