def logged(function):
    def wrapper(*args, **kwargs):
        print(function, args, kwargs)
        return function(*args, **kwargs)

    return wrapper


def retry(times):
    def decorate(function):
        def wrapper(*args):
            for _ in range(times):
                try:
                    return function(*args)
                except OSError:
                    pass

        return wrapper

    return decorate


@logged
def connect(host, port=80):
    return host, port


@retry(3)
def send(data):
    return len(data)
