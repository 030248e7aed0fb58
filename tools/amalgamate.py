# SPDX-License-Identifier: MIT
"""Makes two files, xrom.c and xrom.h, of all that runs in firmware: the reader, .mpy files, and backends.

    python3 tools/amalgamate.py FOLDER

The functions are those of lib/, in the order of lib/sources.mk. In one file names must differ that stood in several: what
is known in one source alone gets the name of that source before its own where another file has that word.
"""
import argparse
import pathlib
import re

top = pathlib.Path(__file__).resolve().parent.parent

TOKEN = re.compile(
    r'(?P<space>\s+|\\\n|/\*.*?\*/)|(?P<text>"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\')'
    r'|(?P<word>[A-Za-z_]\w*)|(?P<other>->|\d[\w.]*|.)', re.DOTALL)
INCLUDE = re.compile(r'^#include ["<](?P<name>(?:xrom/)?[a-z_0-9/.]+)[">]\n', re.MULTILINE)
INLINE = re.compile(
    r'(?:/\*(?:[^*]|\*(?!/))*\*/\n)?'
    r'static inline [^({;]*?\b(?P<name>\w+)\([^{;]*\)\n\{\n.*?\n\}\n\n?', re.DOTALL)
LICENSE = '/* SPDX-License-Identifier: MIT */\n'
NOTICE = '''/*
 * %s, made of the files of xrom %s by tools/amalgamate.py.
 *
%s
 */
'''


def tokens(text):
    """Pairs of a kind and a text, which together are the whole."""
    return [(match.lastgroup, match.group()) for match in TOKEN.finditer(text)]


def words(text):
    return {word for kind, word in tokens(text) if kind == 'word'}


def own_names(text):
    """What a source defines for itself: static functions and data, types, constants, macros."""
    names = set(re.findall(r'^#\s*define (\w+)', text, re.MULTILINE))
    begin = {'static', 'typedef', *re.findall(r'^#define (\w+) .*\bstatic\b', text, re.MULTILINE)}
    code = [word for kind, word in tokens(re.sub(r'^#(?:.*\\\n)*.*', '', text, flags=re.MULTILINE)) if kind != 'space']
    depth = 0  # of braces
    static = enum = False
    for i, word in enumerate(code):
        before = code[i - 1] if i else ''
        behind = code[i + 1] if i + 1 < len(code) else ''
        if word in ('struct', 'enum', 'union') and code[i + 2:i + 3] == ['{']:
            names.add(behind)
        if depth == 0 and word in begin:
            static = True
        elif depth == 0 and static and re.match(r'\w', word) and behind in '([=;':
            names.add(word)
            static = False
        elif word == 'enum':
            enum = True
        elif enum and re.match(r'[A-Z]', word) and before in ('{', ','):
            names.add(word)
        if word == '{':
            depth += 1
        elif word == '}':
            depth -= 1
            enum = False
            if depth == 0:
                static = False
        elif word == ';' and depth == 0:
            static = enum = False
    return {name for name in names if not name.lower().startswith('xrom_')}


def rename(text, names, prefix, members):
    """Puts a prefix before names. Those that are in `members` stay as they are behind '.' and '->'."""
    result = []
    last = ''
    for kind, word in tokens(text):
        if kind == 'word' and word in names and not (last in ('.', '->') and word in members):
            word = prefix + word
        if kind != 'space':
            last = word
        result.append(word)
    return ''.join(result)


class Includes:
    """Replaces #include by what is included, the first time, and by nothing later."""

    def __init__(self):
        self.done = set()
        self.system = []

    def expand(self, path, keep):
        """The text of a file. `keep` says of a path what becomes of it: None where it is to be put in."""
        def replace(match):
            name = match['name']
            if name.startswith('xrom/'):
                file = top / 'include' / name
            elif match[0].startswith('#include "'):
                file = (path.parent / name).resolve()
            else:
                if match[0] not in self.system:
                    self.system.append(match[0])
                return ''
            if keep(file):
                return ''
            return self.once(file, keep)
        return INCLUDE.sub(replace, path.read_text().removeprefix(LICENSE))

    def once(self, path, keep):
        if path in self.done:
            return ''
        self.done.add(path)
        return self.expand(path, keep).strip('\n') + '\n\n'


