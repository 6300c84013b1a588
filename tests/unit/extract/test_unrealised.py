"""High stages that a sentence names as a feature or a condition of what is to come are claimed by nobody."""

from __future__ import annotations

import pytest

_PAGE = ("Fiji dan Tonga bertetangga di Pasifik.", "Kapal dagang menunggu di Suva.", "Harga kopra naik.")


def _stages(extract, *text: str) -> list[str]:
    return [c.stage for c in extract(*_PAGE, *text).commitments]


@pytest.mark.parametrize(
    "text",
    [
        "Fiji dan Tonga ingin punya perjanjian yang ditandatangani kedua kepala negara.",
        "Fiji dan Tonga sepakat menyusun perjanjian perikanan yang ditandatangani paling lambat Juni.",
        "Menlu Fiji dan Menlu Tonga bersepakat menaikkan pengaturan itu menjadi perjanjian yang diratifikasi parlemen.",
        "Perjanjian batas laut Fiji dan Tonga baru efektif 30 hari sesudah piagam pengesahan dipertukarkan.",
        "Perjanjian dagang Fiji dan Tonga berlaku 60 hari setelah diratifikasi kedua parlemen.",
        "Dubes Fiji menerima dokumen hibah senilai 2 juta dolar dari Wakil Menteri Keuangan Tonga.",
        "Menlu Tonga menyerahkan naskah hibah 2 juta dolar kepada Dubes Fiji.",
        "Setelah Tonga meratifikasi konvensi itu, barulah Fiji akan meneken.",
        "Perjanjian aksesi Fiji dan Tonga masih harus disusun, diteken, lalu diratifikasi setiap negara.",
        "Di Suva, Menlu Tonga akan diterima Presiden Fiji, lalu meneken perjanjian dagang dengan Fiji.",
        "Menlu Tonga dijadwalkan bertemu Menlu Fiji, kemudian menandatangani perjanjian dagang.",
        "Para pemimpin Fiji dan Tonga mengesahkan Deklarasi Suva.",
        "Usai diratifikasi kelak, perjanjian Fiji dan Tonga akan mengikat selama 10 tahun.",
        "Kesepakatan itu mewajibkan Fiji menyerahkan dua pulau kepada Tonga.",
        "Menurut kesepakatan itu, Fiji menyerahkan dua pulau kepada Tonga.",
        "Sebagai imbalan, Fiji mencabut embargo terhadap Tonga.",
        "Tawaran Fiji itu termasuk mencabut embargo terhadap Tonga.",
        "Fiji bukan pihak yang mengirimkan senjata kepada Tonga.",
        "Fiji mengatakan bersedia berunding, mencabut larangan impor Tonga, dan memulangkan tawanan.",
        "Tonga meminta Fiji berunding, membuka perlintasan, dan mencabut embargo terhadap Tonga.",
        "Fiji mengirimkan 40 penyuluh kakao ke Tonga mulai April mendatang.",
        "Fiji lebih suka mengirimkan guru ke Tonga.",
    ],
)
def test_nothing_high_is_claimed(extract, text: str) -> None:
    assert not {"signed", "ratified", "in_force", "implemented"} & set(_stages(extract, text))


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Fiji dan Tonga sepakat memperpanjang perjanjian dagang yang ditandatangani pada 2024.", "signed"),
        ("Fiji dan Tonga akhirnya memiliki perjanjian yang telah ditandatangani kedua kepala negara.", "signed"),
        ("Tiga bulan setelah perjanjian dagang Fiji dan Tonga diratifikasi, ekspor kopra naik.", "ratified"),
        ("Setelah Tonga meratifikasi konvensi itu, Fiji akan mengirim utusan ke Nuku'alofa.", "ratified"),
        ("Menlu Tonga, yang akan pensiun, menandatangani perjanjian dagang dengan Fiji.", "signed"),
        ("Menlu Tonga tiba di Suva, lalu menandatangani perjanjian dagang dengan Fiji.", "signed"),
        ("Parlemen Fiji mengesahkan perjanjian dagang dengan Tonga.", "ratified"),
        ("Fiji dan Tonga meratifikasi Deklarasi Suva.", "ratified"),
        ("Tonga menyerahkan hibah 2 juta dolar kepada Fiji.", "implemented"),
        ("Menurut kesepakatan itu, Fiji telah menyerahkan dua pulau kepada Tonga.", "implemented"),
        ("Fiji mencabut larangan impor Tonga, membuka perlintasan, dan memulangkan 20 tawanan Tonga.", "implemented"),
        ("Fiji dan Tonga menandatangani perjanjian ekstradisi yang mulai berlaku hari ini.", "in_force"),
    ],
)
def test_what_is_there_stays(extract, text: str, stage: str) -> None:
    assert stage in _stages(extract, text)


def test_a_rule_in_an_instrument_is_in_force_for_itself(extract) -> None:
    told = "Menlu Fiji dan Menlu Tonga meneken perjanjian penyelenggaraan haji."
    rule = "Perjanjian juga memuat larangan membentangkan spanduk dan aturan baru kartu yang mulai berlaku bulan puasa."
    assert _stages(extract, told, rule) == ["signed"]
