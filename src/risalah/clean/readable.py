"""What readability reads of a page, without the work that only its HTML output needs."""

from __future__ import annotations

import re
from typing import Any

import lxml.etree
import lxml.html
from readability import Document
from readability.readability import Unparseable

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!important\s*)?(?:;|$)", re.I)
_NO_TEXT = "//script|//style|//link|//noscript|//*[@hidden]"


def read_readable(html: str) -> str:
    """The HTML of the article; "" where readability finds none."""
    try:
        return str(_Document(html).summary(html_partial=True) or "")
    except (Unparseable, lxml.etree.LxmlError, ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return ""


class _Document(Document):  # type: ignore[misc]
    """Readability's document, parsed for its text: links are not made safe, for nobody follows them.

    A release of the library that parses by another method parses as it likes; that takes twice the time.
    """

    def _parse(self, input: str) -> Any:
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        page: Any = lxml.html.document_fromstring(input.encode("utf-8", "replace"), parser=parser)
        self.encoding = "utf-8"
        for element in page.xpath(_NO_TEXT):
            if element.getparent() is not None:
                element.drop_tree()
        for element in page.xpath("//*[@style]"):
            if _HIDDEN.search(element.get("style")) and element.getparent() is not None:
                element.drop_tree()
        return page
