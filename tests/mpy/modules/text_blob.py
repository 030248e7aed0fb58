PAGE = """<!DOCTYPE html>
<html>
<head><title>Device</title></head>
<body>
<h1>Settings</h1>
<form action="/save" method="post">
<input name="ssid"><input name="password" type="password"><button>Save</button>
</form>
</body>
</html>
"""
STYLE = "body { font-family: sans-serif; margin: 2em; } h1 { color: #246; } input { display: block; margin: 1em 0; }"
LOGO = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00"


def page(title):
    return PAGE.replace("Device", title)
