"""A display on a bus, as drivers are written: constants, a class with a buffer, and one for each bus."""
from micropython import const
import framebuf

SET_CONTRAST = const(0x81)
SET_DISP = const(0xAE)
SET_MEM_ADDR = const(0x20)


class Display(framebuf.FrameBuffer):
    def __init__(self, width, height, external_vcc):
        self.width = width
        self.height = height
        self.external_vcc = external_vcc
        self.pages = self.height // 8
        self.buffer = bytearray(self.pages * self.width)
        super().__init__(self.buffer, self.width, self.height, framebuf.MONO_VLSB)
        self.init_display()

    def init_display(self):
        for cmd in (SET_DISP, SET_MEM_ADDR, 0x00, 0x40, 0xA1, 0xC8, 0xD3, 0xDA):
            self.write_cmd(cmd)
        self.fill(0)
        self.show()

    def contrast(self, contrast):
        self.write_cmd(SET_CONTRAST)
        self.write_cmd(contrast)

    def show(self):
        self.write_data(self.buffer)


class DisplayI2C(Display):
    def __init__(self, width, height, i2c, addr=0x3C, external_vcc=False):
        self.i2c = i2c
        self.addr = addr
        self.temp = bytearray(2)
        super().__init__(width, height, external_vcc)

    def write_cmd(self, cmd):
        self.temp[0] = 0x80
        self.temp[1] = cmd
        self.i2c.writeto(self.addr, self.temp)

    def write_data(self, buf):
        self.i2c.writevto(self.addr, (b"\x40", buf))
