"""An article wrapped as a newspaper's site wraps it: menus, scripts, style, link lists, 60 to 150 kB of HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from random import Random

_STYLE = ".{name}{{display:flex;margin:{a}px {b}px;color:#{c:06x};font-size:{a}px;line-height:1.{b}}}"
_CODE = (
    "window.{name}=window.{name}||[];{name}.push({{slot:'{a}',size:[{b},{c}],lazy:true,"
    "on:function(e){{return e&&e.target&&e.target.dataset.{name}}}}});"
)


class Chrome:
    """Wraps articles. `headline` gives a headline for a link; `menu` and `foot` are the words of the site's menus."""

    def __init__(self, menu: Sequence[str], foot: Sequence[str], headline: Callable[[Random], str]) -> None:
        self._menu, self._foot, self._headline = menu, foot, headline

    def wrap(self, title: str, paragraphs: Sequence[str], url: str, published: str, rng: Random, size: int) -> str:
        """The page of an article, about `size` characters long. The same `rng` state gives the same page."""
        host = url.split("/")[2]
        body = _STYLES[sum(map(ord, host)) % len(_STYLES)]
        links = [f'<a href="{self._address(host, rng)}">{self._headline(rng)}</a>' for _ in range(len(paragraphs) // 5)]
        head = self._head(title, url, published, host, rng, size)
        opening = (
            f'<div class="read__header"><h1 class="read__title">{html.escape(title)}</h1>'
            f'<div class="read__time">{host} - {published[8:10]}/{published[5:7]}/{published[:4]}, '
            f'{published[11:16]} WIB</div></div><div class="read__content"><div class="clearfix">'
        )
        tags = "".join(
            f'<li><a href="https://{host}/tag/{n}">#{w.lower()}</a></li>' for n, w in enumerate(self._menu[:6])
        )
        article = f'{opening}{body(paragraphs, links)}</div></div><ul class="tag">{tags}</ul>'
        foot = "".join(f'<li><a href="https://{host}/{n}">{w}</a></li>' for n, w in enumerate(self._foot))
        footer = f'<footer class="foot"><ul>{foot}</ul><p>Copyright 2031 {host}</p></footer></body></html>'
        parts = [head, self._menus(host), '<main class="container"><div class="row"><div class="col-8">', article]
        rest = size - sum(map(len, parts)) - len(footer)
        lists = self._lists(host, rng, max(0, rest))
        return "".join([*parts, f'</div><aside class="col-4">{lists}</aside></div></main>', footer])

    def _head(self, title: str, url: str, published: str, host: str, rng: Random, size: int) -> str:
        data = {"@type": "NewsArticle", "headline": title, "datePublished": published, "publisher": {"name": host}}
        quoted = html.escape(title)
        meta = (
            f"<title>{quoted} - {host}</title><meta charset='utf-8'><link rel='canonical' href='{url}'>"
            f'<meta property="og:title" content="{quoted}">'
            f'<meta property="article:published_time" content="{published}">'
        )
        code = f'<script type="application/ld+json">{json.dumps(data)}</script>'
        share = int(0.2 * size)  # scripts are a fifth of a page, the median of saved pages (test_corpus.py)
        code += f"<script>{_fill(_CODE, rng, share)}</script>"
        style = f"<style>{_fill(_STYLE, rng, share // 2)}</style>"
        return f'<!DOCTYPE html><html lang="id"><head>{meta}{style}{code}</head><body>'

    def _menus(self, host: str) -> str:
        rows = []
        for n, word in enumerate(self._menu):
            below = "".join(
                f'<li class="nav__sub"><a class="nav__link" href="https://{host}/{n}/{k}">{w}</a></li>'
                for k, w in enumerate(self._menu[n % 5 : n % 5 + 4])
            )
            rows.append(
                f'<li class="nav__item"><a class="nav__link" href="https://{host}/{n}">{word}</a><ul>{below}</ul></li>'
            )
        return f'<header class="header"><nav class="nav"><ul class="nav__row">{"".join(rows)}</ul></nav></header>'

    def _lists(self, host: str, rng: Random, size: int) -> str:
        out: list[str] = []
        length = 0
        names = ("Terpopuler", "Berita Terkait", "Terkini", "Pilihan Redaksi")
        while length < size:
            if len(out) % 12 == 0:
                out.append(f'<h2 class="side__title">{names[len(out) // 12 % len(names)]}</h2>')
            address, picture = self._address(host, rng), f"https://img.{host}/{rng.randrange(10**9)}"
            out.append(
                f'<div class="card"><div class="card__media"><a class="card__link" href="{address}">'
                f'<img class="lazy" src="{picture}_s.jpg" srcset="{picture}_s.jpg 320w, {picture}_m.jpg 640w" '
                f'loading="lazy" width="320" height="180"></a></div><div class="card__box"><h3 class="card__title">'
                f'<a class="card__link" href="{address}">{html.escape(self._headline(rng), quote=False)}</a></h3>'
                f'<span class="card__date">{rng.randrange(1, 59)} menit lalu</span></div></div>'
            )
            length += len(out[-1])
        return "".join(out)

    def _address(self, host: str, rng: Random) -> str:
        return f"https://{host}/berita/{rng.randrange(10**8)}/{rng.randrange(16**8):08x}-{rng.randrange(16**8):08x}"


def _write_article(paragraphs: Sequence[str], links: Sequence[str]) -> str:
    """Plain markup: an <article> of paragraphs."""
    rows = [f'<p class="read__p">{html.escape(text, quote=False)}</p>' for text in paragraphs]
    for n, link in enumerate(links):
        rows.insert(4 + 5 * n, f'<p class="read__also"><strong>Baca juga: {link}</strong></p>')
    return f'<article class="read">{"".join(rows)}</article>'


def _write_breaks(paragraphs: Sequence[str], links: Sequence[str]) -> str:
    """The markup of half of the saved pages: no paragraphs, but line breaks, comments and indents."""
    rows = [html.escape(text, quote=False) + "\n            <br /><br />\n" for text in paragraphs]
    for n, link in enumerate(links):
        rows.insert(4 + 5 * n, f"<!-- related -->\n            <b>Baca juga: {link}</b><br /><br />\n")
    return f'<div class="detail_text">\n            <!-- begin -->\n            {"".join(rows)}<!-- end --></div>'


def _write_boxes(paragraphs: Sequence[str], links: Sequence[str]) -> str:
    """Paragraphs and spans in boxes, with advertising slots among them."""
    rows = []
    for n, text in enumerate(paragraphs):
        first, dot, rest = html.escape(text, quote=False).partition(". ")
        rows.append(f"\n          <p><span>{first}{dot}</span>{rest}</p>")
        if n % 4 == 2:
            slot = f'<!-- slot --><div id="slot_{n}"></div><script>show({n})</script>'
            rows.append(f'\n          <div class="ads ads_{n}">{slot}</div>')
    for n, link in enumerate(links):
        rows.insert(4 + 5 * n, f'\n          <div class="linksisip"><div class="lihatjg">{link}</div></div>')
    return f'<div class="itp_bodycontent"><div class="box">{"".join(rows)}</div></div>'


_STYLES = (_write_article, _write_breaks, _write_boxes, _write_breaks)


def _fill(pattern: str, rng: Random, size: int) -> str:
    out: list[str] = []
    length = 0
    while length < size:
        name = f"w{rng.randrange(36**4):x}"
        out.append(pattern.format(name=name, a=rng.randrange(9, 99), b=rng.randrange(9), c=rng.randrange(1 << 24)))
        length += len(out[-1])
    return "".join(out)
