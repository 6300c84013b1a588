"""Feeds, sitemaps, OPML and lists, whole and broken. All of it is our own writing about invented officials."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risalah.errors import BadFeed, FetchError, TooLarge
from risalah.fetch.feeds import guess_kind, read_feed
from risalah.fetch.items import FEEDS_MOST, Feed

NOW = datetime(2031, 12, 1, 12, 0, tzinfo=UTC)
PORTS = (80, 443)
WHERE = "https://kabar.example/rss/dunia.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Kabar &amp; Dunia</title><link>https://kabar.example/</link><ttl>60</ttl>
<item><title>Menlu Temui Duta Besar Kenya &amp;amp; Fiji</title><link>https://kabar.example/1?utm_source=rss&amp;id=1#a</link>
 <guid isPermaLink="false">kabar-1</guid><pubDate>Sel, 04 Mar 2031 12:58:00 WIB</pubDate><author>Sekar</author></item>
<item><title>Dua</title><link>/2</link><pubDate>Tue, 04 Mar 2031 05:58:00 GMT</pubDate></item>
<item><title>Tiga, tanpa tautan</title><guid isPermaLink="false">k3</guid>
 <content:encoded><![CDATA[<p>Menteri Luar Negeri Arjuna Wiratama tiba di Nairobi.</p><script>x()</script>]]></content:encoded></item>
<item><title>Empat</title><guid isPermaLink="true">https://kabar.example/4</guid></item>
<item><title>Dua lagi</title><link>https://kabar.example/2</link></item>
</channel></rss>"""


def read(body: str | bytes, where: str = WHERE, **more: object) -> Feed:
    return read_feed(body.encode() if isinstance(body, str) else body, where, NOW, PORTS, **more)  # type: ignore[arg-type]


def test_rss_gives_its_items_each_once() -> None:
    feed = read(RSS)
    assert (feed.kind, feed.title, feed.ttl) == ("rss", "Kabar & Dunia", 60)
    one, two, three, four = feed.items
    assert one.url == "https://kabar.example/1?utm_source=rss&id=1" and one.key == "https://kabar.example/1?id=1"
    assert one.published == "2031-03-04T12:58:00+07:00" and one.title == "Menlu Temui Duta Besar Kenya & Fiji"
    assert two.url == "https://kabar.example/2" and two.published == "2031-03-04T05:58:00+00:00"
    assert three.url is None and three.key == WHERE + "#k3" and "Arjuna Wiratama" in (three.content or "")
    assert "script" not in (three.content or "") and four.url == "https://kabar.example/4"


def test_atom_and_json_feed() -> None:
    atom = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://kabar.example/dunia/"><title>Atom</title>
        <entry><title type="html">Satu &lt;b&gt;tebal&lt;/b&gt;</title><id>urn:1</id><link rel="enclosure" href="https://kabar.example/a.mp3"/>
        <link rel="alternate" href="1.html"/><published>2031-03-04T01:02:03Z</published><updated>2031-03-05T01:02:03Z</updated>
        <author><name>Sekar</name></author></entry></feed>"""
    )
    (one,) = atom.items
    assert (atom.kind, one.url, one.title) == ("atom", "https://kabar.example/dunia/1.html", "Satu tebal")
    assert (one.published, one.updated, one.author) == (
        "2031-03-04T01:02:03+00:00",
        "2031-03-05T01:02:03+00:00",
        "Sekar",
    )
    rows = [
        {
            "id": 7,
            "url": "/7",
            "title": "Tujuh",
            "date_published": "2031-03-04T08:00:00+07:00",
            "authors": [{"name": "A"}],
        },
        {"id": "8", "content_text": "Perundingan dibuka di Rabat.", "language": "id"},
        {"id": "9"},
        "bukan objek",
    ]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": rows}))
    assert feed.kind == "json_feed" and [i.url for i in feed.items] == ["https://kabar.example/7", None]
    assert feed.items[1].content_kind == "text" and feed.items[1].lang == "id" and feed.items[0].author == "A"
    assert {f.reason for f in feed.failures if f.quarantined} == {"no_link", "bad_item"}


def test_sitemaps_news_sitemaps_and_indexes() -> None:
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    body = f"""<?xml version="1.0"?><urlset {xmlns} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc> https://kabar.example/1 </loc><lastmod>2031-03-05</lastmod><image:image><image:loc>https://kabar.example/a.jpg</image:loc></image:image>
      <news:news><news:publication><news:name>Kabar</news:name><news:language>id</news:language></news:publication>
      <news:publication_date>2031-03-04T12:00:00+07:00</news:publication_date><news:title>Satu &amp; dua</news:title></news:news></url>
    <url><lastmod>2031-03-05</lastmod></url><url><loc>ftp://kabar.example/2</loc></url></urlset>"""
    feed = read(body)
    (one,) = feed.items
    assert (one.url, one.updated, one.published) == (
        "https://kabar.example/1",
        "2031-03-05",
        "2031-03-04T12:00:00+07:00",
    )
    assert (one.title, one.lang, one.day) == ("Satu & dua", "id", "2031-03-05")
    assert [f.reason for f in feed.failures] == ["no_link", "link_scheme"]
    index = f"<sitemapindex {xmlns}><sitemap><loc>https://kabar.example/s1.xml.gz</loc><lastmod>2031-03-05</lastmod></sitemap></sitemapindex>"
    packed = read(gzip.compress(index.encode()))
    assert (
        packed.kind == "sitemap_index"
        and packed.feeds[0].url.endswith("/s1.xml.gz")
        and packed.feeds[0].updated == "2031-03-05"
    )
    cut = read(body[: body.index("<url><lastmod>")])
    assert len(cut.items) == 1 and "only the first 1" in cut.failures[0].detail
    with pytest.raises(TooLarge):
        read(gzip.compress(b"<urlset>" + b" " * 60_000_000))


