"""In: Article. Out: Annotated. Marks what the text says, never what it means for the register; no network, no files."""
