"""Whom a page credits: its authors, and the outlets and agencies that it took words from."""

from __future__ import annotations

import re

from risalah.resources.language import Language, any_of
from risalah.resources.outlets import Outlet, OutletTable

_REACH = 60
"""How many characters after a cue may lie before the name is no longer the cue's."""


class CreditReader:
    """Reads bylines and credits. A bare "antara" (between) or "bernama" (named) is never an agency."""

    def __init__(self, language: Language, outlets: OutletTable) -> None:
        words = language.words

        def any_word(key: str) -> str:
            return any_of(words("metadata", key))

        self._outlets = outlets
        particles = any_word("outlet_particles")
        self._name = re.compile(rf"[A-Z][\w'’-]*(?:[. ](?:{particles}[ ])?[A-Z][\w'’-]*){{0,4}}")
        self._domain = re.compile(rf"\b(?:[\w-]+\.){{1,3}}{any_word('address_endings')}\b", re.I)
        self._house = re.compile(rf"\b{any_word('house_words')}\b", re.I)
        self._between = re.compile(rf"\s*[;,|/\n]\s*|\s+{any_word('author_joiners')}\s+")
        self._ambiguous = frozenset(words("metadata", "ambiguous_credits"))
        self._not_authors = frozenset(words("metadata", "not_authors"))
        cues = "|".join(
            re.escape(c).replace(":", r"\s*:") for c in sorted(words("metadata", "credit_cues"), key=len, reverse=True)
        )
        self._cue = re.compile(rf"(?<!\w)(?:{cues})(?!(?-i:[a-z0-9]))", re.I)
        self._kind = re.compile(rf"(?<!\w){any_word('outlet_kinds')}(?!\w)", re.I)
        self._parens = re.compile(r"\(([^()\n]{2,40})\)")
        labels = any_word("byline_labels")
        self._byline = re.compile(rf"{labels}\s*[:|]\s*(?P<names>[^:|\n]{{3,100}})", re.I)
        self._label = re.compile(rf"^\s*(?:{labels}|{any_word('editor_labels')})\b\s*[:|]?\s*", re.I)

        # "Kontributor Lhokseumawe, Anindya Laras": the place at which a reporter is posted is no name.
        self._posted = re.compile(rf"^\s*{any_word('posted_labels')}\s+[^,;:|]{{3,30}},\s*(?=[A-Z])", re.I)

    def read_via(self, text: str, own: str | None) -> tuple[str, ...]:
        """Names of the outlets that the text credits, in the order of their first credit, without its own."""
        found: list[tuple[int, str]] = []
        for m in self._cue.finditer(text):
            window = text[m.end() : m.end() + _REACH].split("\n", 1)[0]
            found += [(m.end() + at, name) for at, name in self._names(window)]
        for m in self._kind.finditer(text):
            window = text[m.end() : m.end() + 30]
            if window[:1] == " ":
                named = self._name.match(window, 1)
                if named and m[0][:1].islower():
                    known = self._longest(named[0])
                    found += [(m.start(), known.name)] if known else []
        for m in self._parens.finditer(text):
            for part in re.split(r"\s*/\s*", m[1]):
                known = self._outlets.of_name(part)
                if known and part[:1].isupper() and known.kind in ("agency", "broadcaster"):
                    found.append((m.start(), known.name))
        own_name = (self._outlets.get(own) or Outlet("", "", "")).name
        out: list[str] = []
        for _, name in sorted(found):
            if name not in out and name != own_name and name.lower() != (own or ""):
                out.append(name)
        return tuple(out)

    def read_byline(self, lines: list[str]) -> tuple[str, ...]:
        """The authors that a line names after "Penulis:", "Pewarta:" ..."""
        for line in lines:
            m = self._byline.match(line) if len(line) <= 160 else None
            if m:
                return self.split_authors(m["names"])
        return ()

    def split_authors(self, given: str | None) -> tuple[str, ...]:
        """Names out of an author field, without labels, houses and departments."""
        out: list[str] = []
        given = self._posted.sub("", given or "")
        for part in self._between.split(given or ""):
            name = self._label.sub("", part).strip(" .:-–")
            if not name or name.lower() in self._not_authors or self._outlets.of_name(name):
                continue
            if name.islower() and " " not in name:
                continue  # a login, no name
            if (
                self._house.search(name)
                or self._domain.search(name)
                or "@" in name
                or len(name.split()) > 6
                or not re.search(r"[^\W\d_]{2}", name)
            ):
                continue
            if name not in out:
                out.append(name)
        return tuple(out)

    def _names(self, window: str) -> list[tuple[int, str]]:
        """Known outlets, and addresses of unknown ones, that stand shortly after a cue, before its clause ends."""
        stop = re.search(r"[;!?“\"]|\.\s|,\s+(?![A-Z])", window)
        window = window[: stop.start()] if stop else window
        out: list[tuple[int, str]] = []
        for m in self._domain.finditer(window):
            domain = self._outlets.of_url(m[0].lower()) or m[0].lower()
            known = self._outlets.get(domain)
            out.append((m.start(), known.name if known else domain))
        for m in self._name.finditer(window):
            known = self._longest(m[0])
            if known:
                out.append((m.start(), known.name))
        return out

    def _longest(self, name: str) -> Outlet | None:
        """The outlet whose name is the longest beginning of these capitalised words; a whole one if it is ambiguous."""
        words = re.split(r"(?<=[ .])", name)
        for n in range(len(words), 0, -1):
            part = "".join(words[:n]).strip(" .")
            known = self._outlets.of_name(part)
            if known and (n == len(words) or part.lower() not in self._ambiguous):
                return known
        return None
