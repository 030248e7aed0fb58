class Config:
    def __init__(self, name, retries=3):
        self.name = name
        self.retries = retries
        self.values = {}
        self.listeners = []

    def get(self, key, default=None):
        return self.values.get(key, default)


class Registry:
    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)
        return item


config = Config("main configuration")
registry = Registry()
registry.add(config)