def test_opml_however_deep() -> None:
    deep = "<outline text='x'>" * 3000 + "<outline xmlUrl='https://kabar.example/rss'/>" + "</outline>" * 3000
    feed = read(
        f"<opml><head><title>Meja Eropa</title></head><body>{deep}<outline XMLURL='javascript:x()' text='y'/></body></opml>"
    )
    assert (feed.kind, feed.title, [f.url for f in feed.feeds]) == ("opml", "Meja Eropa", ["https://kabar.example/rss"])
    assert [f.reason for f in feed.failures] == ["link_scheme"]
    with pytest.raises(BadFeed, match="xmlUrl"):
        read("<opml><body><outline text='kosong'/></body></opml>")


def test_a_list_of_addresses() -> None:
    feed = read(
        "\ufeff# Meja Afrika\n\nhttps://kabar.example/1\r\nhttps://kabar.example/1#a # lagi\nbukan alamat\n",
        "daftar.urls",
        kind="list",
    )
    assert [i.url for i in feed.items] == ["https://kabar.example/1"]
    assert [(f.where, f.reason) for f in feed.failures] == [("daftar.urls:5", "link_bad_address")]
    with pytest.raises(BadFeed):
        read("# tiada\n", "daftar.urls", kind="list")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize(
    "body",
    [
        "<rss version='2.0'><channel><title>&j;</title></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>&j;</title></feed>",
        "<opml><body><outline xmlUrl='https://kabar.example/' text='&j;'/></body></opml>",
        "<urlset><url><loc>https://kabar.example/&j;</loc></url></urlset>",
    ],
    ids=["rss", "atom", "opml", "sitemap"],
)
def test_case_59_entities_are_not_read(body: str, prolog: str) -> None:
    whole = '<?xml version="1.0"?>' + prolog + "]>" + body
    for encoding in ("utf-8", "utf-16"):
        begun = time.monotonic()
        with pytest.raises(BadFeed) as e:
            read(whole.encode(encoding))
        assert e.value.reason == "xml_entities" and time.monotonic() - begun < 1


def test_case_59_a_hundred_thousand_outlines() -> None:
    rows = "".join(f"<outline xmlUrl='https://kabar.example/{i}'/>" for i in range(100_000))
    begun = time.monotonic()
    feed = read(f"<opml><body>{rows}</body></opml>")
    assert len(feed.feeds) == FEEDS_MOST and [f.reason for f in feed.failures] == ["too_many"]
    assert time.monotonic() - begun < 5
    nested = "<outline>" * 100_000 + "</outline>" * 100_000
    with pytest.raises(BadFeed):
        read(f"<opml><body>{nested}</body></opml>")


