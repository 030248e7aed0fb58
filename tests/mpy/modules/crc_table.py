"""A table that is computed at import."""


def _entry(n):
    for _ in range(8):
        n = (n >> 1) ^ 0xA001 if n & 1 else n >> 1
    return n


TABLE = [_entry(n) for n in range(32)]


def crc(data, value=0xFFFF):
    for byte in data:
        value = (value >> 4) ^ TABLE[(value ^ byte) & 0x0F]
    return value
