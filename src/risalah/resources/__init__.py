"""Data files into objects. In: files under data/ (and the user's). Out: checked objects. Never: facts about a page.

A wrong file stops the program before any work, with an error that names file and line.
"""
