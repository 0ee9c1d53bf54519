"""Whole articles, read by the live rules and decided in order: every expected message and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.app.documents import document_line
from flows.app.jsonl import read_lines
from flows.app.replay import replay_documents
from flows.store import open_store
from rules import RuleSet, load_rules

RULES = Path(__file__).parent.parent / "rules"

# name -> articles: date, outlet, title, text, messages expected
Article = tuple[str, str, str, str, int]
STORIES: dict[str, list[Article]] = {
    "wire copies": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "AS: Korea Utara pasok peluru artileri ke Rusia",
            "Gedung Putih mengatakan pada Senin (2/9/2024) bahwa Korea Utara telah memasok peluru "
            "artileri kepada Rusia. Kiriman itu diangkut dengan kereta melewati perbatasan. Juru bicara "
            "Dewan Keamanan Nasional AS John Kirby menyebut pengiriman berlangsung sejak Agustus. Moskow "
            "belum memberi tanggapan.",
            1,
        ),
        (
            "2024-09-02T09:00+07:00",
            "kompas",
            "Gedung Putih: Korut Pasok Peluru Artileri ke Rusia",
            "Gedung Putih mengatakan pada Senin (2/9/2024) bahwa Korea Utara telah memasok peluru "
            "artileri kepada Rusia. Kiriman itu diangkut dengan kereta melewati perbatasan. Juru bicara "
            "Dewan Keamanan Nasional AS John Kirby menyebut pengiriman berlangsung sejak Agustus. Moskow "
            "belum memberi tanggapan. (Antara)",
            0,
        ),
        (
            "2024-09-02T10:30+07:00",
            "detik",
            "Korut Kirim Peluru Artileri ke Rusia, Kata AS",
            "Korea Utara disebut mengirim peluru artileri ke Rusia. Hal itu disampaikan Gedung Putih, dilansir Antara.",
            0,
        ),
    ],
    "paraphrase buyer first": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "AS sebut Rusia beli roket dari Korea Utara",
            "Intelijen Amerika Serikat melaporkan Rusia membeli jutaan roket dari Korea Utara.",
            1,
        ),
        (
            "2024-09-02T11:00+07:00",
            "kompas",
            "Korea Utara Jual Roket ke Rusia, Ungkap Intelijen AS",
            "Korea Utara menjual roket kepada Rusia, menurut intelijen AS.",
            0,
        ),
        (
            "2024-09-03T08:00+07:00",
            "tempo",
            "Moskow Disebut Borong Roket Pyongyang",
            "Rusia dilaporkan membeli roket dari Pyongyang, kata pejabat AS.",
            0,
        ),
    ],
    "escalation": [
        (
            "2024-08-01T08:00+07:00",
            "antara",
            "Rusia dan Iran rundingkan pembelian rudal balistik",
            "Rusia dan Iran sedang merundingkan pembelian rudal balistik Iran oleh Rusia, kata pejabat AS "
            "pada Kamis (1/8/2024).",
            1,
        ),
        (
            "2024-08-10T08:00+07:00",
            "antara",
            "Rusia dan Iran teken kontrak rudal balistik",
            "Rusia menandatangani kontrak pembelian rudal balistik dari Iran pada Sabtu (10/8/2024), kata pejabat AS.",
            1,
        ),
        (
            "2024-09-05T08:00+07:00",
            "kompas",
            "Iran kirim rudal balistik ke Rusia",
            "Iran telah mengirim rudal balistik ke Rusia, kata Menteri Luar Negeri AS Antony Blinken, "
            "Kamis (5/9/2024).",
            1,
        ),
        (
            "2024-09-06T08:00+07:00",
            "detik",
            "AS: Iran Sudah Kirim Rudal Balistik ke Rusia",
            "AS menyatakan Iran telah mengirim rudal balistik ke Rusia.",
            0,
        ),
    ],
    "denial": [
        (
            "2024-09-05T08:00+07:00",
            "antara",
            "AS: Iran kirim drone ke Rusia",
            "Amerika Serikat menyatakan Iran telah mengirim drone ke Rusia.",
            1,
        ),
        (
            "2024-09-06T08:00+07:00",
            "kompas",
            "Iran bantah kirim drone ke Rusia",
            "Iran membantah telah mengirim drone ke Rusia. Juru bicara Kementerian Luar Negeri Iran "
            "menyebut tuduhan itu tidak berdasar.",
            1,
        ),
        (
            "2024-09-06T12:00+07:00",
            "detik",
            "Teheran Sangkal Pasok Drone ke Moskow",
            "Teheran menyangkal memasok drone ke Moskow.",
            0,
        ),
    ],
    "background recall": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "Korea Utara pasok peluru artileri ke Rusia",
            "Korea Utara memasok peluru artileri ke Rusia, kata pejabat AS, Senin (2/9/2024).",
            1,
        ),
        (
            "2024-09-12T08:00+07:00",
            "kompas",
            "Kim Jong Un Hadiri Parade",
            "Kim Jong Un menghadiri parade di Pyongyang. Tahun lalu Korea Utara memasok peluru artileri ke Rusia.",
            0,
        ),
        (
            "2024-09-15T08:00+07:00",
            "detik",
            "Hubungan Rusia dan Korut Kian Erat",
            "Hubungan kedua negara kian erat. Korea Utara sebelumnya telah memasok peluru artileri ke Rusia.",
            0,
        ),
    ],
    "second shipment": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "AS kirim 31 tank Abrams ke Ukraina",
            "Amerika Serikat mengirim 31 tank Abrams ke Ukraina pada Senin (2/9/2024), kata Pentagon.",
            1,
        ),
        (
            "2024-09-02T12:00+07:00",
            "kompas",
            "31 Tank Abrams AS Dikirim ke Ukraina",
            "Sebanyak 31 tank Abrams dikirim Amerika Serikat ke Ukraina.",
            0,
        ),
        (
            "2024-09-16T08:00+07:00",
            "antara",
            "AS kembali kirim tank ke Ukraina",
            "Amerika Serikat kembali mengirim 50 tank Abrams ke Ukraina pada Senin (16/9/2024), kata Pentagon.",
            1,
        ),
        (
            "2024-09-16T13:00+07:00",
            "detik",
            "Gelombang Kedua Tank AS Tiba di Ukraina",
            "Sebanyak 50 tank Abrams dikirim AS ke Ukraina pada Senin (16/9/2024).",
            0,
        ),
    ],
    "two weapons one day": [
        (
            "2024-09-05T08:00+07:00",
            "antara",
            "Iran kirim drone ke Rusia",
            "Iran telah mengirim drone ke Rusia, kata pejabat AS.",
            1,
        ),
        (
            "2024-09-05T15:00+07:00",
            "kompas",
            "Iran kirim rudal balistik ke Rusia",
            "Iran telah mengirim rudal balistik ke Rusia, kata pejabat AS.",
            1,
        ),
        (
            "2024-09-06T08:00+07:00",
            "detik",
            "Iran Kirim Drone dan Rudal Balistik ke Rusia",
            "Iran telah mengirim drone dan rudal balistik ke Rusia, kata pejabat AS.",
            0,
        ),
    ],
    "treaty": [
        (
            "2024-06-01T08:00+07:00",
            "antara",
            "Rusia dan Korut rundingkan pakta pertahanan",
            "Rusia dan Korea Utara merundingkan pakta pertahanan, kata Kremlin, Sabtu (1/6/2024).",
            1,
        ),
        (
            "2024-06-19T20:00+07:00",
            "antara",
            "Putin dan Kim teken pakta pertahanan",
            "Vladimir Putin dan Kim Jong Un mewakili Rusia dan Korea Utara menandatangani pakta "
            "pertahanan di Pyongyang, Rabu (19/6/2024).",
            1,
        ),
        (
            "2024-06-20T08:00+07:00",
            "kompas",
            "Rusia-Korut Teken Pakta Pertahanan",
            "Rusia dan Korea Utara menandatangani pakta pertahanan pada Rabu (19/6/2024).",
            0,
        ),
        (
            "2024-11-09T08:00+07:00",
            "antara",
            "Putin ratifikasi pakta pertahanan dengan Korut",
            "Rusia meratifikasi pakta pertahanan dengan Korea Utara, Sabtu (9/11/2024).",
            1,
        ),
        (
            "2024-12-05T08:00+07:00",
            "kompas",
            "Pakta pertahanan Rusia-Korut mulai berlaku",
            "Pakta pertahanan Rusia dan Korea Utara mulai berlaku pada Rabu (4/12/2024), menurut KCNA. "
            "Pakta itu ditandatangani pada Juni lalu.",
            1,
        ),
        (
            "2024-12-05T12:00+07:00",
            "detik",
            "Pakta Rusia-Korut Resmi Berlaku",
            "Pakta pertahanan antara Rusia dan Korea Utara resmi berlaku.",
            0,
        ),
    ],
    "roundup": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "Korea Utara pasok peluru artileri ke Rusia",
            "Korea Utara memasok peluru artileri ke Rusia, kata pejabat AS, Senin (2/9/2024).",
            1,
        ),
        (
            "2024-09-04T08:00+07:00",
            "kompas",
            "Rangkuman perang Rusia-Ukraina",
            "Korea Utara memasok peluru artileri ke Rusia, kata pejabat AS.\nJerman akan mengirim tank "
            "Leopard ke Ukraina, kata Kanselir Jerman Olaf Scholz.",
            1,
        ),
    ],
    "suspend resume": [
        (
            "2024-05-01T08:00+07:00",
            "antara",
            "AS kirim bom ke Israel",
            "Amerika Serikat mengirim bom ke Israel, kata pejabat AS, Rabu (1/5/2024).",
            1,
        ),
        (
            "2024-05-08T08:00+07:00",
            "antara",
            "AS tangguhkan pengiriman bom ke Israel",
            "Amerika Serikat menangguhkan pengiriman bom ke Israel, kata Menteri Pertahanan AS Lloyd "
            "Austin, Rabu (8/5/2024).",
            1,
        ),
        (
            "2024-05-09T08:00+07:00",
            "kompas",
            "AS Setop Kirim Bom ke Israel",
            "Amerika Serikat menghentikan pengiriman bom ke Israel.",
            0,
        ),
        (
            "2024-05-29T08:00+07:00",
            "antara",
            "AS kembali kirim bom ke Israel",
            "Amerika Serikat kembali mengirim bom ke Israel setelah sempat menangguhkannya, kata pejabat "
            "AS, Rabu (29/5/2024).",
            1,
        ),
    ],
    "refusal": [
        (
            "2024-03-01T08:00+07:00",
            "antara",
            "Jerman tolak kirim rudal Taurus ke Ukraina",
            "Jerman menolak mengirim rudal Taurus ke Ukraina, kata Kanselir Olaf Scholz, Jumat (1/3/2024).",
            1,
        ),
        (
            "2024-03-01T15:00+07:00",
            "kompas",
            "Scholz Tolak Pasok Taurus ke Kyiv",
            "Kanselir Jerman Olaf Scholz menolak memasok rudal Taurus ke Ukraina.",
            0,
        ),
        (
            "2024-03-20T08:00+07:00",
            "antara",
            "Jerman setuju kirim rudal Taurus ke Ukraina",
            "Jerman akhirnya setuju mengirim rudal Taurus ke Ukraina, kata Scholz, Rabu (20/3/2024).",
            1,
        ),
    ],
    "rumour then admission": [
        (
            "2024-10-01T08:00+07:00",
            "antara",
            "Korut diduga kirim rudal ke Rusia",
            "Korea Utara diduga mengirim rudal ke Rusia, menurut laporan media.",
            1,
        ),
        (
            "2024-10-10T08:00+07:00",
            "kompas",
            "Kim akui kirim rudal ke Rusia",
            "Korea Utara mengakui telah mengirim rudal ke Rusia. Kim Jong Un menyampaikannya kepada KCNA.",
            1,
        ),
    ],
    "reversed roles": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "Korut pasok peluru ke Rusia",
            "Korea Utara memasok peluru artileri ke Rusia, kata pejabat Korea Selatan.",
            1,
        ),
        (
            "2024-09-10T08:00+07:00",
            "antara",
            "Rusia kirim sistem pertahanan udara ke Korut",
            "Rusia mengirim sistem pertahanan udara ke Korea Utara, kata pejabat Korea Selatan.",
            1,
        ),
    ],
    "troops": [
        (
            "2024-10-18T08:00+07:00",
            "antara",
            "Korut kirim 1.500 tentara ke Rusia",
            "Korea Utara mengirim 1.500 tentara ke Rusia untuk berperang, kata intelijen Korea Selatan, "
            "Jumat (18/10/2024).",
            1,
        ),
        (
            "2024-10-18T12:00+07:00",
            "kompas",
            "1.500 Tentara Korut Dikirim ke Rusia",
            "Sebanyak 1.500 tentara Korea Utara dikirim ke Rusia, kata intelijen Korea Selatan.",
            0,
        ),
    ],
    "two pairs same weapon": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "Korut pasok drone ke Rusia",
            "Korea Utara memasok drone ke Rusia, kata pejabat AS.",
            1,
        ),
        (
            "2024-09-03T08:00+07:00",
            "antara",
            "Iran pasok drone ke Rusia",
            "Iran memasok drone ke Rusia, kata pejabat AS.",
            1,
        ),
    ],
    "claim and denial in one article": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "AS tuduh Iran pasok rudal ke Rusia, Teheran membantah",
            "Amerika Serikat menuduh Iran memasok rudal ke Rusia. Iran membantah tuduhan itu.",
            1,
        ),
        (
            "2024-09-02T12:00+07:00",
            "kompas",
            "Iran Bantah Tuduhan AS soal Rudal",
            "Iran membantah memasok rudal ke Rusia.",
            0,
        ),
    ],
    "quiet months then new": [
        (
            "2024-01-02T08:00+07:00",
            "antara",
            "Korut pasok peluru artileri ke Rusia",
            "Korea Utara memasok peluru artileri ke Rusia, kata pejabat AS, Selasa (2/1/2024).",
            1,
        ),
        (
            "2024-06-02T08:00+07:00",
            "antara",
            "Korut pasok peluru artileri ke Rusia",
            "Korea Utara memasok peluru artileri ke Rusia, kata pejabat AS, Minggu (2/6/2024).",
            1,
        ),
    ],
    "supplier unknown then known same day": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "Rusia terima kiriman drone",
            "Rusia menerima kiriman drone dari luar negeri, kata pejabat Ukraina.",
            1,
        ),
        (
            "2024-09-02T12:00+07:00",
            "kompas",
            "Iran kirim drone ke Rusia, kata Ukraina",
            "Iran mengirim drone ke Rusia, kata pejabat Ukraina.",
            0,
        ),
    ],
    "two treaties of one pair": [
        (
            "2024-07-08T08:00+07:00",
            "antara",
            "Jepang dan Filipina teken perjanjian akses timbal balik",
            "Jepang dan Filipina menandatangani perjanjian akses timbal balik di Manila, Senin (8/7/2024).",
            1,
        ),
        (
            "2024-07-08T12:00+07:00",
            "kompas",
            "Jepang-Filipina Sepakati Akses Timbal Balik",
            "Jepang dan Filipina menandatangani perjanjian akses timbal balik.",
            0,
        ),
    ],
    "purchase plan then contract Indonesia": [
        (
            "2024-02-01T08:00+07:00",
            "antara",
            "Indonesia akan beli jet tempur Rafale dari Prancis",
            "Indonesia akan membeli 42 jet tempur Rafale dari Prancis, kata Menteri Pertahanan Prabowo, "
            "Kamis (1/2/2024).",
            1,
        ),
        (
            "2024-02-10T08:00+07:00",
            "antara",
            "Indonesia teken kontrak Rafale dengan Prancis",
            "Indonesia menandatangani kontrak pembelian jet tempur Rafale dari Prancis, Sabtu (10/2/2024).",
            1,
        ),
        (
            "2024-02-10T13:00+07:00",
            "kompas",
            "RI Resmi Beli Rafale",
            "Indonesia resmi membeli jet tempur Rafale dari Prancis.",
            0,
        ),
    ],
    "second origin quantity": [
        (
            "2024-09-02T08:00+07:00",
            "antara",
            "Jerman kirim 14 tank Leopard ke Ukraina",
            "Jerman mengirim 14 tank Leopard ke Ukraina, kata Kementerian Pertahanan Jerman, Senin (2/9/2024).",
            1,
        ),
        (
            "2024-09-02T12:00+07:00",
            "kompas",
            "Jerman Kirim Belasan Tank ke Ukraina",
            "Jerman mengirim belasan tank Leopard ke Ukraina.",
            0,
        ),
    ],
    "three outlets cite reuters, one own": [
        (
            "2024-11-04",
            "antara",
            "Korut kirim howitzer ke Rusia",
            "Korea Utara mengirim puluhan howitzer ke Rusia, demikian Reuters mengutip pejabat Ukraina.",
            1,
        ),
        (
            "2024-11-04",
            "kompas",
            "Puluhan Howitzer Korut Tiba di Rusia",
            "Puluhan howitzer dari Korea Utara tiba di Rusia, dilansir Reuters.",
            0,
        ),
        (
            "2024-11-05",
            "detik",
            "Rusia Terima Howitzer dari Korut",
            "Rusia menerima howitzer buatan Pyongyang dari Korea Utara, seperti dilaporkan Reuters.",
            0,
        ),
        (
            "2024-11-06",
            "tempo",
            "Intelijen Seoul: Korut Pasok Howitzer",
            "Intelijen Korea Selatan menyatakan Korea Utara memasok howitzer ke Rusia.",
            0,
        ),
    ],
    "date only escalation on consecutive days": [
        (
            "2025-03-01",
            "antara",
            "Polandia akan beli rudal dari Korea Selatan",
            "Polandia berencana membeli rudal dari Korea Selatan, kata Menteri Pertahanan Polandia.",
            1,
        ),
        (
            "2025-03-02",
            "antara",
            "Polandia teken kontrak rudal dengan Korea Selatan",
            "Polandia meneken kontrak pembelian rudal dengan Korea Selatan.",
            1,
        ),
        (
            "2025-03-03",
            "kompas",
            "Korsel Dapat Kontrak Rudal Polandia",
            "Korea Selatan meneken kontrak penjualan rudal kepada Polandia.",
            0,
        ),
    ],
    "tranche told by number and date": [
        (
            "2025-01-10T09:00+07:00",
            "antara",
            "Turki kirim 20 drone ke Pakistan",
            "Turki mengirim 20 drone Bayraktar ke Pakistan pada Jumat (10/1/2025).",
            1,
        ),
        (
            "2025-01-24T09:00+07:00",
            "antara",
            "Turki kirim 60 drone ke Pakistan",
            "Turki mengirim 60 drone Bayraktar ke Pakistan pada Jumat (24/1/2025).",
            1,
        ),
        (
            "2025-01-25T09:00+07:00",
            "kompas",
            "60 Drone Turki Sampai di Pakistan",
            "Sebanyak 60 drone Bayraktar dikirim Turki ke Pakistan.",
            0,
        ),
    ],
    "context paragraph in other news": [
        (
            "2024-09-05T08:00+07:00",
            "antara",
            "Iran kirim rudal balistik ke Rusia",
            "Iran telah mengirim rudal balistik ke Rusia, kata Blinken.",
            1,
        ),
        (
            "2024-09-11T08:00+07:00",
            "kompas",
            "Inggris panggil diplomat Iran",
            "Inggris memanggil diplomat Iran di London pada Rabu (11/9/2024). Langkah itu diambil setelah "
            "Iran mengirim rudal balistik ke Rusia.",
            0,
        ),
        (
            "2024-09-20T08:00+07:00",
            "detik",
            "Harga minyak naik",
            "Harga minyak naik 2 persen. Pasar khawatir sesudah Iran mengirim rudal balistik ke Rusia.",
            0,
        ),
    ],
    "call by a third party is nothing": [
        (
            "2024-09-05T08:00+07:00",
            "antara",
            "Rutte desak sekutu kirim rudal ke Ukraina",
            "Sekretaris Jenderal NATO Mark Rutte mendesak negara anggota mengirim lebih banyak rudal ke Ukraina.",
            0,
        ),
    ],
    "new start": [
        (
            "2023-02-21T18:00+07:00",
            "antara",
            "Putin tangguhkan New START",
            "Rusia menangguhkan keikutsertaan dalam perjanjian New START, kata Presiden Vladimir Putin, "
            "Selasa (21/2/2023).",
            1,
        ),
        (
            "2023-02-22T08:00+07:00",
            "kompas",
            "Rusia Tangguhkan Perjanjian Nuklir dengan AS",
            "Rusia menangguhkan perjanjian New START dengan Amerika Serikat.",
            0,
        ),
        (
            "2023-02-23T08:00+07:00",
            "detik",
            "Apa Itu New START",
            "New START adalah perjanjian pengendalian senjata AS dan Rusia yang ditandatangani pada 2010.",
            0,
        ),
    ],
    "npt withdrawal bill": [
        (
            "2025-06-16T08:00+07:00",
            "antara",
            "Parlemen Iran siapkan RUU keluar dari NPT",
            "Iran berencana keluar dari Traktat Nonproliferasi Nuklir, kata juru bicara parlemen Iran.",
            1,
        ),
        (
            "2025-06-17T08:00+07:00",
            "kompas",
            "Iran Siap Keluar dari NPT",
            "Iran berencana keluar dari NPT.",
            0,
        ),
    ],
    "nato accession": [
        (
            "2023-04-04T20:00+07:00",
            "antara",
            "Finlandia resmi bergabung dengan NATO",
            "Finlandia resmi menjadi anggota NATO pada Selasa (4/4/2023).",
            1,
        ),
        (
            "2023-04-05T08:00+07:00",
            "kompas",
            "Finlandia Jadi Anggota NATO",
            "Finlandia resmi bergabung dengan NATO.",
            0,
        ),
        (
            "2024-03-07T20:00+07:00",
            "antara",
            "Swedia resmi bergabung dengan NATO",
            "Swedia resmi menjadi anggota NATO pada Kamis (7/3/2024).",
            1,
        ),
    ],
    "joint plant": [
        (
            "2024-02-08T08:00+07:00",
            "antara",
            "Turki bangun pabrik drone di Ukraina",
            "Perusahaan Turki Baykar membangun pabrik drone Bayraktar di Ukraina.",
            1,
        ),
        (
            "2024-02-09T08:00+07:00",
            "kompas",
            "Pabrik Drone Turki di Ukraina",
            "Turki membangun pabrik drone di Ukraina.",
            0,
        ),
    ],
    "origin only is nothing": [
        (
            "2024-02-08T08:00+07:00",
            "antara",
            "Rusia serang Kyiv",
            "Rusia menyerang Kyiv dengan rudal pada malam hari. Militer Ukraina menembak jatuh rudal itu.",
            0,
        ),
    ],
    "two suppliers named later": [
        (
            "2024-06-03T08:00+07:00",
            "antara",
            "AS kirim rudal ke Ukraina",
            "Amerika Serikat mengirim rudal ke Ukraina, kata Pentagon.",
            1,
        ),
        (
            "2024-06-06T08:00+07:00",
            "antara",
            "Inggris kirim rudal ke Ukraina",
            "Inggris mengirim rudal Storm Shadow ke Ukraina, kata Kementerian Pertahanan Inggris.",
            1,
        ),
        (
            "2024-06-07T08:00+07:00",
            "kompas",
            "AS dan Inggris Kirim Rudal ke Ukraina",
            "Amerika Serikat dan Inggris mengirim rudal ke Ukraina.",
            0,
        ),
    ],
    "denied by recipient then supplier admits": [
        (
            "2024-09-06T08:00+07:00",
            "antara",
            "AS: China pasok drone ke Rusia",
            "Amerika Serikat menyatakan China memasok drone ke Rusia.",
            1,
        ),
        (
            "2024-09-07T08:00+07:00",
            "kompas",
            "China bantah pasok drone ke Rusia",
            "China membantah memasok drone ke Rusia.",
            1,
        ),
        (
            "2024-09-08T08:00+07:00",
            "detik",
            "Kremlin Bantah Terima Drone China",
            "Rusia membantah menerima drone dari China.",
            1,
        ),
        (
            "2024-09-09T08:00+07:00",
            "tempo",
            "China Lagi-lagi Bantah",
            "China membantah memasok drone ke Rusia.",
            0,
        ),
    ],
    "question headline": [
        (
            "2024-09-06T08:00+07:00",
            "antara",
            "Benarkah China kirim rudal ke Rusia?",
            "Benarkah China mengirim rudal ke Rusia? Simak penjelasannya.",
            0,
        ),
    ],
    "visit and gift": [
        (
            "2024-05-01T08:00+07:00",
            "antara",
            "Prancis hibahkan kapal perang ke Yunani",
            "Prancis menghibahkan dua kapal perang kepada Yunani, Rabu (1/5/2024).",
            1,
        ),
        (
            "2024-05-03T08:00+07:00",
            "kompas",
            "Yunani Terima Dua Kapal Perang Prancis",
            "Yunani menerima dua kapal perang dari Prancis.",
            1,
        ),
    ],
    "helicopters sold to Philippines, cancelled": [
        (
            "2022-07-01T08:00+07:00",
            "antara",
            "Filipina beli helikopter Rusia",
            "Filipina menandatangani kontrak pembelian helikopter Mi-17 dari Rusia.",
            1,
        ),
        (
            "2022-07-27T08:00+07:00",
            "antara",
            "Filipina batalkan pembelian helikopter Rusia",
            "Filipina membatalkan pembelian helikopter dari Rusia karena khawatir sanksi AS, Rabu (27/7/2022).",
            1,
        ),
        (
            "2022-07-28T08:00+07:00",
            "kompas",
            "Manila Batal Beli Helikopter Rusia",
            "Filipina batal membeli helikopter dari Rusia.",
            0,
        ),
    ],
    "houthi": [
        (
            "2024-04-01T08:00+07:00",
            "antara",
            "Iran pasok rudal ke Houthi",
            "Iran memasok rudal kepada Houthi di Yaman, kata Komando Pusat AS.",
            1,
        ),
        (
            "2024-04-02T08:00+07:00",
            "kompas",
            "Houthi Terima Rudal Iran",
            "Kelompok Houthi menerima rudal dari Iran, kata AS.",
            0,
        ),
        (
            "2024-04-03T08:00+07:00",
            "detik",
            "Iran bantah pasok rudal ke Houthi",
            "Iran membantah memasok rudal ke Houthi.",
            1,
        ),
    ],
    "nuclear stationing": [
        (
            "2023-03-26T08:00+07:00",
            "antara",
            "Putin akan tempatkan senjata nuklir taktis di Belarus",
            "Rusia akan menempatkan senjata nuklir taktis di Belarus, kata Putin, Sabtu (25/3/2023).",
            1,
        ),
        (
            "2023-06-17T08:00+07:00",
            "antara",
            "Senjata nuklir Rusia tiba di Belarus",
            "Rusia telah mengirim senjata nuklir taktis ke Belarus, kata Putin, Jumat (16/6/2023).",
            1,
        ),
    ],
    "daily packages": [
        (
            "2024-09-06T08:00+07:00",
            "antara",
            "AS umumkan paket senjata untuk Ukraina",
            "Amerika Serikat akan mengirim rudal dan amunisi ke Ukraina, kata Pentagon, Jumat (6/9/2024).",
            1,
        ),
        (
            "2024-09-26T08:00+07:00",
            "antara",
            "AS umumkan paket senjata baru untuk Ukraina",
            "Amerika Serikat akan mengirim paket senjata baru ke Ukraina berupa rudal dan amunisi, kata "
            "Pentagon, Kamis (26/9/2024).",
            1,
        ),
        (
            "2024-09-26T12:00+07:00",
            "kompas",
            "Pentagon Umumkan Paket Senjata Baru",
            "Amerika Serikat akan mengirim paket senjata baru ke Ukraina, kata Pentagon.",
            0,
        ),
    ],
    "long article with three facts, retold next day": [
        (
            "2024-10-14T08:00+07:00",
            "antara",
            "Seoul: Pyongyang kirim 7.000 kontainer amunisi ke Moskow",
            "SEOUL - Kementerian Pertahanan Korea Selatan pada Senin (14/10/2024) menyatakan Korea Utara "
            "telah mengirim sekitar 7.000 kontainer amunisi ke Rusia. Menteri Shin Won-sik menyebut "
            "isinya mencakup peluru artileri.\nSebagai imbalan, Rusia diduga memasok bahan bakar dan "
            "pangan.\nKedua negara menandatangani pakta pertahanan pada Juni lalu. Korea Utara "
            "membantah memasok senjata ke Rusia.",
            1,
        ),
        (
            "2024-10-14T14:00+07:00",
            "kompas",
            "7.000 Kontainer Amunisi Korut Mengalir ke Rusia",
            "Korea Utara telah mengirim 7.000 kontainer amunisi ke Rusia menurut Kementerian Pertahanan "
            "Korea Selatan. Jumlah itu naik dari perkiraan sebelumnya.",
            0,
        ),
        (
            "2024-10-15T08:00+07:00",
            "detik",
            "Korsel Ungkap Kiriman Amunisi Korut",
            "Menteri Pertahanan Korea Selatan Shin Won-sik mengungkapkan Korea Utara mengirim ribuan "
            "kontainer berisi amunisi ke Rusia.",
            0,
        ),
        (
            "2024-10-16T08:00+07:00",
            "tempo",
            "Kremlin Tepis Tuduhan Seoul",
            "Kremlin membantah menerima amunisi dari Korea Utara. Juru bicara Dmitry Peskov menyebut "
            "tuduhan Seoul tidak berdasar.",
            1,
        ),
    ],
    "indonesia buys, delivery in two batches": [
        (
            "2022-02-10T16:00+07:00",
            "antara",
            "Indonesia teken kontrak pembelian Rafale",
            "Indonesia menandatangani kontrak pembelian enam jet tempur Rafale dari Prancis, Kamis "
            "(10/2/2022). Penandatanganan disaksikan Menteri Pertahanan Prabowo Subianto.",
            1,
        ),
        (
            "2022-02-10T19:00+07:00",
            "kompas",
            "Prabowo Borong Rafale Prancis",
            "Indonesia membeli jet tempur Rafale dari Prancis. Kontrak enam unit pertama diteken Kamis.",
            0,
        ),
        (
            "2022-02-11T08:00+07:00",
            "detik",
            "Kenapa Indonesia Pilih Rafale?",
            "Indonesia membeli jet tempur Rafale dari Prancis. Pengamat menilai langkah itu tepat.",
            0,
        ),
    ],
    "iaea": [
        (
            "2025-07-02T15:00+07:00",
            "antara",
            "Iran tangguhkan kerja sama dengan IAEA",
            "Presiden Iran Masoud Pezeshkian menangguhkan kerja sama Iran dengan Badan Energi Atom "
            "Internasional (IAEA), Rabu (2/7/2025).",
            1,
        ),
        (
            "2025-07-02T18:00+07:00",
            "kompas",
            "Iran Setop Kerja Sama dengan IAEA",
            "Iran menangguhkan kerja sama dengan IAEA.",
            0,
        ),
    ],
    "syria old story again": [
        (
            "2024-09-05T08:00+07:00",
            "antara",
            "Rusia pernah jual S-300 ke Suriah",
            "Rusia menjual sistem pertahanan udara S-300 ke Suriah pada 2018.",
            0,
        ),
    ],
    "us taiwan sale approved then delivered": [
        (
            "2023-03-02T08:00+07:00",
            "antara",
            "AS setujui penjualan rudal ke Taiwan",
            "Amerika Serikat menyetujui penjualan rudal senilai 619 juta dolar AS ke Taiwan, kata "
            "Pentagon, Kamis (2/3/2023).",
            1,
        ),
        (
            "2023-03-02T12:00+07:00",
            "kompas",
            "AS Restui Penjualan Rudal F-16 untuk Taiwan",
            "Amerika Serikat menyetujui penjualan rudal ke Taiwan. China mengecam langkah itu.",
            0,
        ),
        (
            "2023-03-03T08:00+07:00",
            "detik",
            "China Kecam Penjualan Senjata AS ke Taiwan",
            "China mengecam keputusan AS menyetujui penjualan senjata ke Taiwan.",
            0,
        ),
    ],
    "embargo lifted": [
        (
            "2024-08-10T08:00+07:00",
            "antara",
            "AS cabut larangan penjualan senjata ke Arab Saudi",
            "Amerika Serikat mencabut larangan penjualan senjata ofensif ke Arab Saudi, kata Departemen "
            "Luar Negeri AS, Jumat (9/8/2024).",
            1,
        ),
        (
            "2024-08-11T08:00+07:00",
            "kompas",
            "Larangan Senjata ke Saudi Dicabut",
            "Amerika Serikat mencabut larangan penjualan senjata ke Arab Saudi.",
            0,
        ),
    ],
}


@pytest.fixture(scope="module")
def live() -> RuleSet:
    return load_rules(RULES)


@pytest.mark.parametrize("name", list(STORIES))
def test_story_as_articles(name: str, live: RuleSet, tmp_path: Path) -> None:
    articles = STORIES[name]
    file = tmp_path / "story.jsonl"
    rows = [
        {"id": str(n), "title": title, "text": text, "outlet": outlet, "date": at}
        for n, (at, outlet, title, text, _) in enumerate(articles)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    store = open_store("sqlite://")
    try:
        answers = replay_documents([document_line(line) for line in read_lines(str(file))], live, store)
    finally:
        store.close()
    for (at, outlet, title, _, expected), answer in zip(articles, answers, strict=True):
        decisions = answer.value["decisions"]
        assert sum(d["alert"] for d in decisions) == expected, f"{at} {outlet} {title}: {decisions}"


def test_there_are_enough_stories_and_each_article_brings_one_message_at_most() -> None:
    assert len(STORIES) >= 20
    assert all(article[4] in (0, 1) for story in STORIES.values() for article in story)
