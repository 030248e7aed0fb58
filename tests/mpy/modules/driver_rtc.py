def _bcd2int(b):
    return (b & 0xF) + (b >> 4) * 10


def _int2bcd(i):
    return (i // 10) << 4 | i % 10


class Clock:
    def __init__(self, i2c, addr=0x68):
        self.i2c, self.addr = i2c, addr
        self.buf = bytearray(7)

    def read(self):
        self.i2c.readfrom_mem_into(self.addr, 0, self.buf)
        return [_bcd2int(b) for b in self.buf]

    def write(self, values):
        for i, v in enumerate(values):
            self.buf[i] = _int2bcd(v)
        self.i2c.writeto_mem(self.addr, 0, self.buf)
