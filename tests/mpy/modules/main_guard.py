import sys


def parse(line):
    return line.split()


def main(argv):
    for line in sys.stdin:
        print(parse(line))


if __name__ == "__main__":
    main(sys.argv)
