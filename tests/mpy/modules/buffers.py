RX = bytearray(64)
TX = bytearray(128)
VIEW = memoryview(RX)
ZEROS = bytes(16)
PATTERN = b"\xaa\x55" * 8
HEADER = bytearray(b"\x02\x01\x00")


def clear():
    for i in range(len(RX)):
        RX[i] = 0
