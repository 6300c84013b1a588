"""In: documents and judgements. Out: Register. The only step that sees many articles; pure, no database."""

from risalah.link.join import link

__all__ = ["link"]
