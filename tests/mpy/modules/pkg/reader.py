class Reader:
    def __init__(self, path, size):
        self.path = path
        self.buffer = bytearray(size)

    def read(self):
        with open(self.path, "rb") as file:
            return file.readinto(self.buffer)


def read_all(path):
    with open(path) as file:
        return file.read()
