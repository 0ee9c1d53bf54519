"""Words of treaty news: books, their subjects, laws and bodies that pass them, verbs that only treaties take."""

from __future__ import annotations

from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

BOOKS = (
    "perjanjian", "pakta", "traktat", "kesepakatan", "persetujuan", "konvensi", "protokol", "pengaturan", "aliansi",
    "piagam", "nota kesepahaman", "nota kesepakatan", "memorandum kesepahaman", "memorandum saling pengertian",
    "statement of intent", "rencana aksi", "nota",
    "memorandum", "mou", "letter of intent", "loi", "pernyataan niat", "pernyataan kehendak",
    "surat pernyataan kehendak", "kemitraan",
    "kerja sama", "kerjasama", "moratorium", "komitmen", "kewajiban", "deklarasi", "naskah", "dokumen", "agreement",
    "treaty",
)  # fmt: skip
"""First words of an instrument; what follows says what it is about."""

MISSPELT = {
    "penjanjian": "perjanjian",
    "perjajian": "perjanjian",
    "perjanijan": "perjanjian",
    "kesepakan": "kesepakatan",
}

BOOK_HEADS = frozenset(book.split()[0] for book in BOOKS) - {
    "dokumen",
    "komitmen",
    "deklarasi",
    "naskah",
    "loi",
    "piagam",
} | {
    "camp",
    "statement",
    "iaea",
    "inspektur",
    "atom",
    "pangkalan",
    "denuklirisasi",
    "mtcr",
    "wassenaar",
    *MISSPELT,
}
OPENINGS = (
    ("fasilitas", "militer"), ("saling", "bantu"), ("saling", "membantu"), ("saling", "bela"), ("saling", "membela"),
    ("saling", "melindungi"), ("fasilitas", "nuklirnya"), ("program", "nuklirnya"), ("reaktor", "nuklirnya"),
    ("senjata", "nuklirnya"), ("pengayaan", "uranium"),
)  # fmt: skip
"""Words side by side that may tell of a pact without any book."""
_LONG = [tuple(book.split()) for book in BOOKS if " " in book]
LONG_BOOKS = {first: tuple(book for book in _LONG if book[0] == first) for first in sorted({book[0] for book in _LONG})}
"""Instruments of several words by their first word."""
FIRM_BOOKS = word_set("perjanjian pakta traktat kesepakatan konvensi protokol piagam")
BARE_BOOKS = word_set("traktat pakta perjanjian konvensi kesepakatan protokol")
DEMONSTRATIVES = word_set("itu tersebut ini tadi dimaksud serupa")
ARMED = word_set(
    "diserang tentara pasukan agresi militer pertahanan prajurit serdadu persenjataan rudal nuklir ranjau senjata"
)

SUBJECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "safeguards",
        (
            "iaea", "safeguards", "safeguard", "inspeksi nuklir", "inspeksi fasilitas nuklir", "inspeksi iaea",
            "badan energi atom internasional", "pengawasan nuklir",
        ),
    ),
    (
        "visiting-forces",
        (
            "status pasukan", "pasukan asing", "status tentara",
            "kunjungan pasukan", "pasukan kunjungan", "akses timbal balik",
            "akses resiprokal", "pangkalan militer", "pangkalan laut", "pangkalan udara", "pangkalan angkatan",
            "penempatan pasukan",
            "kehadiran militer", "kehadiran pasukan", "kunjungan militer", "status angkatan bersenjata",
            "akses militer", "akses pangkalan", "penggunaan pangkalan",
        ),
    ),
    (
        "arms-control",
        (
            "ranjau", "antiranjau", "anti - ranjau", "munisi tandan", "bom tandan", "bom klaster", "nuklir",
            "senjata kimia", "plutonium", "senjata biologi",
            "senjata biologis", "pelucutan", "perlucutan", "denuklirisasi",
            "nonproliferasi", "non - proliferasi", "kontrol senjata", "pengendalian senjata", "rudal", "persenjataan",
            "pembatasan senjata", "senjata strategis",
        ),
    ),
    (
        "defence-pact",
        (
            "saling bela", "saling membela", "saling bantu", "saling membantu", "saling melindungi",
            "saling bantu militer", "pertahanan bersama",
            "pertahanan kolektif", "nonagresi", "non - agresi",
            "keamanan bersama", "kemitraan strategis", "kemitraan komprehensif",
            "aliansi militer",
        ),
    ),
    (
        "defence-cooperation",
        (
            "pertahanan", "militer", "intelijen", "alutsista", "persandian", "dca", "keamanan", "angkatan laut",
            "angkatan udara", "angkatan darat", "angkatan bersenjata", "berbagi logistik", "dukungan logistik",
            "pertukaran logistik",
        ),
    ),
)  # fmt: skip
"""Class of an instrument from the words behind the book, first fit."""

