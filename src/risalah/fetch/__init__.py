"""Pages from the web: feeds, sitemaps, lists of addresses, each behind one guard."""
