class Keypad:
    KEYS = (
        ("1", "2", "3", "A"),
        ("4", "5", "6", "B"),
        ("7", "8", "9", "C"),
        ("*", "0", "#", "D"),
    )
    DEBOUNCE_MS = 20

    def __init__(self, rows, columns):
        self.rows = rows
        self.columns = columns
        self.pressed = set()

    def scan(self):
        for r, row in enumerate(self.rows):
            row.value(1)
            for c, column in enumerate(self.columns):
                if column.value():
                    yield self.KEYS[r][c]
            row.value(0)
