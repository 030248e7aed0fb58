class Ring:
    def __init__(self, size):
        self.data = bytearray(size)
        self.size = size
        self.head = 0
        self.tail = 0

    def put(self, value):
        self.data[self.head] = value
        self.head = (self.head + 1) % self.size

    def __iter__(self):
        return self

    def __next__(self):
        if self.tail == self.head:
            raise StopIteration
        value = self.data[self.tail]
        self.tail = (self.tail + 1) % self.size
        return value
