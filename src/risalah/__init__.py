"""risalah reads press coverage of diplomacy and keeps a register of what was said, agreed and promised.

`open`, `build` and `extract` are the Python API (`risalah.api`); they are loaded when they are first used.
"""

import sys
from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"
__all__ = ["__version__", "build", "extract", "open"]

_API = {"open": "risalah.api.register", "build": "risalah.api.building"}


class _CallablePackage(ModuleType):
    """`risalah.extract` is a package of ours, and what users call: calling the package reads a text."""

    def __call__(self, *given: object, **named: object) -> object:
        return import_module("risalah.api.building").extract(*given, **named)


# Loading a submodule puts it into this namespace: a function of the same name would be lost, a callable package is not.
import_module("risalah.extract").__class__ = _CallablePackage


def __getattr__(name: str) -> object:
    if name in _API:
        found = getattr(import_module(_API[name]), name)
        setattr(sys.modules[__name__], name, found)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
