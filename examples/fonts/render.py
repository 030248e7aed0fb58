#!/usr/bin/python3
"""Render free fonts of Debian to MicroPython font modules, beside this script.

Needs the packages python3-pil and fonts-dejavu-core. The same versions give the same bytes.
"""
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
TRUETYPE = Path('/usr/share/fonts/truetype')
FIRST, LAST, DEFAULT = ' ', '~', '?'
CHARS = [chr(code) for code in range(ord(FIRST), ord(LAST) + 1)]
BYTES_PER_LINE = 28  # 119 columns

DEJAVU = ('fonts-dejavu-core', 'Bitstream-Vera', 'LICENSE.dejavu.txt')
MODULES = (  # module, rows, font file, its package and licence
    ('dejavu_sans6', 6, 'dejavu/DejaVuSans.ttf', DEJAVU),
    ('dejavu_mono8', 8, 'dejavu/DejaVuSansMono.ttf', DEJAVU),
    ('dejavu_bold10', 10, 'dejavu/DejaVuSans-Bold.ttf', DEJAVU),
    ('dejavu_serif12', 12, 'dejavu/DejaVuSerif.ttf', DEJAVU),
    ('dejavu_sans16', 16, 'dejavu/DejaVuSans.ttf', DEJAVU),
    ('dejavu_mono50', 50, 'dejavu/DejaVuSansMono.ttf', DEJAVU),
)

TEXT = """\
# {name}, {height} rows, {count} characters from {first!r} to {last!r}: a font module for MicroPython.
# Rendered at {em} pixels per em, 1 bit per pixel, from {file} of Debian's {package}.
# SPDX-License-Identifier: {licence}
# The notice is in {notice}. This file is the output of render.py: change that instead.


def version():
    return '1.0'


def height():
    return {height}


def baseline():
    return {baseline}


def max_width():
    return {max_width}


def hmap():
    return True


def reverse():
    return False


def monospaced():
    return {monospaced}


def min_ch():
    return {min_ch}


def max_ch():
    return {max_ch}


# Rows from top to bottom, each of whole bytes, the leftmost pixel in bit 7: framebuf.MONO_HLSB.
_font = (
{font}
)

# Three bytes per character: the offset in _font, low byte first, and the width in pixels.
_index = (
{index}
)

_view = memoryview(_font)


def get_ch(ch):
    n = ord(ch) - {min_ch}
    if not 0 <= n < {count}:
        n = {default}  # {default_ch!r}
    n *= 3
    start = _index[n] | _index[n + 1] << 8
    width = _index[n + 2]
    return _view[start:start + (width + 7) // 8 * {height}], {height}, width
"""


def load(file, em):
    return ImageFont.truetype(str(TRUETYPE / file), em, layout_engine=ImageFont.Layout.BASIC)


def box(font, ch):
    """The ink of ch as (left, top, right, bottom), from the pen on the baseline."""
    return font.getbbox(ch, mode='1', anchor='ls')


def ink_rows(font):
    """The most rows of ink above and below the baseline."""
    boxes = [box(font, ch) for ch in CHARS]
    return max(-b[1] for b in boxes), max(b[3] for b in boxes)


def fit(file, height):
    """The largest size of the font, in pixels per em, whose characters all fit into height rows."""
    em = 2 * height
    while sum(ink_rows(load(file, em))) > height:
        em -= 1
    return em


def widths(font):
    """The width of each character: its advance, or more where the ink goes beyond it. One for all if monospaced."""
    advances = [round(font.getlength(ch, mode='1')) for ch in CHARS]
    boxes = [box(font, ch) for ch in CHARS]
    needed = [max(right, advance) - min(left, 0) for advance, (left, _, right, _) in zip(advances, boxes)]
    return [max(needed)] * len(CHARS) if len(set(advances)) == 1 else needed


def bitmap(font, ch, width, height, baseline):
    image = Image.new('1', (width, height))
    left = min(box(font, ch)[0], 0)
    ImageDraw.Draw(image).text((-left, baseline), ch, font=font, fill=1, anchor='ls')
    return image.tobytes()


def literal(data):
    lines = (data[at:at + BYTES_PER_LINE] for at in range(0, len(data), BYTES_PER_LINE))
    return '\n'.join("    b'" + ''.join(f'\\x{byte:02x}' for byte in line) + "'" for line in lines)


def module(height, file, source):
    em = fit(file, height)
    font = load(file, em)
    baseline, _ = ink_rows(font)
    sizes = widths(font)
    data, index = bytearray(), bytearray()
    for ch, width in zip(CHARS, sizes):
        index += len(data).to_bytes(2, 'little') + bytes([width])
        data += bitmap(font, ch, width, height, baseline)
    package, licence, notice = source
    return TEXT.format(
        name=' '.join(font.getname()), file=Path(file).name, em=em, package=package, licence=licence, notice=notice,
        height=height, baseline=baseline, max_width=max(sizes), monospaced=len(set(sizes)) == 1,
        first=FIRST, last=LAST, count=len(CHARS), min_ch=ord(FIRST), max_ch=ord(LAST),
        default=ord(DEFAULT) - ord(FIRST), default_ch=DEFAULT, font=literal(data), index=literal(index))


for name, rows, path, origin in MODULES:
    (HERE / (name + '.py')).write_text(module(rows, path, origin), encoding='ascii')
