def fields(line, separator=","):
    start = 0
    while True:
        end = line.find(separator, start)
        if end < 0:
            yield line[start:]
            return
        yield line[start:end]
        start = end + 1


def chunks(data, size):
    for i in range(0, len(data), size):
        yield data[i : i + size]


def flatten(items):
    for item in items:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


squares = lambda n: (i * i for i in range(n))
