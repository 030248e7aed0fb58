class DeviceError(Exception):
    pass


class NotReady(DeviceError):
    def __init__(self, name):
        super().__init__("not ready: " + name)
        self.name = name


class Timeout(DeviceError):
    code = 110


def wait(ready, count=10):
    while not ready():
        count -= 1
        if count == 0:
            raise Timeout()
