"""Build pages: a Desk and a Context in, one frozen page dataclass out. No HTML here, and no SQL."""
