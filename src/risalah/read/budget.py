"""How much one source may still unpack: bytes, ratio, records and depth, over all archives in archives."""

from __future__ import annotations

from risalah.errors import ReadError
from risalah.read.settings import ReadLimits

_RATIO_FROM = 1 << 20  # less than this unpacks to anything without harm: a blank page of a few bytes is no bomb


class SourceRefused(ReadError):
    """All of a source is refused, not only the member in hand: what it may take is used up."""


class Budget:
    """The account of one source. Each archive in it, however deep, draws on the same one."""

    def __init__(self, limits: ReadLimits) -> None:
        self.limits = limits
        self._bytes = self._records = 0

    def take_bytes(self, n: int) -> None:
        """Note `n` unpacked bytes. Raises SourceRefused above the limit."""
        self._bytes += n
        if self._bytes > self.limits.archive_bytes:
            raise SourceRefused(
                f"more than {self.limits.archive_bytes:,} bytes are unpacked from this source",
                reason="archive_too_large",
                remedy="split it, or raise the setting archive_bytes",
            )

    def take_record(self) -> None:
        """Note a record, row or member. Raises SourceRefused above the limit."""
        self._records += 1
        self.check_count(0)

    def check_count(self, more: int) -> None:
        """Raise SourceRefused where `more` records would be above the limit."""
        if self._records + more > self.limits.archive_records:
            raise SourceRefused(
                f"more than {self.limits.archive_records:,} records or members stand in this source",
                reason="too_many_records",
                remedy="split it, or raise the setting archive_records",
            )

    def check_ratio(self, packed: int, unpacked: int) -> None:
        """Raise ReadError where `unpacked` bytes came from too few."""
        if unpacked > _RATIO_FROM and unpacked > self.limits.archive_ratio * max(1, packed):
            raise ReadError(
                f"{packed:,} packed bytes unpack to more than {self.limits.archive_ratio} times as many",
                reason="ratio_too_high",
                remedy="this is how a decompression bomb looks; if it is none, raise the setting archive_ratio",
            )

    def check_depth(self, depth: int) -> None:
        """Raise ReadError where archives lie too deep in archives."""
        if depth > self.limits.archive_depth:
            raise ReadError(
                f"archives in archives, more than {self.limits.archive_depth} deep",
                reason="too_deep",
                remedy="unpack the outer ones, or raise the setting archive_depth",
            )
