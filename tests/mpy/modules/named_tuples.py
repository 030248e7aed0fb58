from collections import namedtuple

Point = namedtuple("Point", ("x", "y"))
Colour = namedtuple("Colour", ("red", "green", "blue", "alpha"))


def distance(a, b):
    return ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5
