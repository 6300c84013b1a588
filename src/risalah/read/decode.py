"""Bytes into text, without a silent loss."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from resiliparse.parse.encoding import detect_encoding

from risalah.errors import ReadError

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,40})", re.I)
_SAMPLE = 8192
# Codecs of Python that no page is in; some of them take time that grows with the square of the length.
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "unicode-escape", "raw_unicode_escape", "undefined"})
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b\x1a\x1c\x1d\x1e")
# UTF-8 that was once read as windows-1252 and written again: a lead character and its followers.
_MOJIBAKE = re.compile(
    "(?:â[\u0080-\u009f€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf])"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text; `notes` says in words what was not as it should be, and is empty mostly."""

    text: str
    encoding: str
    notes: tuple[str, ...] = field(default=())


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """The text of `data`; `charset` is what its sender declared. Raises ReadError where these bytes are no text."""
    refuse_magic(data)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _finish(data[len(mark) :], name)
    guess = guess_utf16(data)
    if guess:
        return _finish(data, guess)
    notes: tuple[str, ...] = ()
    nul = data.count(0) if b"\x00" in data else 0
    sample = data[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, _CONTROLS))
    # A stray NUL or control byte in a text is damage; many are no text.
    if (nul > 1 and nul * 200 > len(data)) or (odd > 1 and odd * 50 > len(sample)):
        raise ReadError(
            "the bytes are not text (control bytes)", reason="binary", remedy="give text, HTML, CSV or JSON Lines"
        )
    if nul:
        data = data.replace(b"\x00", b"")
        notes = (f"{nul} NUL byte(s) removed",)
    done = _finish(data, _narrow_encoding(data, charset))
    return Decoded(done.text, done.encoding, notes + done.notes)


def refuse_magic(data: bytes) -> None:
    """Raise ReadError where the first bytes name a format that is no text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"this is {name}, not text", reason="binary", remedy="give text, HTML, CSV or JSON Lines")


def guess_utf16(data: bytes) -> str | None:
    """The UTF-16 byte order that the place of the NUL bytes gives away, or None."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Latin letters put a NUL into every other byte; spaces, dashes and curly quotes leave some without.
    if odd > 0.5 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.5 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _narrow_encoding(data: bytes, charset: str | None) -> str:
    """The name of an encoding of bytes without NULs. What the sender declares comes before what the page says."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    declared = _CHARSET.search(data[:_SAMPLE])
    for name in filter(None, (charset, declared[1].decode("ascii").lower() if declared else None)):
        if name not in ("utf-8", "utf8") and name not in _NO_CHARSETS:
            try:
                data.decode(name)
            except (LookupError, UnicodeDecodeError):
                pass
            else:
                return "windows-1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name
    replaced = data.decode("utf-8", "replace")
    bad = replaced.count("\ufffd")
    good = sum(1 for c in replaced if c > "\x7f" and c != "\ufffd")
    if good >= bad:
        return "utf-8"  # UTF-8 that was damaged here and there
    high = sum(1 for b in data[:100_000] if b > 0x7F)
    if high > 0.3 * min(len(data), 100_000):
        # Mostly letters beyond ASCII: another script, which the detector knows and windows-1252 would garble.
        found = str(detect_encoding(data[:100_000]))
        try:
            data.decode(found)
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            return found
    return "windows-1252"


def _finish(data: bytes, encoding: str) -> Decoded:
    """Decode; bytes that do not fit become U+FFFD and are noted."""
    notes: list[str] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        notes.append(f"{text.count(chr(0xFFFD))} invalid byte sequence(s) for {encoding} shown as U+FFFD")
    if encoding == "windows-1252":
        notes.append("read as windows-1252, for it is not UTF-8")
    if encoding.startswith("utf-16") and "\x00" in text:
        text = text.replace("\x00", "")
        notes.append("NUL characters removed")
    mended = mend_mojibake(text)
    if mended != text:
        notes.append("twice-encoded characters mended")
    return Decoded(mended, encoding, tuple(notes))


def mend_mojibake(text: str) -> str:
    """Curly quotes and accents that were encoded twice ("â€œ"), turned back; anything else stays as it is."""
    if "â" not in text and "Ã" not in text and "Â" not in text:
        return text

    def turn_back(m: re.Match[str]) -> str:
        raw = bytearray()
        for c in m[0]:
            try:
                raw += c.encode("windows-1252")
            except UnicodeEncodeError:
                if ord(c) > 0xFF:
                    return m[0]
                raw.append(ord(c))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return m[0]

    return _MOJIBAKE.sub(turn_back, text)


def mend_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """Half surrogate pairs, which JSON can smuggle in and UTF-8 cannot hold, shown as U+FFFD, with a note."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        fixed = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return fixed, ("lone surrogate(s) shown as U+FFFD",)
    return text, ()
