"""The link stage by block: documents are prepared by day, stories told and records joined by block, one writer ends it.

What depends on all articles at once (the place of an article among the stories, what shares a block with what) is
found in passes over small rows. Between the stages DuckDB shuffles the rows to the block that needs them. The result
is that of `risalah.link.link`.
"""

from risalah.scale.linking.run import LinkReport, link_tables

__all__ = ["LinkReport", "link_tables"]
