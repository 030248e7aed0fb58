PI = 3.141592653589793
E = 2.718281828459045
GRAVITY = 9.80665
COEFFICIENTS = (1.40023, 0.00226, -1.0e-6, 0.0, 25.0)
ABSOLUTE_ZERO = -273.15


def celsius(kelvin):
    return kelvin + ABSOLUTE_ZERO


def polynomial(x, coefficients=COEFFICIENTS):
    y = 0.0
    for c in reversed(coefficients):
        y = y * x + c
    return y
