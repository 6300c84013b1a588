"""Pages over processes and machines. In: pages, or sources cut into shards. Out: documents in order, or Parquet.

The only part that knows how work is spread. What a page gives never depends on it.
"""

from risalah.scale.pool import map_pages

__all__ = ["map_pages"]
