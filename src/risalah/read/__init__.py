"""In: files, folders, standard input. Out: Page. No facts; bytes are decoded, never altered further."""
