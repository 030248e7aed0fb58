"""A thermometer and hygrometer with calibration."""
import struct
import time

ADDRESS = 0x76


class Sensor:
    def __init__(self, i2c, address=ADDRESS, *, oversample=1, filter=0):
        self._i2c = i2c
        self._address = address
        self._oversample = oversample
        self._filter = filter
        self._buf = bytearray(8)
        self._read_calibration()

    def _read_calibration(self):
        data = self._i2c.readfrom_mem(self._address, 0x88, 26)
        self._t = struct.unpack("<Hhh", data[:6])
        self._p = struct.unpack("<Hhhhhhhhh", data[6:24])

    @property
    def temperature(self):
        return self._raw()[0] / 100

    @property
    def pressure(self):
        return self._raw()[1] / 25600

    @property
    def oversample(self):
        return self._oversample

    @oversample.setter
    def oversample(self, value):
        if value not in (1, 2, 4, 8, 16):
            raise ValueError("oversample must be a power of two")
        self._oversample = value

    def _raw(self):
        self._i2c.readfrom_mem_into(self._address, 0xF7, self._buf)
        d = self._buf
        return (d[3] << 16 | d[4] << 8 | d[5]) >> 4, (d[0] << 16 | d[1] << 8 | d[2]) >> 4
