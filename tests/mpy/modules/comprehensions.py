SQUARES = [i * i for i in range(20)]
POWERS = [1 << i for i in range(16)]
INDEX = {name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
GRID = [[0] * 8 for _ in range(8)]
