"""Sizes that are computed at import."""

WIDTH = 40
HEIGHT = WIDTH // 4 - 2
STRIDE = (WIDTH + 7) >> 3
FRAME = bytearray(STRIDE * HEIGHT)
LINE = bytearray((WIDTH % 16) << 1 | 1)
MASK = bytearray(0x1F & ~0x0F ^ 0x03)
ROWS = [bytearray(STRIDE) for _ in range(HEIGHT)] if HEIGHT >= 8 else None
SCALE = WIDTH / 3
OFFSET = -SCALE
LARGE = HEIGHT != 8 or WIDTH <= 39
SMALL = not LARGE and -WIDTH < +HEIGHT
while WIDTH > 30:
    WIDTH -= 1
