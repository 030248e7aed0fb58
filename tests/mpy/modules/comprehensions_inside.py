def transpose(matrix):
    return [[row[i] for row in matrix] for i in range(len(matrix[0]))]


def invert(mapping):
    return {value: key for key, value in mapping.items()}


def unique(items):
    return {item for item in items}


def total(items):
    return sum(item.price * item.count for item in items if item.count)
