"""Nouns. In: nothing but errors. Out: frozen types with to_json and from_json. Never: input, output or rules."""
