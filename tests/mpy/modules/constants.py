from micropython import const

WIDTH = const(128)
HEIGHT = const(64)
_HIDDEN = const(7)
SET_CONTRAST = const(0x81)
SET_ENTIRE_ON = const(0xA4)
SET_NORM_INV = const(0xA6)
SET_DISP = const(0xAE)
SET_MEM_ADDR = const(0x20)
SET_COL_ADDR = const(0x21)
NAME = "ssd1306"
DESCRIPTION = "a display of 128 by 64 dots, on I2C or SPI"
