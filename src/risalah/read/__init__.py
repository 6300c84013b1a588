"""Sources into pages. In: files, archives, folders, standard input. Out: Page, or Failure. Never: cleaning.

One bad line, record, member, file or encoding gives one Failure and never stops the rest.
"""

from risalah.read.pages import read_pages
from risalah.read.report import ReadReport
from risalah.read.settings import PageDefaults, ReadLimits

__all__ = ["PageDefaults", "ReadLimits", "ReadReport", "read_pages"]