NOT_ABOUT = word_set(
    """
    dagang perdagangan ekonomi ekstradisi pajak tarif tahanan narapidana napi sandera sipil damai perdamaian
    gencatan iklim lingkungan pangan siber data energi gas minyak listrik pltn reaktor pariwisata pendidikan
    kesehatan pertanian perikanan perbatasan batas laut maritim zee fir udara penerbangan visa tenaga pekerja migran
    investasi mineral utang bisnis integritas kerja koalisi partai kredit sponsor pemain olahraga kebudayaan budaya
    hukum pidana narkoba terorisme bencana rahasia jamaah haji kampus universitas mahasiswa sekolah polisi
    kepolisian polri bank pupuk beras sawit
    """
) - word_set("rahasia laut udara kerja maritim")
MILITARY = word_set("pertahanan militer nuklir pasukan senjata persenjataan alutsista pangkalan intelijen ranjau rudal")

GOODS = word_set(
    """
    pengadaan pembelian penjualan jual beli pengiriman ekspor impor lisensi produksi pasokan pemasokan suplai
    penyediaan penyaluran hibah perawatan pemeliharaan
    """
)
"""An instrument about these goods is a deal in weapons and read as such."""

TREATY_BODIES = frozenset(("iaea", "mtcr", "wassenaar"))
"""Bodies whose bare name beside a book or an act is an instrument, as that of an alliance is."""

_MARKS = sorted({phrase for _, phrases in SUBJECTS for phrase in phrases})
TREATY_SIGNS = (
    *_MARKS, *(phrase + "nya" for phrase in _MARKS), *sorted(MILITARY | ARMED),
    "strategis", "penempatan", "traktat", "pakta", "agresi", "logistik", "armada",
    "uranium", "nuklirnya", "camp david", "damai", "perdamaian", "ranjau",
    "tandan", "klaster", "kimia",
    "biologi", "biologis", "membela", "diserang", "personel", "kopassus", "kemhan", "menhan",
    *(f"aliansi {pointing}" for pointing in sorted(DEMONSTRATIVES)),
)  # fmt: skip
"""A book is an instrument of arms only beside one of these, or beside a treaty, alliance or body by its name."""

PEACE = ("perjanjian damai", "kesepakatan damai", "perjanjian perdamaian", "kesepakatan perdamaian", "camp david",
         "perjanjian camp david", "kesepakatan camp david", "pakta perdamaian", "traktat perdamaian")  # fmt: skip
PEACE_STATES = (frozenset(("EG", "IL")), frozenset(("JO", "IL")))
PEACE_YEARS = word_set("1979 1978 1994")

LAWS = word_set("ruu uu undang-undang dekret dekrit perpres keppres peraturan regulasi resolusi legislasi beleid mosi")
LEGISLATURES = word_set(
    """
    dpr parlemen senat duma kongres majelis knesset bundestag bundesrat diet legislator parlementer paripurna
    legislatif rada sejm riksdag storting folketing senator dprd lok federasi jirga seimas saeima riigikogu eduskunta
    """
)
OWN_BODIES = word_set("dpr tni kemhan kemenhan kemenhankam")
"""Bodies of the home state that the lexicon leaves without a code."""

PEERS = word_set("mitranya mitra rekannya timpalannya sejawatnya koleganya timpalan rekan sejawat kolega")
ACT_HEADS = word_set(
    "sinyal isyarat langkah keputusan rencana sikap tindakan niat manuver ancaman penolakan upaya kesediaan"
)
LONG_SIGNED = word_set(
    """
    budapest-memorandum salt start-i abm ptbt two-plus-four anzus rio-treaty north-atlantic-treaty us-ph-mdt rok-us-mdt
    us-japan-security inf npt jcpoa new-start cfe open-skies ottawa montreux outer-space
    """
)
"""Treaties whose signing can only be recalled; leaving or suspending them is news."""

