IDLE, RUNNING, PAUSED, ERROR = range(4)

TRANSITIONS = {
    (IDLE, "start"): RUNNING,
    (RUNNING, "pause"): PAUSED,
    (PAUSED, "start"): RUNNING,
    (RUNNING, "stop"): IDLE,
    (PAUSED, "stop"): IDLE,
}


class Machine:
    __slots__ = ("state", "listeners")

    def __init__(self):
        self.state = IDLE
        self.listeners = []

    def event(self, name):
        self.state = TRANSITIONS.get((self.state, name), ERROR)
        for listener in self.listeners:
            listener(self.state)
