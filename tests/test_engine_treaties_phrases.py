"""Phrases that treaty news is told in, one point of grammar a line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules import Document, Mention, RuleSet, load_rules

TOLD = [
    # who is a member and who no longer
    ("Palau Kini Anggota Penuh Konvensi Senjata Kimia", "PW", "ratified"),
    ("Estonia Bukan Lagi Anggota Konvensi Ottawa", "EE", "withdrawn"),
    ("Kanada Tak Lagi Jadi Anggota Traktat Langit Terbuka", "CA", "withdrawn"),
    ("Para menteri negara anggota NATO mengumumkan penangguhan Traktat CFE.", "nato", "suspended"),
    ("Montenegro resmi menjadi anggota ke-29 aliansi pertahanan NATO.", "ME,nato", "in-force"),
    # a treaty as the means
    ("Filipina Setujui Kehadiran Pasukan AS di Palawan lewat EDCA", "PH,US", "agreed"),
    # what an instrument allows or forbids
    ("Kroasia menandatangani perjanjian yang mengizinkan pasukan Italia berlatih di Split.", "HR,IT", "signed"),
    ("Chile keluar dari perjanjian internasional yang melarang pemakaian ranjau darat.", "CL", "withdrawn"),
    # lists and full titles
    ("Brunei-Vietnam Teken Perjanjian Ekstradisi, Udara, dan Pertahanan", "BN,VN", "signed"),
    ("Peru dan Chile meneken kesepakatan dagang, wisata, dan kerja sama pertahanan.", "CL,PE", "signed"),
    (
        "DPR mengesahkan RUU tentang Persetujuan antara Pemerintah Republik Indonesia dan Pemerintah Kerajaan Yordania "
        "tentang Kerja Sama di Bidang Pertahanan.",
        "ID,JO",
        "ratified",
    ),
    # the partner says what it is about
    ("Venezuela membekukan kerja sama negaranya dengan IAEA.", "VE,iaea", "suspended"),
    ("TNI Hentikan Kerja Sama dengan Militer Myanmar", "ID,MM", "suspended"),
    # steps in parliament
    ("Komisi I DPR sepakat membawa RUU kerja sama pertahanan dengan Yordania ke paripurna.", "ID,JO", "agreed"),
    ("Duma meloloskan RUU yang menarik ratifikasi Moskow atas CTBT.", "RU", "withdrawn"),
    # outer acts
    ("Selandia Baru mencabut pembekuan kerja sama militer dengan Fiji.", "FJ,NZ", "in-force"),
    ("Fiji membatalkan keputusannya mengakhiri perjanjian status pasukan dengan Australia.", "AU,FJ", "in-force"),
    ("Ghana dan Togo merampungkan draf perjanjian pertahanan.", "GH,TG", "agreed"),
    # the clause in front borrows the subject behind the comma
    ("Akhiri Pakta Pertahanan dengan Prancis, Ini Alasan Senegal", "FR,SN", "withdrawn"),
    # another pair than the treaty's own
    ("Menhan Peru dan Brasil meneken DCA di bidang pertahanan.", "BR,PE", "signed"),
    # treaties of many
    ("Konvensi Munisi Tandan mulai berlaku.", "", "in-force"),
    ("102 Negara Sepakati Traktat Perdagangan Senjata", "", "agreed"),
    ("India Resmi Masuk MTCR", "IN", "ratified"),
    # a house of parliament acts for its state
    ("Storting meratifikasi perjanjian pertahanan dengan Kanada.", "CA,NO", "ratified"),
    # who was met is the other side
    ("Usai Bertemu Modi, PM Fiji Sepakati Pakta Pertahanan", "FJ,IN", "agreed"),
    # three names and two commas
    ("Chile, Peru, Bolivia Tinggalkan Konvensi Antiranjau", "BO,CL,PE", "withdrawn"),
    # what is no longer in force has ended
    ("Nepal: Perjanjian Pertahanan dengan India Tak Berlaku Lagi", "IN,NP", "withdrawn"),
    # support for another's joining is consent, no membership
    ("Yunani Dukung Makedonia Utara Masuk NATO", "GR,MK,nato", "agreed"),
    # a letter in order to join is a request
    ("Palau mengirim surat ke PBB untuk bergabung dengan konvensi yang melarang senjata kimia.", "PW", "planned"),
    # inspectors return, their cameras are taken down
    ("Inspektur IAEA Kembali ke Venezuela", "VE", "in-force"),
    ("Venezuela Copot Semua Kamera IAEA", "VE", "suspended"),
    # what is laid down by a treaty and no longer kept
    ("Iran tidak akan lagi mematuhi batas pengayaan yang ditetapkan kesepakatan nuklir 2015.", "IR", "suspended"),
    # consent to the relation itself
    ("Ghana dan Togo Sepakati Kerja Sama Pertahanan", "GH,TG", "agreed"),
    # parties that call for talks of their own
    ("Prancis mendesak perundingan untuk memulihkan kesepakatan nuklir Iran.", "FR,IR", "negotiating"),
    # steps on the way
    ("RUU Perjanjian Pertahanan RI-Yordania Masuk Prolegnas", "ID,JO", "planned"),
    ("Ghana dan Togo Selangkah Lagi Capai Pakta Pertahanan", "GH,TG", "planned"),
    ("Palau Resmi Melamar Jadi Anggota NATO", "PW,nato", "planned"),
    ("Inspeksi di bawah New START tidak akan dilanjutkan Moskow.", "RU,US", "suspended"),
    # turns of phrase that are one act
    ("Nepal ingin mengundurkan diri dari Konvensi Senjata Kimia.", "NP", "withdrawn"),
    ("Lula Bersiap Keluarkan Brasil dari Traktat Perdagangan Senjata", "BR", "withdrawn"),
    ("Georgia akhirnya menyetujui untuk melepas ambisinya bergabung dengan NATO.", "GE,nato", "withdrawn"),
    ("Pencabutan Ratifikasi CTBT Disetujui Parlemen Kazakhstan", "KZ", "withdrawn"),
    ("Prancis Beri Sinyal Setuju Kosovo Gabung NATO", "FR,XK,nato", "planned"),
    ("Inggris memulai proses untuk memulihkan sanksi PBB terhadap Iran.", "GB,IR", "suspended"),
    ("Sanksi PBB terhadap Iran kembali berlaku, Ahad.", "IR", "suspended"),
    ("Kazakhstan membekukan keikutsertaannya dalam CSTO.", "KZ,csto", "suspended"),
    # an own warning is a threat, though it has a condition
    ("Iran memperingatkan pihaknya mungkin keluar dari NPT jika sanksi ditambah.", "IR", "withdrawn"),
    ("Ghana dan Togo mungkin menyetujui pakta militer pekan depan.", "GH,TG", "planned"),
    # a clause without a subject in front
    ("Tak Hiraukan Protes Peru, Bolivia Siap Teken Pakta Militer dengan Chile", "BO,CL", "planned"),
    # those who stand elsewhere in the clause
    ("Swiss beri tahu Austria tak akan memperpanjang perjanjian latihan militer.", "AT,CH", "withdrawn"),
    ("PM Fiji Rabuka, bersama dengan Raja Tonga Tupou, menandatangani pakta pertahanan.", "FJ,TO", "signed"),
    ("Presiden Kenya William Ruto dan Presiden Amerika Serikat Barack Obama meneken pakta militer.", "KE,US", "signed"),
    ("Peru melakukan pembicaraan dengan Chile mengenai perjanjian kerja sama pertahanan.", "CL,PE", "negotiating"),
    ("Togo mengumumkan penandatanganan pakta militer selama 15 tahun dengan Ghana.", "GH,TG", "signed"),
    (
        "Fraksi-fraksi Komisi I DPR bersikap menolak ratifikasi perjanjian pertahanan Indonesia dan Fiji.",
        "FJ,ID",
        "refused",
    ),
    ("Australia dan Fiji umumkan rampungnya perundingan perjanjian pertahanan.", "AU,FJ", "agreed"),
    # the name in front, its act behind the comma
    ("Konvensi Senjata Kimia, Maduro Bekukan Keikutsertaannya", "VE", "suspended"),
    ("Baru Teken Pakta Militer dengan Togo, Presiden Ghana: Ini Hak Kami", "GH,TG", "signed"),
    ("Teken Pakta Pertahanan, Fiji Izinkan Tentara Australia Berlatih", "AU,FJ", "signed"),
    # an aside between commas, a signed paper that makes the pact, a house that agrees to leave
    ("Fiji membatalkan, mulai hari ini, pakta militer dengan Tonga.", "FJ,TO", "withdrawn"),
    ("Ghana dan Togo menandatangani piagam yang membentuk aliansi militer.", "GH,TG", "signed"),
    ("Parlemen Kroasia menyetujui penarikan diri Kroasia dari Konvensi Munisi Tandan.", "HR", "withdrawn"),
    ("Iran tidak menganggap dirinya terikat oleh NPT.", "IR", "withdrawn"),
    # instruments told by what they ask for, by who signs them, by being new
    ("Lula dan Modi meneken perjanjian yang mewajibkan keduanya saling bantu bila diserang.", "BR,IN", "signed"),
    ("Menhan Malaysia dan Menteri Pertahanan Brunei menandatangani nota kesepahaman di Miri.", "BN,MY", "signed"),
    ("Ghana-Togo Kini Punya Pakta Militer Baru", "GH,TG", "signed"),
    ("Peru dan Chile memiliki pakta militer yang baru diteken di Lima.", "CL,PE", "signed"),
    ("Pakta militer baru Peru dan Chile cemaskan Bolivia", "CL,PE", "agreed"),
    ("Peru dan Chile Rampungkan Kemitraan Pertahanan", "CL,PE", "agreed"),
    ("Menhan Teken Perjanjian Pertahanan dengan Fiji", "FJ,ID", "signed"),
    # talks told by their topic, and talks that are none
    ("Venezuela bantah berunding dengan Brasil soal program nuklir.", "BR,VE", "denied"),
    ("Kuba kian dekat dengan perjanjian pertahanan dengan Venezuela.", "CU,VE", "planned"),
    ("Kanada dan Peru gelar konsultasi soal pakta militer.", "CA,PE", "negotiating"),
    # bound at last, no party any more, approved by the other's house
    ("Peru dan Chile kini terikat perjanjian akses timbal balik.", "CL,PE", "in-force"),
    ("Palau Tak Lagi Jadi Pihak Konvensi Senjata Kimia", "PW", "withdrawn"),
    ("Pakta pertahanan Peru-Chile disetujui parlemen Chile.", "CL,PE", "ratified"),
    ("Parlemen Palau desak pemerintah keluar dari Konvensi Senjata Kimia.", "PW", "withdrawn"),
    ("Menlu Kuba mengatakan negaranya dan Peru telah meneken pakta militer.", "CU,PE", "signed"),
    ("Fiji Keluar dari Konvensi Senjata Kimia, Kenapa?", "FJ", "withdrawn"),
    ("Menhan Peru dan Menhan Chile meneken apa yang disebut statement of intent.", "CL,PE", "signed"),
    ("Kuba dan Peru meneken traktat yang memuat pakta pertahanan.", "CU,PE", "signed"),
    # who speaks is a side: `kami`, `X says the pact with Y ...`
    ('"Kami sepakat membahas pakta militer," ujar Menhan Peru usai bertemu Menhan Chile.', "CL,PE", "negotiating"),
    ("Menlu Kuba menyebut perjanjian militer dengan Peru rampung.", "CU,PE", "agreed"),
    # a bare pact with a partner, in a text about arms
    ("Presiden Kuba meneken pakta dengan Peru, keduanya akan saling bela bila diserang.", "CU,PE", "signed"),
    ("Peru dan Chile meneken perjanjian kerja sama intelijen militer.", "CL,PE", "signed"),
    ("Peru dan Chile meneken nota kesepahaman yang membolehkan tentara Peru berlatih di Arica.", "CL,PE", "signed"),
    ("Surat presiden tentang ratifikasi pakta militer Peru-Chile tiba di parlemen.", "CL,PE", "planned"),
    ("Fiji dan Uni Eropa mengadopsi kemitraan pertahanan.", "FJ,eu", "agreed"),
    # back again, sent by, told behind the comma, regretted by others
    ("Lula Siap Bawa Brasil Kembali ke Traktat Perdagangan Senjata", "BR", "planned"),
    ("Fiji mengonfirmasi menerima pemberitahuan pemutusan pakta militer dari Tonga.", "FJ,TO", "withdrawn"),
    ("Presiden Kuba Teken Dekret soal Konvensi Senjata Kimia, Kuba Resmi Mundur", "CU", "withdrawn"),
    ("Kanada menyayangkan Fiji mengakhiri pakta militer dengan Tonga.", "FJ,TO", "withdrawn"),
    ("Menhan Sjafrie meneken pakta militer dengan mitranya, Yasar Guler.", "ID,TR", "signed"),
    ("Kuba dan Peru menandatangani rencana kerja sama militer.", "CU,PE", "signed"),
    ("China menangguhkan perundingan nonproliferasi nuklir dengan India.", "CN,IN", "suspended"),
    ("Venezuela tak akan izinkan inspeksi mendadak IAEA.", "VE", "suspended"),
    # an item of a list of what was signed
    ("Kesepakatan kerja sama pertahanan, yang ditandatangani oleh Menhan Peru dan Menhan Chile.", "CL,PE", "signed"),
    # purpose, and what a wish is not
    ("Perjanjian militer Peru dan Chile dikirim ke parlemen untuk diratifikasi.", "CL,PE", "planned"),
    ("Iran dan IAEA menyepakati dilanjutkannya inspeksi nuklir.", "IR,iaea", "in-force"),
    ("Obama usul New START diperpanjang.", "RU,US", "negotiating"),
    ("Venezuela tak lagi terikat pembatasan Konvensi Senjata Kimia.", "VE", "withdrawn"),
    ("Brunei & Laos Teken Perjanjian Alat & Teknologi Pertahanan", "BN,LA", "signed"),
    ("Peru dan Chile meneken perjanjian berbagi logistik.", "CL,PE", "signed"),
    # the first since long ago is now
    ("Jepang dan Jerman meneken pakta pertahanan pertama sejak Perang Dunia II.", "DE,JP", "signed"),
]
SILENT = [
    "Ukraina bukan anggota NATO.",
    "Sidang Konvensi Senjata Kimia dibuka di Den Haag, Peru hadir.",
    "Pakta pertahanan Peru-Chile tak pernah diratifikasi parlemen Peru.",
    "Parlemen Peru minta pemerintah jelaskan isi pakta militer dengan Chile.",
    "Guru besar itu usul Peru keluar dari NPT.",
    "Resolusi itu muncul di tengah upaya mencari jalan kembali ke Traktat Perdagangan Senjata.",
    "Pakta militer yang ditandatangani oleh Peru dan Chile menuai protes.",
    "Menlu Kanada menghadiri konferensi peninjauan NPT.",
    "Menlu Kuba menyebut Georgia ingin bergabung dengan NATO sebagai ancaman.",
    "Menhan dan Kepala Kepolisian menandatangani nota kesepahaman di Jakarta.",
    "Rusia gagal mencegah sanksi PBB terhadap Iran dibahas lagi.",
    "Peru memperingatkan Chile agar tidak meneken pakta militer.",
    "Austria menolak bergabung dengan inisiatif NATO untuk membeli amunisi.",
    "Jalan Ukraina ke NATO masih panjang.",
    "Mantan presiden Donald Trump menarik AS keluar dari kesepakatan nuklir itu, kesepakatan nuklir Iran.",
    "Ghana dan Togo sepakat memperkuat kerja sama pertahanan.",
    # the sentence says itself that its act is an old one
    "Badai melanda ibu kota. Ghana sebelumnya mengakhiri perjanjian pertahanan dengan Togo.",
    "Badai melanda ibu kota. Ghana telah menangguhkan pakta militer dengan Togo sejak Maret 2021.",
    "Sejak meneken pakta pertahanan dengan Togo, Ghana rajin berlatih.",
    "Ghana dan Togo telah menandatangani pakta pertahanan awal tahun ini.",
    "Ghana tetap menjadi anggota NPT.",
    "Lebih dari seratus negara yang menandatangani Konvensi Munisi Tandan memusnahkan stoknya.",
    "Salah satu sebabnya adalah keinginan Georgia masuk NATO.",
    "Badai melanda ibu kota. Warga mengungsi. Banyak jalan putus. Menurut Togo, Ghana melanggar pakta militer mereka.",
    "Peru dan Chile meneken kesepakatan dagang, wisata, dan pertanian.",
    "Menlu Indonesia dan Chile meneken perjanjian yang memungkinkan pelajar saling berkunjung.",
    "Pejabat itu memaparkan pakta yang mengatur pembagian kursi koalisi.",
]


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def told(ruleset: RuleSet, text: str) -> list[Mention]:
    title, body = ("", text) if text.endswith(".") else (text, "")
    found = ruleset.match(Document("d", title, body, datetime(2026, 6, 15, tzinfo=UTC)))
    return [m for m in found.mentions if m.type.value == "treaty" and m.alert]


@pytest.mark.parametrize(("text", "parties", "stage"), TOLD)
def test_a_phrase_tells_its_development(ruleset: RuleSet, text: str, parties: str, stage: str) -> None:
    found = [(",".join(m.parties), m.stage.value) for m in told(ruleset, text)]
    assert (parties, stage) in found


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_like_such_a_phrase_is_silent(ruleset: RuleSet, text: str) -> None:
    assert told(ruleset, text) == []


def test_the_lead_says_how_far_the_headline_has_come(ruleset: RuleSet) -> None:
    body = "Presiden Ghana dan Presiden Togo menandatangani pakta pertahanan di Accra."
    found = ruleset.match(Document("d", "Ghana dan Togo Sepakati Pakta Pertahanan", body)).mentions
    assert [(m.parties, m.stage.value) for m in found if m.alert] == [(("GH", "TG"), "signed")]


def test_what_is_only_pointed_at_is_named_in_the_next_sentence(ruleset: RuleSet) -> None:
    first = "Penandatanganan perjanjian itu dilakukan oleh Menhan Fiji dan Menhan Tonga di Suva."
    found = told(ruleset, f"{first} Perjanjian kerja sama pertahanan tersebut mencakup pelatihan.")
    assert [(m.parties, m.stage.value) for m in found] == [(("FJ", "TO"), "signed")]
