# Numbers whose size is estimated.
one = 1
ten = 10
shifted = one << 1000
googol = ten ** 100
digits = ten ** 30 * ten
