TABLE = []
for i in range(10):
    TABLE.append((i, i * i))
LOOKUP = {}
for i in range(12):
    LOOKUP[i] = i * 3
names = []
for name in ("alpha", "beta", "gamma"):
    names.append(name)
del i, name
