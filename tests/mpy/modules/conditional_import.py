try:
    import json
except ImportError:
    json = None

try:
    from collections import OrderedDict
except ImportError:
    OrderedDict = dict


def dumps(value):
    return json.dumps(value) if json else repr(value)


if __name__ == "__main__":
    print(dumps({"a": 1}))
