EMPTY = {}
COLOURS = {"red": 0xF800, "green": 0x07E0, "blue": 0x001F, "white": 0xFFFF, "black": 0}
STATES = {
    0: "the door is closed",
    1: "the door is open",
    2: "the door is locked",
}
SETTINGS = {
    "wifi": {"ssid": "", "password": "", "channel": 6},
    "mqtt": {"host": "broker.example", "port": 1883, "keepalive": 60},
    "pins": {"led": 25, "button": 15},
}
VOWELS = {"a", "e", "i", "o", "u"}
