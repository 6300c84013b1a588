"""Meetings of short pages, each for one way in which the press tells of them: the lines that a reader would note."""

from __future__ import annotations

import pytest

CASES = {
    "the two of the page, told as such": (
        "Fiji dan Tonga bersengketa soal batas laut, kata Menlu Fiji Josefa Vakalala.",
        "Menlu itu mengatakan data akan ditukar ketika kedua pihak bertemu di Apia pada 20 Maret 2031.",
        ["meeting planned 2031-03-20 FJI TON"],
    ),
    "where somebody stayed during a visit": (
        "Menlu Fiji Josefa Vakalala mengatakan ia melihat tanda-tanda harapan di Tonga selama kunjungannya sepekan.",
        ["visit held josefa-vakalala:visitor FJI TON"],
    ),
    "one journey after another": (
        "Setelah kunjungan ke Tonga, Presiden Fiji Josefa Vakalala melanjutkan lawatannya ke Samoa.",
        ["visit held josefa-vakalala:visitor TON FJI", "visit held josefa-vakalala:visitor WSM FJI"],
    ),
    "a minister of the page's own state": (
        "Menteri Perdagangan Fiji Josefa Vakalala tiba di Jakarta, Senin (3/3/2031).",
        "Vakalala dijadwalkan menemui Menteri Investasi pada 5 Maret 2031.",
        ["visit held josefa-vakalala:visitor", "meeting planned 2031-03-05 FJI IDN"],
    ),
    "the heads of two delegations": (
        "Delegasi Fiji dipimpin Menhan Josefa Vakalala, sedangkan delegasi Tonga diketuai Menlu Mele Havea.",
        "Mereka bertemu di Apia, Senin (3/3/2031).",
        ["meeting held 2031-03-03 josefa-vakalala:participant mele-havea:participant FJI TON"],
    ),
    "talks of a month, by their place": (
        "Fiji dan Tonga bersengketa soal batas laut.",
        "Pada perundingan Desember lalu di Apia, Fiji meminta laporan.",
        ["meeting held 2030-12 FJI TON"],
    ),
    "a round and the next one": (
        "Fiji dan Tonga mengakhiri putaran keenam perundingan batas laut di Suva.",
        "Putaran ketujuh akan digelar di Apia pada 12 April 2031.",
        ["other held FJI TON", "other planned 2031-04-12 FJI TON"],
    ),
    "one who only speaks of a visit": (
        "Presiden Fiji Josefa Vakalala mengunjungi Tonga, Senin (3/3/2031).",
        "Terkait kunjungan tersebut, Menlu Samoa Lani Tuala menyatakan harapannya.",
        ["visit held 2031-03-03 josefa-vakalala:visitor"],
    ),
    "what a delegation came for was told first": (
        "Pejabat tinggi Fiji dan Tonga, Senin (3/3/2031), melakukan pembicaraan mengenai batas laut di Tonga.",
        "Delegasi Fiji yang dipimpin Menteri Pertahanan Josefa Vakalala tiba di Tonga, Minggu (2/3/2031), untuk melakukan"
        " pembicaraan dengan Mele Havea, Menteri Pertahanan Tonga.",
        ["meeting held 2031-03-03", "visit held 2031-03-02 josefa-vakalala:visitor"],
    ),
    "a leader named before": (
        "Menhan Fiji Josefa Vakalala akan melakukan pembicaraan dengan Presiden Tonga Mele Havea.",
        "Vakalala mengatakan dia akan berdiskusi dengan pemimpin Tonga itu mengenai kapal.",
        ["meeting planned josefa-vakalala:participant mele-havea:participant"],
    ),
    "a call, told again as a talk": (
        "Presiden Fiji Josefa Vakalala melakukan pembicaraan telepon dengan Presiden Tonga Mele Havea, Senin (3/3/2031).",
        "Dalam pembicaraannya dengan Havea, Vakalala menekankan pentingnya hubungan.",
        ["call held 2031-03-03 josefa-vakalala:participant mele-havea:participant"],
    ),
    "a talk that was called off and has a new day": (
        "Pertemuan Menlu Fiji Josefa Vakalala dan Menlu Tonga Mele Havea yang semula dijadwalkan Rabu (5/3/2031) urung"
        " dilaksanakan.",
        "Pertemuan itu digeser ke 17 Juni 2031.",
        ["meeting rescheduled 2031-06-17"],
    ),
    "a visit put off and set anew": (
        "Kunjungan Presiden Tonga Mele Havea ke Fiji ditunda.",
        "Jadwal baru ditetapkan pada 20 Mei 2031.",
        ["visit rescheduled 2031-05-20"],
    ),
    "a visit put off, and another one set": (
        "Kunjungan Presiden Tonga Mele Havea ke Fiji ditunda.",
        "Pemilihan umum Tonga dijadwalkan pada 20 Mei 2031.",
        ["visit postponed None"],
    ),
    "a call, with its length between": (
        "Presiden Fiji Josefa Vakalala dan Presiden Tonga Mele Havea telah berbicara selama satu jam lewat telepon.",
        ["call held josefa-vakalala:participant mele-havea:participant"],
    ),
    "a host who receives him who was named before": (
        "Menlu Fiji Josefa Vakalala tiba di Nuku'alofa, Senin (3/3/2031).",
        "Presiden Tonga Mele Havea menerimanya pada sore hari.",
        ["visit held josefa-vakalala:visitor", "meeting held josefa-vakalala:visitor mele-havea:host"],
    ),
    "a counterpart named by his state": (
        "Menlu Fiji Josefa Vakalala bertukar pikiran dengan mitranya dari Tonga, Senin (3/3/2031).",
        ["meeting held 2031-03-03 FJI TON"],
    ),
    "no plan to meet": (
        "Presiden Fiji Josefa Vakalala dan Presiden Tonga Mele Havea tidak ada rencana untuk bertemu.",
        [],
    ),
    "others urge two to talk": (
        "Fiji dan Tonga bersengketa.",
        "Samoa dan Kiribati mengimbau keduanya menahan diri dan berunding.",
        [],
    ),
    "both leaders, and the scene behind": (
        "Fiji dan Tonga sepakat membuka jalur feri.",
        "Kedua pemimpin mencapai titik temu itu dalam pembicaraan di Istana Presiden, Senin (3/3/2031).",
        ["meeting held 2031-03-03 FJI TON"],
    ),
    "a breakfast": (
        "Presiden Fiji Josefa Vakalala sarapan bersama Menlu Tonga Mele Havea di Suva, Senin (3/3/2031).",
        ["meeting held 2031-03-03 josefa-vakalala:host mele-havea:visitor"],
    ),
    "a council that is to sit": (
        "Dewan Keamanan PBB dijadwalkan bersidang pada 28 Maret 2031 untuk mendengarkan laporan.",
        ["meeting planned 2031-03-28 UN"],
    ),
    "ministers of the members": (
        "Para menteri luar negeri negara anggota OKI berkumpul di Jeddah pada 3 Maret 2031.",
        ["meeting held 2031-03-03 OIC"],
    ),
    "an ambassador at a university": (
        "Duta Besar Fiji untuk Indonesia Josefa Vakalala mengunjungi Universitas Contoh, Yogyakarta, Senin (3/3/2031).",
        ["visit held 2031-03-03 josefa-vakalala:visitor IDN FJI"],
    ),
    "a numbered round about a treaty": (
        "Indonesia dan Fiji menggelar putaran ke-39 perundingan CEPA di Suva pada 1-3 Maret 2031.",
        ["other held IDN FJI"],
    ),
    "ministers of the states of an organisation": (
        "Menteri pertahanan negara-negara NATO bertemu di Brussel, Senin (3/3/2031).",
        ["meeting held 2031-03-03 NATO"],
    ),
    "a numbered session of ministers": (
        "Menlu RI Andara Wiguna memimpin delegasi pada Sidang ke-51 Dewan Menteri Luar Negeri OKI di Istanbul, 3 Maret 2031.",
        ["meeting held 2031-03-03 OIC"],
    ),
    "a joint commission and who leads it": (
        "Komisi Bersama Indonesia-Fiji kedelapan dipimpin Menlu RI Andara Wiguna dan Menlu Fiji Josefa Vakalala di Suva.",
        ["other held IDN FJI"],
    ),
    "the end of a visit": (
        "Presiden Tonga Mele Havea tiba di Suva, Minggu (2/3/2031), dan meninggalkan Fiji pada Senin (3/3/2031).",
        ["visit held 2031-03-02 mele-havea:visitor"],
    ),
    "a visit told by its end": (
        "Presiden Tonga Mele Havea bertolak dari Suva, Fiji, Senin (3/3/2031).",
        ["visit held 2031-03-03 mele-havea:visitor FJI TON"],
    ),
    "who leaves his own state, or a room": (
        "Presiden Fiji Josefa Vakalala meninggalkan Fiji, Senin (3/3/2031).",
        "Presiden Tonga Mele Havea meninggalkan ruang sidang pada Senin (3/3/2031).",
        [],
    ),
    "a host who brings two together": (
        "Presiden Samoa Lani Tuala mempertemukan Presiden Fiji Josefa Vakalala dengan Presiden Tonga Mele Havea di Apia.",
        ["meeting held lani-tuala:host josefa-vakalala:visitor mele-havea:visitor"],
    ),
    "what is brought together is no two people": (
        "Menlu Fiji Josefa Vakalala menyanggupi mempertemukan Tonga dengan lembaga ekspor pada April 2031.",
        [],
    ),
    "who comes home, and whom somebody came from": (
        "Presiden Fiji Josefa Vakalala pulang dari Tonga setelah berunding.",
        "Menlu RI Andara Wiguna mendapat kunjungan dari Menlu Samoa Lani Tuala.",
        ["visit held josefa-vakalala:visitor", "visit held andara-wiguna:host lani-tuala:visitor"],
    ),
    "a president who is not the page's own": (
        "Menlu Fiji Josefa Vakalala tiba di Jakarta, lalu terbang ke Apia, Samoa.",
        "Vakalala dijadwalkan menemui Presiden pada 5 Maret 2031.",
        ["visit held josefa-vakalala:visitor", "visit held josefa-vakalala:visitor"],
    ),
    "a stranger on tour": (
        "Fiji dan Tonga bersahabat.",
        "Vakalala mengunjungi beberapa kota termasuk Apia dan Suva untuk konser.",
        [],
    ),
    "talks that are only to end": (
        "Mereka berharap negosiasi kerja sama Fiji dan Tonga ini dapat diselesaikan pada akhir tahun 2031.",
        [],
    ),
    "a market for firms": (
        "Pameran Fiji dan Tonga di Suva pada 3 Maret 2031 merupakan ajang pertemuan bisnis.",
        [],
    ),
    "an honour that is accepted": (
        "Presiden Fiji Josefa Vakalala dengan rendah hati menerima kehormatan penugasan sebagai kepala Bank Dunia dari AS.",
        [],
    ),
    "where somebody leaves, and where he goes on to": (
        "Presiden Fiji Josefa Vakalala, Senin (3/3/2031), akan meninggalkan Tonga untuk melanjutkan kunjungan ke Samoa.",
        [
            "visit held 2031-03-03 josefa-vakalala:visitor FJI TON",
            "visit planned 2031-03-03 josefa-vakalala:visitor FJI WSM",
        ],
    ),
    "a visit and the talk under way in it": (
        "Presiden Indonesia Surya Wibawa menerima kunjungan kenegaraan Presiden Fiji Josefa Vakalala di Bogor, Selasa (4/3/2031).",
        "Saat ini kedua presiden tengah melakukan pertemuan bilateral yang akan dilanjutkan dengan jamuan.",
        [
            "visit held surya-wibawa:host josefa-vakalala:visitor",
            "meeting held surya-wibawa:host josefa-vakalala:visitor",
        ],
    ),
    "a bare weekday of what is planned": (
        "Presiden Fiji Josefa Vakalala dijadwalkan bertemu Presiden Tonga Mele Havea di Apia pada Kamis pagi.",
        ["meeting planned 2031-02-27 josefa-vakalala:participant mele-havea:participant"],
    ),
    "a plan, and when it was said": (
        "Presiden Fiji Josefa Vakalala akan bertemu Presiden Tonga Mele Havea di Apia, kata juru bicaranya pada Senin.",
        ["meeting planned None josefa-vakalala:participant mele-havea:participant"],
    ),
    "when it was called off, and when it was to be": (
        "Menlu Fiji Josefa Vakalala tiba-tiba membatalkan kunjungannya ke Tonga, Senin (3/3/2031).",
        "Sedianya, Vakalala memulai kunjungannya ke Nuku'alofa pada Rabu (5/3/2031).",
        ["visit cancelled 2031-03-05 josefa-vakalala:visitor"],
    ),
    "put off with what it was for": (
        "Presiden Fiji Josefa Vakalala telah menunda perjalanan ke Tonga untuk bertemu dengan Presiden Mele Havea.",
        [
            "visit postponed josefa-vakalala:visitor",
            "meeting postponed mele-havea:participant josefa-vakalala:participant",
        ],
    ),
    "a call before a planned meeting": (
        "Menlu Fiji Josefa Vakalala dan mitranya dari Tonga, Mele Havea, telah melakukan panggilan telepon menjelang"
        " pertemuan persiapan yang direncanakan.",
        ["call held josefa-vakalala:participant mele-havea:participant"],
    ),
    "one call, then a talk with another": (
        "Presiden Fiji Josefa Vakalala melakukan panggilan telepon dengan Presiden Tonga Mele Havea dan kemudian bertemu"
        " Presiden Samoa Lani Tuala.",
        [
            "call held mele-havea:participant josefa-vakalala:participant",
            "meeting held lani-tuala:participant josefa-vakalala:participant",
        ],
    ),
    "what they were to speak of": (
        "Presiden Fiji Josefa Vakalala bertemu Presiden Tonga Mele Havea, Senin (3/3/2031).",
        "Vakalala dan Havea juga diperkirakan membahas perikanan.",
        ["meeting held 2031-03-03"],
    ),
    "officials who mediate": (
        "Para pejabat Vanuatu yang menengahi perang itu menemui delegasi Tonga di Suva, Senin (3/3/2031).",
        ["meeting held 2031-03-03 VUT TON"],
    ),
    "those who talk on the way": (
        "Menlu Fiji Josefa Vakalala dan tim perundingan Samoa mendarat di Apia, Senin (3/3/2031).",
        ["visit held 2031-03-03 josefa-vakalala:visitor"],
    ),
    "the days of two talks": (
        "Delegasi itu kembali ke Apia pada Kamis setelah pembicaraan antara Presiden Tonga Mele Havea dan Menlu Fiji"
        " Josefa Vakalala pada hari Senin.",
        ["meeting held 2031-03-03 mele-havea:participant josefa-vakalala:participant"],
    ),
    "a summit where they met": (
        "Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea pada KTT G20 di Apia, Senin (3/3/2031).",
        ["meeting held 2031-03-03 FJI TON", "summit held 2031-03-03 G20"],
    ),
    "who says that he will come": (
        "Menlu Fiji Josefa Vakalala bertemu Menlu Samoa Lani Tuala di Apia, Senin (3/3/2031).",
        "Havea mengatakan ia akan mengunjungi Suva, kata Menlu Tonga Mele Havea.",
        ["meeting held", "visit planned mele-havea:visitor"],
    ),
    "the days of what lies ahead of an arrival": (
        "Pesawat yang membawa delegasi Tonga dan Samoa tiba di Suva, Fiji, jelang perundingan damai yang akan digelar pada"
        " hari Kamis.",
        ["visit held None TON WSM FJI"],
    ),
    "met in order to begin the talks": (
        "Tim negosiator Tonga dan Samoa telah bertemu di Suva, Fiji, untuk memulai pembicaraan damai pada Senin (3/3/2031).",
        ["meeting held 2031-03-03 TON WSM"],
    ),
    "a call of two, and what they arrange for others": (
        "Presiden Fiji Josefa Vakalala dan Presiden Palau Rosa Quispe sepakat untuk mengatur putaran pembicaraan antara"
        " delegasi Tonga dan Samoa di Suva, kata kantor kepresidenan setelah percakapan telepon keduanya.",
        ["call held josefa-vakalala:participant rosa-quispe:participant"],
    ),
    "an envoy who will meet two": (
        "Utusan PBB Josefa Vakalala bertolak ke Apia, Samoa, untuk bertemu dengan delegasi Tonga.",
        "Sebelumnya Vakalala tiba di Suva, Fiji, untuk bertemu dengan Presiden Samoa Lani Tuala.",
        [
            "visit held",
            "meeting planned josefa-vakalala:participant",
            "visit held",
            "meeting planned josefa-vakalala:participant lani-tuala:participant",
        ],
    ),
    "who speaks for one of them": (
        "Juru bicara Perdana Menteri Tonga mengatakan bahwa selain pembicaraan dengan Presiden Fiji Josefa Vakalala,"
        " Perdana Menteri Tonga Mele Havea diperkirakan akan bertemu dengan Menlu Fiji Litia Rokotui.",
        [
            "meeting planned josefa-vakalala:participant mele-havea:participant",
            "meeting planned litia-rokotui:participant mele-havea:participant",
        ],
    ),
    "whose agency told it": (
        "Menurut kantor berita resmi Samoa, Menlu Tonga Mele Havea tiba di Suva, Fiji, Senin (3/3/2031).",
        ["visit held 2031-03-03 FJI TON"],
    ),
    "a row of places": (
        "Menlu Tonga Mele Havea akan mengunjungi Suva, Apia, dan Port Vila pekan depan.",
        ["visit planned 2031-03-10/2031-03-16 FJI WSM VUT TON"],
    ),
    "who speaks on a visit of his own": (
        "'Kami siap,' kata Presiden Tonga Mele Havea di Suva saat kunjungannya ke Fiji, Senin (3/3/2031).",
        ["visit held 2031-03-03 mele-havea:visitor"],
    ),
    "who stays somewhere, behind a comma": (
        "Menlu Tonga Mele Havea, yang sedang berada di Suva, mengatakan perang harus berakhir.",
        ["visit held mele-havea:visitor"],
    ),
    "the day of the clause before": (
        "Presiden Tonga Mele Havea, yang tiba di Suva kemarin, akan bertemu Presiden Fiji Josefa Vakalala.",
        ["visit held 2031-03-03", "meeting planned None"],
    ),
    "at whose request a council meets": (
        "Atas permintaan Tonga, Dewan Keamanan PBB menggelar pertemuan tertutup pada Senin.",
        ["meeting held 2031-03-03 UN"],
    ),
    "who is sent": (
        "Presiden Fiji Josefa Vakalala mengutus Menteri Luar Negeri Litia Rokotui ke Tonga pekan depan.",
        ["visit planned litia-rokotui:visitor FJI TON"],
    ),
    "moved until a month": (
        "Putaran keempat perundingan Tonga dan Fiji diundur hingga April 2031.",
        ["other rescheduled 2031-04 TON FJI"],
    ),
    "the new day, and the old one": (
        "Kunjungan Menlu Fiji Josefa Vakalala ke Tonga, yang semula dijadwalkan pekan ini, diundur ke 20 Maret 2031.",
        ["visit rescheduled 2031-03-20 FJI TON"],
    ),
    "before one talk another one": (
        "Sebelum bertemu Menlu Fiji Josefa Vakalala, Menlu Indonesia Andara Wiguna dijadwalkan bertemu Menlu Tonga Mele Havea.",
        [
            "meeting planned josefa-vakalala:participant andara-wiguna:participant",
            "meeting planned mele-havea:participant andara-wiguna:participant",
        ],
    ),
    "what a call is about": (
        "Presiden Fiji Josefa Vakalala dan Presiden Tonga Mele Havea membahas konflik Samoa melalui telepon.",
        ["call held josefa-vakalala:participant mele-havea:participant FJI TON"],
    ),
    "a journey in order to meet": (
        "Presiden Fiji Josefa Vakalala tiba di Jakarta, Selasa (4/3/2031), untuk menghadiri pertemuan dengan Presiden Tonga Mele Havea.",
        ["visit held josefa-vakalala:visitor", "meeting planned mele-havea:participant josefa-vakalala:participant"],
    ),
    "a visit in order to inspect": (
        "Bulan lalu Menteri Kesehatan Indonesia Andara Wiguna telah berkunjung ke Fiji untuk meninjau pabrik vaksin.",
        ["visit held andara-wiguna:visitor IDN FJI"],
    ),
    "sent yesterday to meet": (
        "Pada 1 Maret 2031 Menlu Indonesia Andara Wiguna diutus untuk bertemu Menlu Fiji Josefa Vakalala.",
        ["meeting held josefa-vakalala:participant andara-wiguna:participant"],
    ),
    "planned for days, and begun": (
        "Presiden Fiji Josefa Vakalala melakukan lawatan kenegaraan ke Indonesia, Senin (3/3/2031).",
        "Vakalala rencananya akan berada di Indonesia pada 2-4 Maret 2031.",
        ["visit held josefa-vakalala:visitor"],
    ),
    "two journeys, one of them dropped": (
        "Presiden Fiji Josefa Vakalala akan berkunjung ke Indonesia pada April 2031.",
        "Selain itu, Vakalala membatalkan kunjungan ke Tonga.",
        ["visit planned josefa-vakalala:visitor IDN FJI", "visit cancelled josefa-vakalala:visitor TON FJI"],
    ),
    "put off where the plan had a day": (
        "Berdasarkan keterangan kementerian, Selasa (4/3/2031), kunjungan Presiden Indonesia Surya Wibawa ke Fiji yang"
        " dijadwalkan pada 6-8 April 2031 terpaksa harus ditunda.",
        ["visit postponed surya-wibawa:visitor"],
    ),
    "talk of another meeting": (
        "Menlu Indonesia Andara Wiguna bertemu Menlu Fiji Josefa Vakalala di Suva, Senin (3/3/2031).",
        "Kedua menlu membahas rencana pertemuan antara menteri pertahanan kedua negara.",
        "Rencananya, pertemuan tersebut digelar pada Desember 2031.",
        ["meeting held andara-wiguna:visitor josefa-vakalala:host", "meeting planned 2031-12"],
    ),
    "once before": (
        "Menhan Fiji Josefa Vakalala menemui Menhan Indonesia Bagas Wirawan di Jakarta.",
        "Sebelumnya, pada Oktober 2030 lalu, kedua Menhan melakukan pertemuan di Apia.",
        ["meeting held None", "meeting held 2030-10"],
    ),
    "letters of credence, and whose": (
        "Presiden Indonesia Surya Wibawa menerima surat kepercayaan dari tiga duta besar negara sahabat.",
        "Penyerahan surat kepercayaan tersebut digelar di Jakarta, Selasa (4/3/2031).",
        "Para duta besar yang diterima Presiden Surya Wibawa adalah Duta Besar Fiji Josefa Vakalala, Duta Besar Tonga"
        " Mele Havea, dan Duta Besar Samoa Lani Tuala.",
        ["meeting held 2031-03-04 surya-wibawa:host josefa-vakalala:visitor mele-havea:visitor lani-tuala:visitor"],
    ),
    "names in a numbered list": (
        "Presiden Indonesia Surya Wibawa menerima surat kepercayaan dari dua duta besar, Selasa (4/3/2031).",
        "Adapun kedua duta besar yang diterima Presiden Surya Wibawa yaitu:",
        "1. Josefa Vakalala, Duta Besar Fiji untuk Indonesia.",
        "2. Mele Havea, Duta Besar Tonga untuk Indonesia.",
        "Menlu Andara Wiguna tidak berkomentar.",
        ["meeting held surya-wibawa:host josefa-vakalala:visitor mele-havea:visitor"],
    ),
    "ministers of an organisation": (
        "Para menteri luar negeri ASEAN melakukan pertemuan di Suva, Senin (3/3/2031).",
        "Para menlu sepakat untuk melakukan pertemuan lagi pada Oktober 2031.",
        ["meeting held 2031-03-03 ASEAN", "meeting planned 2031-10 ASEAN"],
    ),
    "what a summit is": (
        "KTT ASEAN merupakan pertemuan para pemimpin negara anggota yang diadakan tiap tahun.",
        [],
    ),
    "a plan that goes on": (
        "Pertemuan para menteri luar negeri ASEAN masih akan berlangsung sampai 6 Maret 2031.",
        ["meeting held ASEAN"],
    ),
    "no visit to each other yet": (
        "Menlu Fiji Josefa Vakalala dan Menlu Tonga Mele Havea sepakat saling mengunjungi.",
        [],
    ),
    "a comma is no list": (
        "Setelah dilantik Presiden Fiji Josefa Vakalala, Menlu Fiji Lani Tuala mengunjungi Tonga.",
        ["visit held lani-tuala:visitor"],
    ),
    "before a summit with somebody else": (
        "Presiden Fiji Josefa Vakalala bertemu Presiden Tonga Mele Havea di Apia menjelang pertemuan dengan Presiden"
        " Indonesia Surya Wibawa.",
        ["meeting held josefa-vakalala:participant mele-havea:participant"],
    ),
    "the envoy has a name": (
        "Utusan Presiden Fiji, Josefa Vakalala, bertemu dengan Menlu Tonga, Mele Havea, di Apia.",
        ["meeting held josefa-vakalala:participant mele-havea:participant"],
    ),
    "who came too": (
        "Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea di Apia, Senin (3/3/2031).",
        "Menlu Indonesia Andara Wiguna juga menghadiri pertemuan itu.",
        ["meeting held josefa-vakalala:participant mele-havea:participant andara-wiguna:participant"],
    ),
    "those who come to a talk about another state": (
        "Pertemuan yang membahas soal Samoa dihadiri para menteri Fiji dan Tonga akan diadakan pada 5 April 2031.",
        ["meeting planned 2031-04-05 FJI TON"],
    ),
    "who tells that others come": (
        "Pekan lalu, Menlu Fiji Josefa Vakalala mengumumkan bahwa Presiden Tonga Mele Havea akan mengunjungi Suva.",
        ["visit planned None mele-havea:visitor"],
    ),
    "the next talk": (
        "Menlu Fiji Josefa Vakalala bertemu Menlu Tonga Mele Havea di Apia, Senin (3/3/2031).",
        "Pada pertemuan selanjutnya, Vakalala dan Havea akan membahas perikanan.",
        ["meeting held 2031-03-03", "meeting planned None"],
    ),
    "welcomed by one's own": (
        "Wakil Presiden Indonesia Bagas Wirawan yang didampingi Ibu Dewi Wirawan disambut oleh Duta Besar Indonesia untuk"
        " Fiji Andara Wiguna.",
        [],
    ),
    "where it was told is not where it was": (
        "Kunjungan Presiden Fiji Josefa Vakalala ke Indonesia disampaikan oleh Menlu Tonga Mele Havea di Apia, Sabtu (8/3/2031).",
        ["visit held None josefa-vakalala:visitor"],
    ),
    "a greeting is no list": (
        "Menlu Fiji Josefa Vakalala dijadwalkan melakukan kunjungan kehormatan kepada Menlu Tonga Mele Havea, kata Menlu"
        " Indonesia Andara Wiguna.",
        ["visit planned mele-havea:host josefa-vakalala:visitor"],
    ),
    "information is received, nobody is": (
        "Informasi yang diterima Menlu Indonesia Andara Wiguna dari Menlu Fiji Josefa Vakalala menyebut hal itu.",
        [],
    ),
    "a place in a state is no side": (
        "Menlu Indonesia Andara Wiguna dan Menlu Fiji Josefa Vakalala bertemu di Hotel Melati Singapura, pukul 09.00 waktu Singapura.",
        ["meeting held andara-wiguna:participant josefa-vakalala:participant IDN FJI"],
    ),
}


