"""Sources into pages. In: paths, folders, standard input. Out: Page, or Failure for the unreadable. Never: cleaning.

One bad line, file or encoding gives one Failure and never stops the rest.
"""

from risalah.read.pages import read_pages
from risalah.read.settings import PageDefaults, ReadLimits

__all__ = ["PageDefaults", "ReadLimits", "read_pages"]
