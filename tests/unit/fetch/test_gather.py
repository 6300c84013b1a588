"""From a feed to its items, through the files that it names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from risalah.errors import BadFeed, HostBusy, StatusRefused
from risalah.fetch.client import Fetcher
from risalah.fetch.gather import Gatherer, is_feed
from risalah.store import Validator
from web_site import Site, conditional, first_then

NOW = datetime(2031, 12, 1, tzinfo=UTC)
Make = Callable[..., Fetcher]


def rss(*links: str) -> str:
    return (
        "<rss version='2.0'><channel><title>K</title>"
        + "".join(f"<item><link>{x}</link></item>" for x in links)
        + "</channel></rss>"
    )


def sitemap(*links: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{x}</loc></url>" for x in links) + "</urlset>"


def test_an_index_leads_to_the_pages_of_its_sitemaps(site: Site, make_fetcher: Make) -> None:
    names = [("a.xml", "2031-11-01"), ("b.xml", "2030-01-01"), ("tiada.xml", "2031-11-01"), ("a.xml", "2031-11-01")]
    rows = "".join(f"<sitemap><loc>{site.url('/' + n)}</loc><lastmod>{d}</lastmod></sitemap>" for n, d in names)
    site.pages["/index.xml"] = f"<sitemapindex>{rows}</sitemapindex>"
    site.pages["/a.xml"] = sitemap(site.url("/1"), site.url("/2"))
    site.pages["/b.xml"] = sitemap(site.url("/3"), site.url("/2"))
    found = Gatherer(make_fetcher(), NOW).gather(site.url("/index.xml"))
    assert [i[-1] for i in found.items] == ["1", "2", "3"] and found.kind == "sitemap_index"
    assert [f.reason for f in found.failures] == ["http_404"] and site.asked_for("/a.xml") == 1
    assert set(found.answers) == {site.url(x) for x in ("/index.xml", "/a.xml", "/b.xml")}
    since = Gatherer(make_fetcher(), NOW, since="2031-01-01").gather(site.url("/index.xml"))
    assert [i[-1] for i in since.items] == ["1", "2"] and site.asked_for("/b.xml") == 1
    assert set(since.answers) == {site.url("/a.xml")}


def test_a_file_whose_parts_failed_for_now_is_read_again(site: Site, make_fetcher: Make) -> None:
    site.pages["/i.xml"] = f"<sitemapindex><sitemap><loc>{site.url('/a.xml')}</loc></sitemap></sitemapindex>"
    site.pages["/a.xml"] = (500, {}, b"")
    found = Gatherer(make_fetcher(), NOW).gather(site.url("/i.xml"))
    assert found.answers == {} and found.items == {} and [f.reason for f in found.failures] == ["http_500"]


def test_what_has_not_changed_is_not_read(site: Site, make_fetcher: Make) -> None:
    url = site.url("/rss")
    site.pages["/rss"] = conditional(rss(site.url("/1")), '"v1"', "application/rss+xml")
    fetcher = make_fetcher()
    first = Gatherer(fetcher, NOW).gather(url)
    assert first.answers[url].etag == '"v1"' and len(first.items) == 1
    again = Gatherer(fetcher, NOW, known=lambda urls: {u: Validator('"v1"') for u in urls}).gather(url)
    assert again.unchanged == 1 and not again.items and again.kind is None


def test_opml_of_opml_of_opml_ends(site: Site, make_fetcher: Make) -> None:
    for i in range(6):
        site.pages[f"/{i}"] = (
            f"<opml><body><outline xmlUrl='{site.url(f'/{i + 1}')}'/><outline xmlUrl='{site.url('/0')}'/></body></opml>"
        )
    found = Gatherer(make_fetcher(), NOW).gather(site.url("/0"))
    assert (
        [f.reason for f in found.failures] == ["too_deep"] and site.asked_for("/0") == 1 and site.asked_for("/3") == 0
    )


def test_a_feed_that_is_none_or_busy_is_named(site: Site, make_fetcher: Make) -> None:
    site.pages["/html"] = (
        '<html><head><link rel="alternate" type="application/atom+xml" href="/atom.xml"></head></html>'
    )
    with pytest.raises(BadFeed, match=r"/atom\.xml"):
        Gatherer(make_fetcher(), NOW).gather(site.url("/html"))
    site.pages["/sibuk"] = first_then((429, {"Retry-After": "500"}, b""))
    with pytest.raises(HostBusy):
        Gatherer(make_fetcher(), NOW).gather(site.url("/sibuk"))
    with pytest.raises(StatusRefused):
        Gatherer(make_fetcher(), NOW).gather(site.url("/tiada"))


def test_a_feed_behind_a_redirect_resolves_its_links_there(site: Site, make_fetcher: Make) -> None:
    site.pages["/lama"] = (301, {"Location": "/baru/rss"}, b"")
    site.pages["/baru/rss"] = rss("1.html")
    found = Gatherer(make_fetcher(), NOW).gather(site.url("/lama"))
    assert list(found.items) == [site.url("/baru/1.html")] and set(found.answers) == {site.url("/lama")}


def test_a_page_is_no_feed(site: Site, make_fetcher: Make) -> None:
    site.pages["/1"], site.pages["/rss"] = "<!doctype html><p>x</p>", rss("1")
    fetcher = make_fetcher()
    assert not is_feed(fetcher.get(site.url("/1"))) and is_feed(fetcher.get(site.url("/rss")))
