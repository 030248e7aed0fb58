import asyncio


class Client:
    def __init__(self, host, port=1883):
        self.host = host
        self.port = port
        self.reader = None
        self.writer = None
        self.lock = asyncio.Lock()

    async def connect(self):
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)

    async def publish(self, topic, message, retain=False):
        async with self.lock:
            self.writer.write(topic)
            self.writer.write(message)
            await self.writer.drain()

    async def listen(self, callback):
        while True:
            line = await self.reader.readline()
            if not line:
                break
            callback(line)


async def main(host):
    client = Client(host)
    await client.connect()
    await asyncio.gather(client.listen(print), client.publish(b"a", b"b"))
