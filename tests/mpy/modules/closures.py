def counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = start

    return increment, reset


def compose(*functions):
    def call(x):
        for function in functions:
            x = function(x)
        return x

    return call


def adder(n):
    return lambda x: x + n
