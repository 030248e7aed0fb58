import re

NUMBER = re.compile("[0-9]+")
WORD = re.compile("[a-z]+")


def tokens(text):
    while text:
        match = NUMBER.match(text) or WORD.match(text)
        if not match:
            text = text[1:]
            continue
        yield match.group(0)
        text = text[len(match.group(0)) :]
