"""Exports to the formats of others. In: a register. Out: text or a file. Each format says what it cannot carry."""
