class Pin:
    OUT = 1

    def __init__(self, number, mode=OUT, *extra, pull=None, **options):
        self.number = number
        self.mode = mode
        self.extra = extra
        self.pull = pull

    def toggle(self):
        return not self.number


class Led(Pin):
    names = []

    def __init__(self, name, number):
        super().__init__(number, pull=1)
        self.name = name
        self.names.append(name)
        self.history = [0] * 8

    @property
    def is_on(self):
        return self.history[0]


red = Led("red", 16)
green = Led("green", number=17)
plain = Pin(3, 0, pull=2)
toggle = red.toggle
red.colour = "the colour of a rose"
del plain
with_default = (lambda size=8: bytearray(size))()
