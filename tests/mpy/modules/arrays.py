from array import array

SAMPLES = array("H", bytes(64))
OFFSETS = array("b", (0, 1, 2, 3, -1, -2, -3))
WAVE = array("i", [0, 707, 1000, 707, 0, -707, -1000, -707])


def mean():
    return sum(SAMPLES) / len(SAMPLES)
