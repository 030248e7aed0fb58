"""A package: what it exports, and a module of its own."""
from .reader import Reader, read_all
from . import names

__version__ = (1, 2, 0)


def open_reader(path, size=64):
    return Reader(path, size)
