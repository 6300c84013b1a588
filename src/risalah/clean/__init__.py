"""Pages into articles. In: Page. Out: Article, its text title first, frozen. Never: names, quotations or records.

Furniture (menus, links to other articles, advertising lines) is removed here, before anything else reads the text.
"""

from risalah.clean.cleaner import Cleaner
from risalah.clean.language import detect_language

__all__ = ["Cleaner", "detect_language"]
