class Protocol:
    class Request:
        GET = 1
        SET = 2

        def __init__(self, kind):
            self.kind = kind

    class Response:
        OK = 0
        FAILED = 1

    VERSION = (1, 4)

    def handle(self, request):
        return Protocol.Response.OK if request.kind == Protocol.Request.GET else Protocol.Response.FAILED
