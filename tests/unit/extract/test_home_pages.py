"""Meetings of pages about the home state's own officials: whom a sentence leaves out, several told in one page."""

from __future__ import annotations

import pytest
from test_meeting_pages import lines

CASES = {
    "an honorific before an office is the home holder": (
        "Juru bicara Kementerian Luar Negeri RI Bagas Wirawan menyampaikan agenda Indonesia.",
        '"Menteri Luar Negeri Samoa Tui Faleolo akan bertemu dengan ibu menlu," kata Bagas.',
        ["meeting planned foreign-minister-of-idn:participant tui-faleolo:participant IDN WSM"],
    ),
    "who is announced comes to the page's own state": (
        "Juru bicara Kementerian Luar Negeri RI Bagas Wirawan menyampaikan agenda Indonesia.",
        '"Pekan depan akan ada kunjungan Menlu Fiji Josefa Vakalala," kata Bagas.',
        ["visit planned josefa-vakalala:visitor FJI IDN"],
    ),
    "announced by somebody else": (
        "Presiden Indonesia Surya Wibawa berpidato di Jakarta.",
        'Menlu Tonga Mele Havea mengatakan, "Pekan depan akan ada kunjungan Menlu Fiji Josefa Vakalala."',
        ["visit planned josefa-vakalala:visitor FJI"],
    ),
    "a question announces nothing": (
        "Menlu Indonesia Andara Wiguna hadir di Jakarta.",
        '"Apakah akan ada kunjungan Menlu Tonga Mele Havea?" tanya wartawan.',
        [],
    ),
    "who speaks behind it was there": (
        "Menteri Luar Negeri Fiji Josefa Vakalala berada di Indonesia sejak Jumat malam.",
        '"Saya ucapkan terima kasih kepada Ibu Andara," ujarnya usai pertemuan bilateral di Gedung Pancasila, Jakarta.',
        ["visit held josefa-vakalala:visitor", "meeting held josefa-vakalala:participant FJI IDN"],
    ),
    "my own talk, and the speaker comes later": (
        "Menteri Luar Negeri Fiji Josefa Vakalala berbicara tentang Indonesia.",
        '"Dalam pertemuan saya dengan Presiden Surya Wibawa pagi tadi, Indonesia setuju. Kami senang," ujar Vakalala.',
        ["meeting held surya-wibawa:participant josefa-vakalala:participant IDN FJI"],
    ),
    "what is followed up has been": (
        "Menlu Fiji Josefa Vakalala datang untuk menindaklanjuti pembicaraan antara Presiden Indonesia Surya Wibawa dan"
        " PM Fiji Mere Tuilagi.",
        ["meeting held surya-wibawa:participant mere-tuilagi:participant"],
    ),
    "a row of talks, each told of its own": (
        "Menlu RI Andara Wiguna melakukan pertemuan bilateral dengan Menlu Samoa dan Menlu Tonga di New York, Senin (3/3/2031).",
        "Dalam pertemuan dengan Menlu Samoa, Tui Faleolo, Menlu Andara menyinggung sawit.",
        "Pada pertemuan dengan Menlu Tonga Mele Havea, Menlu Andara menyinggung kopra.",
        [
            "meeting held 2031-03-03 tui-faleolo:participant andara-wiguna:participant WSM IDN",
            "meeting held 2031-03-03 mele-havea:participant andara-wiguna:participant TON IDN",
        ],
    ),
    "a row of which one is told of its own": (
        "Menlu RI Andara Wiguna melakukan pertemuan bilateral dengan Menlu Samoa Tui Faleolo dan Menlu Tonga Mele Havea.",
        "Saat bertemu Menlu Samoa, Andara menyinggung sawit.",
        [
            "meeting held mele-havea:participant andara-wiguna:participant TON IDN",
            "meeting held tui-faleolo:participant andara-wiguna:participant WSM IDN",
        ],
    ),
    "three who sit together": (
        "Menlu RI Andara Wiguna bertemu Menlu Samoa Tui Faleolo dan Menlu Tonga Mele Havea di Suva.",
        "Pertemuan trilateral itu membahas laut.",
        "Dalam pertemuan dengan Menlu Samoa, Andara juga menyinggung sawit.",
        ["meeting held tui-faleolo:participant mele-havea:participant andara-wiguna:participant WSM TON IDN"],
    ),
    "who is invited comes": (
        '"Presiden mengulangi undangan beliau kepada Presiden Fiji Josefa Vakalala agar berkunjung ke Indonesia," kata'
        " Menlu Indonesia Andara Wiguna.",
        ["visit planned josefa-vakalala:visitor IDN FJI"],
    ),
    "an occasion is no side": (
        "Presiden Indonesia Surya Wibawa bertemu Presiden Fiji Josefa Vakalala dalam acara G20 di Hamburg, Januari 2031.",
        "Dua kepala negara itu bakal bertemu kembali saat acara APEC, November 2031.",
        [
            "meeting held 2031-01 surya-wibawa:participant josefa-vakalala:participant FJI IDN",
            "meeting planned 2031-11 surya-wibawa:participant josefa-vakalala:participant FJI IDN",
        ],
    ),
    "two summits by their names": (
        "Presiden Indonesia Surya Wibawa akan memimpin KTT Ke-41 ASEAN-RRT di Jakarta.",
        "Surya juga akan memimpin KTT Ke-39 ASEAN-Republik Korea.",
        ["summit planned ASEAN CHN IDN", "summit planned ASEAN KOR IDN"],
    ),
    "one summit told twice": (
        "Presiden Indonesia Surya Wibawa akan memimpin KTT ASEAN-RRT di Jakarta.",
        "KTT ASEAN-RRT akan digelar pada Mei 2031.",
        ["summit planned ASEAN CHN IDN"],
    ),
    "in the midst of a summit": (
        '"Di tengah-tengah KTT G20, Presiden akan melakukan pertemuan dengan Presiden Fiji Josefa Vakalala," kata Menlu'
        " Indonesia Andara Wiguna di Jakarta, Senin (3/3/2031).",
        ["meeting planned None josefa-vakalala:participant president-of-idn:participant"],
    ),
    "the day of the visit before a summit": (
        "Sebelum ke KTT G20 di Hamburg, Presiden Indonesia Surya Wibawa melakukan kunjungan kenegaraan ke Fiji pada 16 Maret mendatang.",
        ["summit planned None", "visit planned 2031-03-16"],
    ),
    "a prime minister is not of the home state": (
        "Presiden Indonesia Surya Wibawa akan melakukan kunjungan resmi ke Tonga pada 18-19 Maret 2031.",
        "Perdana Menteri Mele Havea dan Presiden Surya Wibawa akan mengadakan pertemuan untuk membahas perikanan.",
        "Perdana Menteri Mele Havea akan menyelenggarakan makan malam resmi untuk menghormati Presiden Surya Wibawa.",
        [
            "visit planned surya-wibawa:visitor TON IDN",
            "meeting planned mele-havea:host surya-wibawa:visitor TON IDN",
            "other planned mele-havea:participant surya-wibawa:participant TON IDN",
        ],
    ),
    "an itinerary": (
        "Menhan Indonesia Bagas Wirawan bertolak ke Fiji, Senin (3/3/2031).",
        "Rombongan Menhan selain mengunjungi Fiji juga akan berkunjung ke Tonga.",
        "Menhan Bagas dijadwalkan melakukan kunjungan kehormatan kepada Menhan Fiji Josefa Vakalala.",
        "Kunjungan kehormatan Menhan Bagas kepada Menhan Vakalala tersebut digunakan untuk membahas latihan.",
        "Usai melakukan kunjungan kehormatan kepada Menhan Fiji, Menhan RI dijadwalkan melanjutkan kunjungannya ke Tonga"
        " pada 16-18 Maret 2031.",
        [
            "visit held 2031-03-03 bagas-wirawan:visitor FJI IDN",
            "visit planned 2031-03-16/2031-03-18 bagas-wirawan:visitor TON IDN",
            "meeting planned None bagas-wirawan:visitor josefa-vakalala:host FJI IDN",
        ],
    ),
    "a call that is the visit": (
        "Menlu Fiji Josefa Vakalala melakukan kunjungan kehormatan kepada Presiden Indonesia Surya Wibawa di Istana Merdeka.",
        ["visit held surya-wibawa:host josefa-vakalala:visitor"],
    ),
    "ranks before a name, and where he is from": (
        "Sekretaris Jenderal Kementerian Pertahanan Indonesia Letjen Bagas Wirawan menunggu delegasi Kanada.",
        "Pertemuan pertama digelar dengan Letnan Jenderal Derek Hollis, Wakil Panglima Komando PBB asal Kanada.",
        "Letjen Bagas menerima kunjungan Letnan Jenderal Karl Brenner, Komandan Komponen Udara dari Jerman.",
        [
            "meeting held derek-hollis:participant CAN IDN",
            "visit held karl-brenner:visitor bagas-wirawan:host DEU IDN",
        ],
    ),
    "a row of talks by their numbers": (
        "Menlu RI Andara Wiguna menggelar belasan pertemuan bilateral di New York, Senin (3/3/2031).",
        "Pertama, Menlu Andara bertemu dengan Menlu Samoa Tui Faleolo.",
        "Pertemuan kedua dilangsungkan dengan Menlu Tonga Mele Havea.",
        "Pertemuan selanjutnya dengan Menlu Vanuatu Joe Kalo membahas perikanan.",
        [
            "meeting held tui-faleolo:participant andara-wiguna:participant WSM IDN",
            "meeting held mele-havea:participant andara-wiguna:participant TON IDN",
            "meeting held joe-kalo:participant andara-wiguna:participant VUT IDN",
        ],
    ),
    "a talk with whom the sentence begins": (
        "Menlu RI Andara Wiguna bertemu Menlu Fiji Josefa Vakalala di New York, Senin (3/3/2031).",
        "Dengan Tonga, Menlu Andara membahas kopra.",
        "Sementara dengan Menlu Samoa Tui Faleolo, Menlu Andara merundingkan sawit.",
        [
            "meeting held andara-wiguna:participant josefa-vakalala:participant IDN FJI",
            "meeting held andara-wiguna:participant IDN TON",
            "meeting held tui-faleolo:participant andara-wiguna:participant WSM IDN",
        ],
    ),
    "no talk with whom the sentence begins": (
        "Menlu RI Andara Wiguna membaca laporan Fiji.",
        "Dengan bantuan Palau, Menlu Andara membahas anggaran. Bersama stafnya, Menlu Andara membahas anggaran Fiji.",
        [],
    ),
    "what they went for was held": (
        "Presiden RI Surya Wibawa menerima kunjungan resmi PM Tonga Mele Havea di Istana Merdeka, Senin (3/3/2031).",
        "Presiden Surya dan PM Havea menuju teras belakang untuk melakukan pertemuan bilateral.",
        "Di sana, tampak Presiden Surya berbincang bersama PM Havea.",
        ["visit held 2031-03-03", "meeting held surya-wibawa:host mele-havea:visitor"],
    ),
    "what he comes for is still to come": (
        "PM Tonga Mele Havea tiba di Jakarta, Senin (3/3/2031), untuk bertemu Presiden Indonesia Surya Wibawa pada Kamis (6/3/2031).",
        "Tahun lalu Presiden Surya Wibawa bertemu Havea di Apia.",
        ["visit held 2031-03-03", "meeting planned 2031-03-06", "meeting held"],
    ),
    "how he was met there": (
        "Ketua DPR RI Dewi Lestari melakukan pertemuan dengan Ketua Parlemen Fiji, Josefa Vakalala, di Suva, Senin (3/3/2031).",
        "Kehadiran Dewi disambut hangat oleh Josefa.",
        ["meeting held dewi-lestari:visitor josefa-vakalala:host FJI IDN"],
    ),
    "who stands in receives": (
        "Sekretariat Jenderal DPR RI yang diwakili Sekretaris Jenderal DPR Bagas Wirawan menerima kunjungan kehormatan"
        " Duta Besar Fiji untuk Indonesia Mere Tuilagi.",
        ["visit held bagas-wirawan:host mere-tuilagi:visitor IDN FJI"],
    ),
    "the day of the visit that was returned": (
        "Menlu Indonesia Andara Wiguna berkunjung ke Fiji pada 2-4 Maret 2031.",
        "Kunjungan tersebut merupakan kunjungan balasan atas kunjungan delegasi Fiji ke Indonesia pada April 2030.",
        ["visit held 2031-03-02/2031-03-04 andara-wiguna:visitor", "visit held 2030-04"],
    ),
    "a talk told by its noun and its verb": (
        "Menlu RI Andara Wiguna bertemu dengan Menlu Samoa Tui Faleolo di Bali, Senin (3/3/2031).",
        "Pertemuan bilateral selanjutnya, Menlu Andara menerima Menlu Tonga Mele Havea untuk membahas tindak lanjut"
        " kunjungan Presiden Surya Wibawa ke Tonga bulan lalu.",
        [
            "meeting held 2031-03-03 tui-faleolo:visitor andara-wiguna:host",
            "meeting held None mele-havea:visitor andara-wiguna:host",
            "visit held 2031-02 surya-wibawa:visitor",
        ],
    ),
    "to get a visit": (
        "Menlu Indonesia Andara Wiguna mendapat kunjungan dari Menlu Tonga Mele Havea, Senin (3/3/2031).",
        ["visit held andara-wiguna:host mele-havea:visitor"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_page(extract, name: str) -> None:
    *sentences, wanted = CASES[name]
    found = lines(extract(*sentences), wanted)
    assert [set(x.split()) for x in found] == [set(x.split()) for x in wanted], found
