class Locked:
    def __init__(self, lock):
        self.lock = lock

    def __enter__(self):
        self.lock.acquire()
        return self.lock

    def __exit__(self, kind, value, trace):
        self.lock.release()
        return False


def with_lock(lock, function):
    with Locked(lock) as held:
        return function(held)
