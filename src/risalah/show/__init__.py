"""Reads the store and shows it: terminal, web, files. Reads only."""
