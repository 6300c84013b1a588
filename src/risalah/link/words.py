"""Words, shingles and addresses: what two texts are compared by."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from risalah.resources.linking import Weights

_WORD = re.compile(r"\w+(?:[-']\w+)*")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_AMP_END = re.compile(r"(?:/amp|\.amp|/index\.html?)$")


def split_words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


def find_numbers(text: str) -> frozenset[str]:
    """The numbers of a text as they are written, dates among them."""
    return frozenset(_NUMBER.findall(text))


def make_shingles(words: list[str], size: int) -> list[str]:
    """All runs of `size` words; the whole text where it is shorter."""
    if len(words) <= size:
        return [" ".join(words)] if words else []
    return [" ".join(words[i : i + size]) for i in range(len(words) - size + 1)]


def containment(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the smaller set that the other one holds; 0 where one is empty."""
    small = min(len(a), len(b))
    return len(a & b) / small if small else 0.0


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Common members by all members; 0 where both are empty."""
    either = len(a | b)
    return len(a & b) / either if either else 0.0


def canonical_address(url: str | None, weights: Weights) -> str | None:
    """An address without scheme, mobile host, tracking and page parameters; None where there is no host."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip() if "//" in url else "//" + url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in weights.address_hosts:
        labels = labels[1:]
    host = ".".join(labels)
    if not host:
        return None
    path = _AMP_END.sub("", parts.path.rstrip("/")).rstrip("/")
    if path.startswith("/amp/"):
        path = path[4:]
    kept = sorted(
        (k, v)
        for k, v in parse_qsl(parts.query)
        if k.lower() not in weights.address_parameters and not k.lower().startswith(weights.address_prefixes)
    )
    return host + path + ("?" + urlencode(kept) if kept else "")


def outlet_name(outlet: str | None, url: str | None, weights: Weights) -> str | None:
    """An outlet as a comparable name: its domain without www., or its name in lower case; None where unknown."""
    name = (outlet or "").strip().lower()
    if not name and url:
        address = canonical_address(url, weights)
        name = address.split("/")[0].split("?")[0] if address else ""
    labels = name.split(".")
    while len(labels) > 2 and labels[0] in weights.address_hosts:
        labels = labels[1:]
    return ".".join(labels) or None


def source_name(credit: str, weights: Weights) -> str:
    """A credited source by its agency's name, or by its own name without a domain ending."""
    name = " ".join(credit.lower().replace("(", " ").replace(")", " ").split())
    if name in weights.agencies:
        return weights.agencies[name]
    first = name.removeprefix("www.").split(".")[0] if "." in name else name
    return weights.agencies.get(first, first)


def is_official(outlet: str | None, weights: Weights) -> bool:
    """Is this the site of a state or an organisation?"""
    if not outlet:
        return False
    labels = outlet.split(".")
    return any(".".join(labels[i:]) in weights.official_outlets for i in range(len(labels)))


class WordReader:
    """Reads texts and titles as sets of words that tell something. Keeps what it stemmed."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._plain = lru_cache(maxsize=100_000)(self._strip)
        self._object_stops = frozenset(self._plain(w) for w in weights.object_stop_words) | weights.object_stop_words
        self._field_words = frozenset(self._plain(w) for w in weights.field_words)

    def _strip(self, word: str) -> str:
        """A word without one beginning and one ending, if four letters stay; only for comparing, not a stemmer."""
        for end in self._weights.word_endings:
            if word.endswith(end) and len(word) - len(end) >= 4:
                word = word[: -len(end)]
                break
        for start in self._weights.word_beginnings:
            if word.startswith(start) and len(word) - len(start) >= 4:
                return word[len(start) :]
        return word

    def content(self, text: str) -> frozenset[str]:
        """The words of a quotation that are no stop words."""
        stops = self._weights.stop_words
        return frozenset(self._plain(w) for w in split_words(text) if w not in stops and len(w) > 1)

    def object_of(self, title: str, names: frozenset[str]) -> frozenset[str]:
        """The words of a title that name its object: no kind of document, no verb of the trade, none of `names`."""
        out = set()
        for word in split_words(title):
            if word in self._weights.stop_words or word in self._weights.object_stop_words or word in names:
                continue
            if any(ch.isdigit() for ch in word) or len(word) < 3:
                continue
            plain = self._plain(word)
            if plain not in self._object_stops:
                out.add(plain)
        return frozenset(out)

    def is_field(self, words: frozenset[str]) -> bool:
        """Are these words nothing but names of whole fields (perdagangan, kesehatan)?"""
        return words <= self._field_words