def lines(doc, wanted: list[str]) -> list[str]:
    """The meetings as lines, each with the day, roles and parties only where the wanted line has them."""
    out = []
    for m, want in zip(doc.meetings, wanted + [""] * len(doc.meetings), strict=False):
        words = [m.kind, m.status]
        if " None" in want or "2031-" in want or "2030-" in want:
            words.append(m.when.edtf() if m.when else "None")
        words += [f"{p.actor}:{p.role}" for p in m.participants] if ":" in want else []
        words += list(m.parties) if want[-3:].isupper() else []
        out.append(" ".join(words))
    return out


@pytest.mark.parametrize("name", CASES)
def test_page(extract, name: str) -> None:
    *sentences, wanted = CASES[name]
    found = lines(extract(*sentences), wanted)
    assert [set(x.split()) for x in found] == [set(x.split()) for x in wanted], found


def test_a_plan_that_was_one_once_is_what_the_headline_says_of_it(extract) -> None:
    doc = extract(
        "Presiden Fiji Josefa Vakalala awalnya dijadwalkan berkunjung ke Indonesia pada April 2031.",
        title="Presiden Fiji Josefa Vakalala Batal Sambangi Indonesia",
    )
    assert [(m.kind, m.status) for m in doc.meetings] == [("visit", "cancelled")]
