class App:
    def __init__(self):
        self.routes = {}

    def route(self, path, method="GET"):
        def decorate(function):
            self.routes[(method, path)] = function
            return function

        return decorate


app = App()


@app.route("/")
def index(request):
    return "index"


@app.route("/status")
def status(request):
    return "ok"


@app.route("/save", "POST")
def save(request):
    return "saved"
