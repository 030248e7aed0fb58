# Numbers that are too large for small integers, computed while the module is imported.
ten = 10
million = ten ** 6
billion = ten**9
large = billion * ten
half = large >> 4
rest = large % million
mask = 0x3FFFFFFF
above = mask + mask
below = -above - large
both = above | large
flags = large & mask
narrow = above - mask
zero = large - large
