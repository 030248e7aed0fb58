def _start(args):
    return "started " + args


def _stop(args):
    return "stopped " + args


def _status(args):
    return "running"


def _help(args):
    return ", ".join(sorted(COMMANDS))


COMMANDS = {
    "start": _start,
    "stop": _stop,
    "status": _status,
    "help": _help,
    "quit": lambda args: None,
}


def run(line):
    name, _, args = line.partition(" ")
    return COMMANDS.get(name, _help)(args)
