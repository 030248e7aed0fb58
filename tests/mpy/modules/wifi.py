import network
import time

SSID = "ssid"
PASSWORD = "password"
TIMEOUT_MS = 10000


class Station:
    def __init__(self, ssid=SSID, password=PASSWORD):
        self.ssid = ssid
        self.password = password
        self.wlan = network.WLAN(network.STA_IF)

    def connect(self):
        self.wlan.active(True)
        self.wlan.connect(self.ssid, self.password)
        start = time.ticks_ms()
        while not self.wlan.isconnected():
            if time.ticks_diff(time.ticks_ms(), start) > TIMEOUT_MS:
                raise OSError("no connection to the network")
            time.sleep_ms(100)
        return self.wlan.ifconfig()
