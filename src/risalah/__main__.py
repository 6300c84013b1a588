"""`python -m risalah` is the command `risalah`."""

from __future__ import annotations

from risalah.cli import main

if __name__ == "__main__":
    main()
