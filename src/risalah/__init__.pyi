from risalah.api.building import build as build
from risalah.api.building import extract as extract
from risalah.api.register import open as open

__version__: str
