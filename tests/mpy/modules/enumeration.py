class Enum:
    pass


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


Color.names = {1: "red", 2: "green", 3: "blue"}
ALL = (Color.RED, Color.GREEN, Color.BLUE)
