FIRST = "the first of all names"
SECOND = "the second of all names"
ALL = (FIRST, SECOND)
