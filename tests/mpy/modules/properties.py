class Account:
    def __init__(self):
        self._balance = 0

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        self._balance = value

    @balance.deleter
    def balance(self):
        self._balance = 0

    @staticmethod
    def currency():
        return "EUR"

    @classmethod
    def empty(cls):
        return cls()

    limit = property(lambda self: 1000)
