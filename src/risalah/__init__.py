"""risalah reads press coverage of diplomacy and keeps a register of what was said, agreed and promised."""

__version__ = "0.1.0"
