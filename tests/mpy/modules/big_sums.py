# Numbers that become too wide for small integers while the module is imported.
side = 65536
area = side * side
shifted = side << 20
most = 0x1fffffff
doubled = most + most
above = most * 2 + 1
below = -most * 2
narrow = side * 16
