# SPDX-License-Identifier: MIT
"""Set the checksum of the second stage, without which the boot ROM does not run it: checksum.py FIRMWARE.bin"""
import sys


def crc32(data):
    """The CRC-32 that the boot ROM computes: the bits of a byte from the highest on, nothing reversed or inverted."""
    crc = 0xffffffff
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04c11db7 if crc >> 31 else 0)) & 0xffffffff
    return crc


with open(sys.argv[1], 'r+b') as firmware:
    second_stage = firmware.read(252)
    firmware.seek(252)
    firmware.write(crc32(second_stage).to_bytes(4, 'little'))