AFTER = word_set(
    "menyusul buntut setelah sesudah usai seusai ketika saat sejak semenjak pasca tatkala sewaktu selepas selama"
)

EXPERTS = word_set("pengamat pakar analis ahli akademisi dosen peneliti guru mantan eks")
CANDIDATES = word_set("capres cawapres kandidat oposisi caleg")
PROTESTERS = word_set("demo demonstran pengunjuk massa mahasiswa warga aktivis buruh lsm ormas petisi pendemo netizen")
REACTIONS = word_set(
    """
    respon respons tanggapan reaksi sikap komentar pandangan kekhawatiran kecaman kritik penilaian analisis dampak
    implikasi
    """
)
"""What is said about a development and not done."""
HOME = word_set("tni kopassus kemhan kemenhan panglima dpr kasad kasal kasau wamenhan")
"""Words by which a text of the home press speaks of its own state."""

PARLIAMENTS = {
    "folketing": "DK", "bundestag": "DE", "bundesrat": "DE", "knesset": "IL", "rada": "UA", "sejm": "PL",
    "riksdag": "SE",
    "storting": "NO", "seimas": "LT", "saeima": "LV", "riigikogu": "EE", "eduskunta": "FI", "diet": "JP",
}  # fmt: skip
WISHES = word_set("keinginan hasrat ambisi aspirasi impian")
SINCE = word_set("sejak semenjak")
INFORMING = frozenset(
    ("beri tahu", "memberi tahu", "memberitahu", "memberitahukan", "kabari", "mengabari", "surati", "menyurati")
)
OURSELVES = frozenset(("negaranya", "negerinya", "pihaknya"))
NEARING = word_set("merapat mendekat melamar")
HOPING = word_set("berharap harap mengharapkan harapkan optimistis optimis yakin percaya")
WARNING = frozenset(("memperingatkan", "peringatkan"))
FORMER = word_set("mantan eks bekas mendiang")
MEETINGS = word_set("konferensi sidang pertemuan ktt forum seminar peringatan")
GATHERINGS = word_set("perundingan pertemuan ktt konferensi sidang negosiasi pembicaraan deklarasi forum kesepakatan")
MEETING = word_set("bertemu temui menemui ketemu menerima terima menjamu jamu sambut menyambut")
HOME_TITLES = word_set("menhan wamenhan menlu wamenlu panglima kasad kasal kasau")
GROUPS = word_set("negara anggota pemimpin sekutu mitra menteri")
ECHOES = word_set("penandatanganannya ratifikasinya pengesahannya perpanjangannya pembatalannya penangguhannya")
BOTH = word_set("kedua keduanya ketiga mereka")
GIVING = word_set("beri memberi memberikan berikan kantongi dapat")
PENDING = word_set("urgensi pentingnya proses pembahasan percepatan nasib menanti menunggu jelang menjelang")
FILED = word_set("surat surpres supres draf draft usulan permohonan naskah")
REGRETTING = word_set("menyesalkan sesalkan menyayangkan sayangkan mengecam kecam mengutuk kutuk disesalkan")
CONTENTS = word_set("isi bunyi manfaat dampak kutipan pasal rincian")
INSTRUMENTS = word_set("piagam instrumen dokumen nota naskah surat")
HANDING = {
    "bertukar": "active", "pertukaran": "noun", "menukar": "active", "menukarkan": "active", "saling": "active",
    "menyerahkan": "active", "serahkan": "active", "penyerahan": "noun", "diserahkan": "passive",
    "tukar": "active", "menyimpan": "active", "mendepositkan": "active", "deposit": "noun",
    "dipertukarkan": "passive", "ditukar": "passive", "mempertukarkan": "active", "menyampaikan": "active",
}  # fmt: skip
RATIFYING = word_set("ratifikasi aksesi pengesahan penerimaan ratifikasinya aksesinya keanggotaan persetujuan")

VOICES = {"active": Voice.ACTIVE, "passive": Voice.PASSIVE, "middle": Voice.MIDDLE, "noun": Voice.NOUN}

