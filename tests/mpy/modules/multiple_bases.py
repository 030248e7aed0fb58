class Readable:
    def read(self):
        return self._get()


class Writable:
    def write(self, value):
        self._set(value)


class Closable:
    closed = False

    def close(self):
        self.closed = True


class Port(Readable, Writable, Closable):
    def __init__(self, number):
        self.number = number

    def _get(self):
        return 0

    def _set(self, value):
        pass
