import sys

CRITICAL = 50
ERROR = 40
WARNING = 30
INFO = 20
DEBUG = 10

_names = {CRITICAL: "CRITICAL", ERROR: "ERROR", WARNING: "WARNING", INFO: "INFO", DEBUG: "DEBUG"}
_loggers = {}


class Logger:
    level = WARNING

    def __init__(self, name):
        self.name = name

    def log(self, level, message, *args):
        if level >= self.level:
            print("%s:%s:%s" % (_names.get(level), self.name, message % args if args else message))

    def debug(self, message, *args):
        self.log(DEBUG, message, *args)

    def info(self, message, *args):
        self.log(INFO, message, *args)

    def error(self, message, *args):
        self.log(ERROR, message, *args)


def getLogger(name="root"):
    if name not in _loggers:
        _loggers[name] = Logger(name)
    return _loggers[name]


log = getLogger()
