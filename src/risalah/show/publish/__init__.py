"""A register as a folder of pages that needs no server. In: the web application. Out: files with relative links."""

from risalah.show.publish.site import SiteReport, publish

__all__ = ["SiteReport", "publish"]