OPERATORS: dict[str, tuple[str, str]] = {}
"""Form -> (operator, `active`, `passive`, `middle` or `noun`), before and beside what the frames say."""

_TABLE = {
    ("leave", "active"): (
        "merobek robek menyobek sobek hengkang putuskan putus memutus memutuskan mencabut cabut tinggalkan "
        "mendenunsiasi meninggalkan mundur keluar menarik tarik ceraikan menanggalkan "
        "pamit minggat kabur"
    ),
    ("leave", "passive"): "didenunsiasi dirobek diputus terputus diputuskan ditinggalkan dicampakkan",
    (
        "leave",
        "noun",
    ): "pemutusan keluarnya mundurnya hengkangnya penarikan pengunduran pencabutan denunsiasi dicabutnya",
    (
        "end",
        "active",
    ): "mengakhiri akhiri menyudahi sudahi menghapus hapus menghapuskan mengubur kubur menamatkan bubarkan membubarkan",
    ("end", "passive"): "diakhiri dihapus dihapuskan ditamatkan dibubarkan dikubur disudahi",
    ("end", "middle"): (
        "berakhir tamat kedaluwarsa kadaluwarsa kedaluarsa habis gugur runtuh ambruk rontok kolaps bubar punah sirna"
    ),
    (
        "end",
        "noun",
    ): (
        "tamatnya usainya pengakhiran diakhirinya berakhirnya kedaluwarsanya penghapusan habisnya runtuhnya bubarnya "
        "pembubaran keruntuhan"
    ),
    ("void", "middle"): "batal urung kandas inkonstitusional",
    ("refuse", "active"): "abstain",
    ("suspend", "middle"): (
        "buntu mentok deadlock lumpuh molor mandek macet tersendat terhenti tertunda terganjal mangkrak "
        "terkatung-katung"
    ),
    ("keep", "active"): "mempertahankan pertahankan menjaga jaga melanggengkan",
    ("keep", "middle"): "lanjut konstitusional",
    ("keep", "passive"): "dipertahankan dijaga",
    ("keep", "noun"): "pemertahanan",
    ("comply", "active"): "mematuhi patuhi patuh menaati taati tunduk mentaati",
    ("comply", "passive"): "dipatuhi ditaati",
    ("bind", "middle"): "terikat",
    ("willing", "active"): "sudi rela bersedia",
    ("in-force", "active"): (
        "mengimplementasikan implementasikan menerapkan terapkan memberlakukan berlakukan mengaktifkan"
    ),
    (
        "in-force",
        "passive",
    ): "dijalankan diimplementasikan diterapkan diberlakukan diaktifkan dilaksanakan",
    ("in-force", "middle"): "berlaku efektif",
    ("in-force", "noun"): "implementasi penerapan pemberlakuan berlakunya",
    (
        "restore",
        "active",
    ): "memulihkan pulihkan menghidupkan hidupkan mengembalikan aktifkan kembalikan normalkan menormalkan",
    ("restore", "passive"): "dinormalkan dipulihkan dihidupkan",
    ("restore", "noun"): "pemulihan normalisasi",
    ("extend", "active"): "memperpanjang perpanjang memperbarui perbarui memperbaharui perbaharui",
    ("extend", "passive"): "diperpanjang diperbarui diperbaharui",
    ("extend", "noun"): "perpanjangan pembaruan memperpanjangnya diperpanjangnya",
    ("suspend", "active"): (
        "membekukan bekukan menangguhkan tangguhkan menghentikan hentikan menunda tunda setop menyetop gantung "
        "menggantung menggantungkan gantungkan"
    ),
    ("suspend", "noun"): "pembekuan penangguhan penghentian penundaan",
    ("join", "active"): "mengaksesi gabung bergabung masuk ikut memasuki merapat",
    ("join", "noun"): "aksesi keanggotaan bergabungnya masuknya keanggotaannya aksesinya",
    ("sign", "active"): (
        "menandatangani tandatangani tandatangan meneken teken memaraf paraf mengikat ikat menandatanganinya "
        "mendatangani menandantangani menanda-tangani"
    ),
    ("sign", "middle"): "ditandatangan",
    ("sign", "noun"): "penandatanganan ditandatanganinya ditekennya diparafnya",
    ("ratify", "active"): "mengesahkan sahkan meratifikasi ratifikasi mengundangkan",
    ("ratify", "passive"): "disahkan diratifikasi diundangkan",
    ("ratify", "noun"): "pengesahan peratifikasian disahkannya diratifikasinya",
    ("threat", "active"): "mengancam ancam mengultimatum gertak menggertak",
    ("threat", "noun"): "ancaman ultimatum",
    ("plan", "active"): (
        "targetkan menargetkan menjanjikan janjikan menggodok godok menyiapkan siapkan mempersiapkan "
        "merencanakan berencana berniat bersiap siap akan "
        "bakal hendak segera berancang-ancang menjadwalkan merancang rancang menimbang-nimbang"
    ),
    (
        "finish",
        "active",
    ): "merampungkan rampungkan menuntaskan tuntaskan memfinalkan finalkan memfinalisasi menyelesaikan selesaikan",
    ("seek", "noun"): "keinginan hasrat ambisi aspirasi impian",
    ("apply", "active"): "melamar lamar mendaftar",
    ("apply", "noun"): "lamaran",
    ("upgrade", "active"): "meningkatkan tingkatkan",
    ("upgrade", "passive"): "ditingkatkan",
    ("approve", "active"): "mengadopsi adopsi luluskan meluluskan menyepakati",
    ("approve", "passive"): "diadopsi",
    ("finish", "passive"): "dirampungkan dituntaskan difinalkan difinalisasi diselesaikan",
    ("finish", "middle"): "rampung tuntas",
    ("finish", "noun"): "rampungnya tuntasnya selesainya kesimpulan konklusi finalisasi perampungan penyelesaian",
    ("propose", "active"): "usul",
    ("resume", "noun"): "dilanjutkannya dimulainya kelanjutan",
    ("plan", "middle"): "hampir nyaris",
    ("plan", "noun"): "kesiapan kesediaan kesiapannya kesediaannya",
    ("plan", "passive"): "dijanjikan dijadwalkan direncanakan disiapkan dipersiapkan digodok",
    ("enact", "active"): (
        "mendukung dukung menyatakan nyatakan mengumumkan umumkan mendeklarasikan memastikan menerbitkan "
        "terbitkan melakukan menyaksikan menghadiri memutuskan putuskan menegaskan tegaskan meresmikan resmikan "
        "mengetok memproklamasikan memberitahukan mengonfirmasi "
        "mulai memulai punya memiliki menggelar melaksanakan memimpin"
    ),
    ("expel", "active"): "mencopot copot mematikan matikan mengusir usir mendepak depak melarang larang",
    ("expel", "passive"): "diusir didepak dilarang",
    ("expel", "noun"): "pengusiran",
    ("review", "active"): "meninjau tinjau mengevaluasi evaluasi meninjaunya",
    ("review", "noun"): "peninjauan evaluasi",
    ("violate", "active"): "melanggar langgar mencederai menodai mengkhianati",
    ("violate", "noun"): "pelanggaran",
    (
        "consider",
        "active",
    ): "mengkaji kaji mempertimbangkan pertimbangkan menimbang timbang memikirkan menelaah mewacanakan wacanakan",
    ("consider", "noun"): "pengkajian kajian",
    ("negotiate", "active"): (
        "merevisi revisi merundingkan rundingkan berunding menegosiasikan membahas bahas menjajaki jajaki "
        "mendiskusikan "
        "membicarakan bicarakan merumuskan menggagas menggarap garap merintis rintis gagas"
    ),
    ("negotiate", "noun"): "konsultasi diskusi",
    ("negotiate", "passive"): "dirundingkan dijajaki dibahas dinegosiasikan dibicarakan digagas digarap dirintis",
    ("create", "active"): (
        "membentuk bentuk menjalin jalin mencapai capai meraih raih membuat buat menyusun susun bangun membangun"
    ),
    ("create", "passive"): "dibentuk dicapai tercapai terbentuk terjalin dijalin disusun",
    ("create", "noun"): "pembentukan lahirnya kelahiran",
    ("create", "middle"): "lahir",
    ("announced", "passive"): "diumumkan disampaikan dilakukan digelar dinyatakan ditetapkan dilangsungkan",
}
for (_op, _voice), _forms in _TABLE.items():
    for _form in _forms.split():
        OPERATORS.setdefault(_form, (_op, _voice))
