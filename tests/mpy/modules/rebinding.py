def reader(data):
    return data[0]


_plain = reader
reader = lambda data: _plain(data) & 0x7F
buffer = bytearray(256)
buffer = bytearray(16)
limit = 10
limit = limit * 2
