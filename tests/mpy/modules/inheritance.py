class Shape:
    name = "shape"

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def area(self):
        raise NotImplementedError

    def __repr__(self):
        return "<%s %g>" % (self.name, self.area())


class Circle(Shape):
    name = "circle"

    def __init__(self, x, y, r):
        super().__init__(x, y)
        self.r = r

    def area(self):
        return 3.14159 * self.r * self.r


class Square(Shape):
    name = "square"

    def __init__(self, x, y, a):
        super().__init__(x, y)
        self.a = a

    def area(self):
        return self.a * self.a


class Cube(Square):
    def area(self):
        return 6 * super().area()