def drop_unused(shared, used):
    """Leaves out the inline functions of headers that are for the builder."""
    def keep(match):
        return match[0] if match['name'] in used or len(re.findall(rf"\b{match['name']}\b", shared)) > 1 else ''
    return INLINE.sub(keep, shared)


def firmware_sources():
    lines = re.findall(r'^xrom_(\w+) \+= (\S+)$', (top / 'lib/sources.mk').read_text(), re.MULTILINE)
    return [top / path for group, path in lines if group in ('reader', 'mpy', 'backends')]


def public_headers(sources):
    """Those that a firmware may include: all that the sources do, and those that stand alone."""
    found = [top / 'include/xrom' / name for name in ('version.h', 'xrom.h', 'incbin.h')]
    waiting = list(sources) + found
    seen = set(waiting)
    while waiting:
        path = waiting.pop(0)
        for match in INCLUDE.finditer(path.read_text()):
            inner = top / 'include' / match['name'] if match['name'].startswith('xrom/') else path.parent / match['name']
            inner = inner.resolve()
            if inner not in seen and inner.exists():
                seen.add(inner)
                waiting.append(inner)
                if match['name'].startswith('xrom/'):
                    found.append(inner)
    return found


def single_header(headers, version):
    includes = Includes()
    text = ''.join(includes.once(path, lambda file: False) for path in headers)
    notice = NOTICE % ('xrom.h', version, ' * ' + '\n * '.join([
        'All that firmware includes; what follows is one header of include/xrom/ behind the other, as they are. To be used',
        'from C99 and later, and from C++.']))
    return (LICENSE + notice + '#ifndef XROM_SINGLE_H\n#define XROM_SINGLE_H\n\n' + ''.join(sorted(includes.system)) + '\n' +
            text + '#endif\n')


def single_source(sources, headers, version):
    includes = Includes()
    texts = {path: includes.expand(path, lambda file: True) for path in sources}
    inner = Includes()
    outer = words(single_header(headers, version))
    shared = ''
    for path in sources:
        for match in INCLUDE.finditer(path.read_text()):
            file = (path.parent / match['name']).resolve()
            if match[0].startswith('#include "') and file.exists():
                shared += inner.once(file, lambda name: name.parent == top / 'include/xrom')
    known = {path: words(text) for path, text in texts.items()}
    inside = words(shared)
    parts = []
    for path, text in texts.items():
        others = set.union(outer, inside, *(found for other, found in known.items() if other != path))
        names = own_names(text) & others
        text = rename(text, names, path.stem + '_', outer | inside)
        parts.append(f'/* ---- {path.relative_to(top)} ---- */\n\n' + text.strip('\n') + '\n')
    shared = drop_unused(shared, set.union(*known.values()))
    system = sorted(set(includes.system) | set(inner.system))
    notice = NOTICE % ('xrom.c', version, ' * ' + '\n * '.join([
        'C11. It needs memcmp(), memcpy(), memset() and strlen() of the C library. Compile it with -ffunction-sections',
        '-fdata-sections and link with --gc-sections: what a program does not call is dropped.']))
    return LICENSE + notice + '#include "xrom.h"\n\n' + ''.join(system) + '\n' + shared + '\n'.join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('folder', metavar='FOLDER', type=pathlib.Path, help='where the files go; made where it is missing')
    folder = parser.parse_args().folder
    sources = firmware_sources()
    headers = public_headers(sources)
    version = re.search(r'XROM_VERSION "(.*)"', (top / 'include/xrom/version.h').read_text())[1]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'xrom.h').write_text(single_header(headers, version))
    (folder / 'xrom.c').write_text(single_source(sources, headers, version))


main()
