"""The table of what runs were given, so that what could not be read then can be read again in the same way."""

from __future__ import annotations

from sqlalchemy import Column, Integer

from risalah.store.schema import _table, _text

run_inputs = _table("run_inputs", Column("run", Integer, primary_key=True, autoincrement=False), _text("body"))
"""`body` is JSON: the folder that places are relative to, and what the command line said of every page."""
