"""In and out: documents, judgements, Register, in one SQL database. Knows no rule of the language."""