def test_case_60_bad_items_cost_themselves() -> None:
    body = """<rss version="2.0"><channel><title>Ru\x00sak\x0b</title>
    <item><title>Kendali \x01\x1f&#x1;&#31; di judul</title><link>https://kabar.example/1</link></item>
    <item><title>Skrip</title><link>javascript:alert(1)</link></item>
    <item><title>Data</title><link>data:text/html,x</link><description>Teks berita tanpa tautan yang layak.</description></item>
    <item><title>Relatif</title><link>../berita/2</link></item>
    <item><title>Tanpa guid</title><link>https://kabar.example/3</link><pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate></item>
    <item><title>Tanggal aneh</title><link>https://kabar.example/4</link><pubDate>lusa</pubDate></item>
    <item></item>
    <item><title>Dalam</title><link>http://user:pass@kabar.example/</link></item>
    </channel></rss>"""
    feed = read(body)
    assert [i.url for i in feed.items] == [
        "https://kabar.example/1", None, "https://kabar.example/berita/2", "https://kabar.example/3", "https://kabar.example/4",
    ]  # fmt: skip
    assert feed.title == "Rusak" and feed.items[0].title == "Kendali di judul"
    assert feed.items[3].published is feed.items[4].published is None
    assert "lies ahead" in feed.items[3].notes[0] and "cannot be read" in feed.items[4].notes[0]
    lost = [(f.where, f.reason) for f in feed.failures if f.quarantined]
    assert lost == [(WHERE + ":2", "link_scheme"), (WHERE + ":7", "no_link"), (WHERE + ":8", "link_userinfo")]


def test_a_broken_feed_gives_what_can_be_read() -> None:
    broken = RSS.replace("</channel></rss>", "").replace("&amp;", "&").replace("<ttl>60</ttl>", "<ttl>60")
    assert "https://kabar.example/1?id=1" in {i.key for i in read(broken).items}
    latin = RSS.replace("UTF-8", "ISO-8859-1").replace("Sekar", "Zoé").encode("latin-1")
    assert read(latin).items[0].author == "Zoé"
    assert len(read(RSS.replace("UTF-8", "UTF-16").encode("utf-16")).items) == 4


@pytest.mark.parametrize(
    "body", ["", "   ", "halo", "<html><body>x</body></html>", "{}", "[1]", "<x/>", "\x00\x01\x02", "<rss"]
)
def test_what_is_no_feed_is_named(body: str) -> None:
    with pytest.raises(BadFeed):
        read(body)


def test_a_page_that_names_its_feed_is_told_of_it() -> None:
    with pytest.raises(BadFeed, match=r"/rss/semua\.xml"):
        read('<html><head><link rel="alternate" type="application/rss+xml" href="/rss/semua.xml"></head></html>')


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS, "rss"),
        ("<!-- a --><?xml-stylesheet href='x'?><rdf:RDF xmlns:rdf='x'/>", "rss"),
        ('<!DOCTYPE rss PUBLIC "-//X//DTD RSS 0.91//EN" "http://x.example/a.dtd"><rss/>', "rss"),
        ("<atom:feed/>", "atom"),
        ("<opml/>", "opml"),
        ("<urlset/>", "sitemap"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "json_feed"),
        ('{"text": "x"}', None),
        ("<!doctype html><html><feed>", None),
        ("https://kabar.example/1\n# x\nhttps://kabar.example/2\n", "list"),
        ("Lihat https://kabar.example/1\n", None),
        ("https://kabar.example/1 adalah alamat", None),
    ],
)
def test_files_are_known_by_their_first_bytes(body: str, kind: str | None) -> None:
    assert guess_kind(body.encode()) == kind
    assert guess_kind(b"\xef\xbb\xbf" + body.encode()) == kind


@given(
    st.binary(max_size=300),
    st.sampled_from(["<rss>", "<feed>", "<urlset>", "<opml>", '{"version":"https://jsonfeed.org/version/1"', ""]),
)
def test_any_bytes_give_a_feed_or_a_named_error(noise: bytes, start: str) -> None:
    try:
        read(start.encode() + noise)
    except FetchError as e:
        assert e.reason and str(e)
