def scale(factor):
    def apply(x):
        return x * factor

    return apply


double = scale(2)
half = scale(0.5)
triple = scale(3)
