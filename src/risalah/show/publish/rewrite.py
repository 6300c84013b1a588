"""A page of the application as a page of the site: relative links, a rule against requests, no forms but the search."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement

from risalah.show.publish.addresses import Address, link_between, read_address
from risalah.show.web.interface import UiLang, load_interface

CSP = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "form-action 'self' file:; base-uri 'none'"
)
"""Nothing from another site. A browser that reads from a disk counts every file as a site of its own: hence file:."""
_HTMX = "hx-"


def rewrite_page(body: bytes, at: Address, want: Callable[[Address], None]) -> bytes:
    """The page with relative links; `want` is told of every page that it links to."""
    tree: HtmlElement = lxml_html.document_fromstring(body, parser=lxml_html.HTMLParser(encoding="utf-8"))
    lang: UiLang = "en" if at.lang == "en" else "id"
    _tidy_head(tree, at)
    for part in list(tree.xpath("//*[@data-server]")):  # what only a server can give
        part.drop_tree()
    for form in list(tree.iter("form")):
        if (form.get("action") or "").partition("?")[0] == "/search":
            form.set("action", link_between(at.file, Address("/search", at.lang).file))
            for field in form.xpath(".//input[@type='hidden']"):
                field.drop_tree()
        else:
            form.drop_tree()
    for element in tree.iter():
        if isinstance(element.tag, str):
            for name in [n for n in element.attrib if n.startswith(_HTMX)]:
                del element.attrib[name]
    for link in list(tree.xpath("//*[@href]")):
        _rewrite_link(link, at, want)
    if at.path == "/search":
        _prepare_search(tree, at, lang)
    foot = tree.find(".//footer")
    if foot is not None:
        note = lxml_html.fragment_fromstring("<p></p>")
        note.text = load_interface().say("publish.note", lang)
        foot.append(note)
    made: bytes = lxml_html.tostring(tree, encoding="utf-8", doctype="<!doctype html>")
    return made + b"\n"


def drop_links(body: bytes, at_file: str, dead: frozenset[str]) -> bytes:
    """The page without its links to files that there are not; the words stay."""
    tree: HtmlElement = lxml_html.document_fromstring(body, parser=lxml_html.HTMLParser(encoding="utf-8"))
    gone = {link_between(at_file, file) for file in dead}
    for link in list(tree.xpath("//*[@href]")):
        if (link.get("href") or "").partition("#")[0] in gone:
            _unlink(link)
    made: bytes = lxml_html.tostring(tree, encoding="utf-8", doctype="<!doctype html>")
    return made + b"\n"


def make_redirect(at: Address, to: Address) -> bytes:
    """A page that leads to another one."""
    link = link_between(at.file, to.file)
    head = f'<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={link}"><title>risalah</title>'
    return f'<!doctype html>\n<html><head>{head}</head><body><a href="{link}">{link}</a></body></html>\n'.encode()


def _tidy_head(tree: HtmlElement, at: Address) -> None:
    head = tree.find("head")
    for script in list(tree.iter("script")):
        script.drop_tree()
    for meta in head.xpath("meta[@name='htmx-config']"):
        meta.drop_tree()
    for name, content in (("referrer", "no-referrer"), ("generator", "risalah publish")):
        head.insert(1, lxml_html.Element("meta", {"name": name, "content": content}))
    head.insert(1, lxml_html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": CSP}))


def _rewrite_link(link: HtmlElement, at: Address, want: Callable[[Address], None]) -> None:
    href = link.get("href") or ""
    if href.startswith("#") or urlsplit(href).scheme:
        return
    if href.startswith("/static/"):
        link.set("href", link_between(at.file, href.lstrip("/")))
        return
    target, fragment = read_address(href, at)
    if target is None:
        _unlink(link)
        return
    want(target)
    own = target.file == at.file and fragment
    link.set("href", ("" if own else link_between(at.file, target.file)) + (f"#{fragment}" if fragment else ""))


def _unlink(link: HtmlElement) -> None:
    """Take a link out, its words stay; a list item that was nothing but the link goes."""
    parent = link.getparent()
    if link.tag == "link":
        link.drop_tree()
    elif parent is not None and parent.tag == "li" and len(parent) == 1 and not (parent.text or "").strip():
        parent.drop_tree()
    else:
        link.tag = "span"
        for name in ("href", "rel", "hreflang", "download"):
            link.attrib.pop(name, None)


def _prepare_search(tree: HtmlElement, at: Address, lang: UiLang) -> None:
    """The search page: lists for readers without scripts, index and script for the others."""
    say = load_interface().say
    results = tree.get_element_by_id("results")
    for child in list(results):
        results.remove(child)
    results.text = None
    results.set("data-found", say("publish.found", lang))
    results.set("data-none", say("publish.none", lang))
    results.set("data-root", link_between(at.file, "index.html").removesuffix("index.html"))
    results.set("data-lang", at.lang)
    lists = lxml_html.Element("ul", {"class": "items"})
    for name in ("commitments", "meetings", "quotations", "stories", "pairs", "people", "sectors"):
        item = lxml_html.Element("li")
        link = lxml_html.Element("a", {"href": link_between(at.file, Address(f"/{name}", at.lang).file)})
        link.text = say(f"publish.{name}", lang)
        item.append(link)
        lists.append(item)
    results.append(lists)
    for name in ("search-index.js", "search.js"):
        script = lxml_html.Element("script", {"src": link_between(at.file, f"static/{name}"), "defer": "defer"})
        tree.find("head").append(script)
