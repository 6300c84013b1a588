"""In: Page. Out: Article, whose text is frozen from then on. No facts."""
