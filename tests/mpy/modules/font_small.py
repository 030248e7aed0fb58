_font = (
    b"\x08\x00\x00\x7e\x81\x81\x81\x7e\x00\x00\x08\x00\x00\x00\x82\xff\x80\x00\x00\x00"
    b"\x08\x00\x00\xc2\xa1\x91\x89\x86\x00\x00\x08\x00\x00\x42\x81\x89\x89\x76\x00\x00"
)
_index = b"\x00\x00\x0a\x00\x14\x00\x1e\x00\x28\x00"
_mvfont = memoryview(_font)
_mvi = memoryview(_index)


def height():
    return 8


def max_width():
    return 8


def hmap():
    return False


def get_ch(ch):
    i = 2 * (ord(ch) - 48)
    offset = _mvi[i] | _mvi[i + 1] << 8
    width = _mvfont[offset]
    return _mvfont[offset + 2 : offset + 2 + width], 8, width
