from collections import deque

EMPTY_LIST = list()
NUMBERS = list(range(10))
LETTERS = tuple(("the first", "the second", "the third"))
UNIQUE = set((1, 2, 3, 4, 5))
FROZEN = frozenset((1, 2))
OPTIONS = dict(speed=9600, parity=None, stop=1)
QUEUE = deque((), 20)
INDEXED = [pair for pair in enumerate(NUMBERS)]
BACKWARDS = [i for i in reversed(NUMBERS)]
COUNTDOWN = [i for i in range(10, 0, -3)]
MORE = NUMBERS + [1, 2, 3]
MORE.extend((4, 5, 6))
MORE.insert(0, 7)
UNIQUE.add(6)
FIRST, SECOND, THIRD = LETTERS
MARKER = object()
GROWING = [0]
GROWING += [1, 2, 3, 4, 5]
PADDED = b"\x00" * 5 + b"\xff"
EIGHT = [None, True] * 4
