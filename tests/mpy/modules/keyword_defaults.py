def draw(x, y, *, colour=1, width=1, fill=False):
    return x, y, colour, width, fill


def request(method, url, data=None, json=None, headers={}, *, timeout=10.0, stream=False):
    return method, url, data, json, headers, timeout, stream


class Window:
    def __init__(self, title="untitled", *, width=320, height=240, border=(1, 1), name="a window of its own"):
        self.title = title
        self.size = width, height
