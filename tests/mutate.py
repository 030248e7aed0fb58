# SPDX-License-Identifier: MIT
"""mutate.py BUILD SANITIZED [FILE...]: takes each check out of the code that meets untrusted bytes, one at a time, and
tells which test notices.

BUILD and SANITIZED are folders that meson has set up and ninja has built, the second with sanitizers: it is asked where
no test in the first one, which is faster, notices. Each condition of an `if` in FILE (none: the reader, the slots and the
.mpy reader, with their headers, without the prediction of RAM) is taken for false once, and so is each part of one that is made of several. A check that
no test misses is told, and makes the exit code 1, unless tests/mutate.txt says why it cannot be missed.
"""
import concurrent.futures
import itertools
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GROUPS = re.compile(r'^(?:xrom_reader|xrom_mpy|xrom_slots) \+= (\S+)$', re.M)
HEADERS = ['lib/cursor.h', 'lib/decode.h', 'lib/image.h', 'lib/record.h']
# How a source is compiled once more that has two ways to do its work.
SMALL = ['-DXROM_INDEX_SMALL=1']
LIBRARY = 'lib/libxrom.so.'
# A test that takes longer than this many times what it does, and so many seconds, has noticed.
SLOWER, SECONDS = 8, 20
# Where tests may make thousands of folders in no time.
ROOM = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
ENVIRONMENT = dict(os.environ, UBSAN_OPTIONS='halt_on_error=1', ASAN_OPTIONS='detect_leaks=0')


def blank(source):
    """The source with comments, strings and characters blanked out, at the same places."""
    token = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'', re.S)
    return token.sub(lambda match: re.sub(r'[^\n]', ' ', match[0]), source)


def closing(text, at):
    """The place of the parenthesis that closes the one at a place."""
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] == '(') - (text[place] == ')')
        if depth == 0:
            return place
    raise ValueError('a parenthesis is not closed')


def parts(text, first, end):
    """The parts of a condition that && and || join, inner ones too, each with what takes its place."""
    for operator, neutral in (('||', 'false'), ('&&', 'true')):
        depth, begins, places = 0, first, []
        for place in range(first, end):
            depth += (text[place] == '(') - (text[place] == ')')
            if depth == 0 and text[place:place + 2] == operator:
                places.append((begins, place))
                begins = place + 2
        if places:
            for begin, stop in places + [(begins, end)]:
                yield begin, stop, neutral
                yield from parts(text, begin, stop)
            return
    inner = text[first:end].strip()
    if inner.startswith('(') and inner.endswith(')'):
        begin = text.index('(', first)
        if closing(text, begin) == first + len(text[first:end].rstrip()) - 1:
            yield from parts(text, begin + 1, closing(text, begin))


def mutants(name):
    """Each mutant of a file: its line, what is taken out, and the whole text with it taken out."""
    with open(os.path.join(ROOT, name), encoding='utf-8') as file:
        source = file.read()
    text = blank(source)
    for match in re.finditer(r'\bif \(', text):
        first = match.end()
        end = closing(text, first - 1)
        for begin, stop, value in [(first, end, 'false'), *parts(text, first, end)]:
            line = source.count('\n', 0, begin + len(source[begin:stop]) - len(source[begin:stop].lstrip())) + 1
            removed = ' '.join(source[begin:stop].split())
            yield line, removed, f'{source[:begin]} {value} {source[stop:]}'


class Build:
    """How the library is built, and the tests that use it."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        library = next(name for name in sorted(os.listdir(os.path.join(self.folder, 'lib')))
                       if ('lib/' + name).startswith(LIBRARY) and name.count('.') == 4)
        self.library = 'lib/' + library
        self.soname = '.'.join(library.split('.')[:3])
        commands = subprocess.run(['ninja', '-C', self.folder, '-t', 'commands', self.library], check=True,
                                  stdout=subprocess.PIPE, text=True).stdout
        self.link = shlex.split(commands.splitlines()[-1].split(' && ')[0])
        with open(os.path.join(self.folder, 'compile_commands.json'), encoding='utf-8') as file:
            self.compile = {os.path.relpath(os.path.join(command['directory'], command['file']), ROOT): command
                            for command in json.load(file) if command['output'].startswith(self.library + '.p/')}
        introspect = subprocess.run(['meson', 'introspect', '--tests', self.folder], check=True,
                                    stdout=subprocess.PIPE, text=True).stdout
        tests = [test for test in json.loads(introspect) if not any('script' in suite for suite in test['suite'])]
        self.tests = [(test['name'], [word for word in test['cmd'] if not word.endswith('/tap.sh')], self.measure(test))
                      for test in tests if self.uses_library(test)]
        self.tests.sort(key=lambda test: test[2])

    def measure(self, test):
        """Seconds that a test takes, which must pass."""
        began = time.monotonic()
        command = [word for word in test['cmd'] if not word.endswith('/tap.sh')]
        run = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, env=ENVIRONMENT, check=False)
        if run.returncode:
            sys.exit(f'{test["name"]} fails already')
        return time.monotonic() - began

    def uses_library(self, test):
        program = next(word for word in test['cmd'] if not word.endswith('/tap.sh'))
        answer = subprocess.run(['readelf', '-d', program], cwd=self.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True, check=False)
        return 'libxrom.so' in answer.stdout

    def compiles(self, name, text, folder, flags):
        """Makes the library with another text of one source or header, in a folder. False: it is no C."""
        mutant = os.path.join(folder, os.path.basename(name))
        with open(mutant, 'w', encoding='utf-8') as file:
            file.write(text)
        link = list(self.link)
        # All of the reader may include a header, by a name that is found in the folder first.
        for source in [name] if name in self.compile else sorted(self.compile):
            command = self.compile[source]
            path = os.path.join(ROOT, source)
            if source == name:
                path = mutant
            elif os.path.dirname(source) != 'lib':
                continue
            else:
                copy = os.path.join(folder, os.path.basename(source))
                with open(path, encoding='utf-8') as file, open(copy, 'w', encoding='utf-8') as to:
                    to.write(file.read())
                path = copy
            made = path[:-1] + 'o'
            words = [word for word in shlex.split(command['command']) if word != '-Werror']
            words[words.index('-o') + 1] = made
            words[words.index('-c') + 1] = path
            words += [*flags, '-w', '-iquote', os.path.dirname(os.path.join(ROOT, source))]
            if subprocess.run(words, cwd=self.folder, stderr=subprocess.DEVNULL, check=False).returncode:
                return False
            link[link.index(command['output'])] = made
        link[link.index('-o') + 1] = os.path.join(folder, self.soname)
        subprocess.run(link, cwd=self.folder, check=True)
        return True

    def notices(self, stem, folder):
        """The first test that fails with the library of a folder, or None. Tests named after the source come first."""
        environment = dict(ENVIRONMENT, LD_LIBRARY_PATH=folder, TMPDIR=folder)
        for name, command, seconds in sorted(self.tests, key=lambda test: not test[0].startswith(stem)):
            try:
                run = subprocess.run(command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                     timeout=SLOWER * seconds + SECONDS, check=False)
            except subprocess.TimeoutExpired:
                return f'{name} (does not end)'
            if run.returncode:
                return name
        return None


def judge(builds, name, line, removed, text):
    stem = os.path.basename(name).rpartition('.')[0]
    variants = [[], SMALL] if SMALL[0].split('=')[0][2:] in text else [[]]
    for build, flags in itertools.product(builds, variants):
        folder = tempfile.mkdtemp(prefix='xrom-mutant-', dir=ROOM)
        try:
            if not build.compiles(name, text, folder, flags):
                return name, line, removed, 'the compiler'
            test = build.notices(stem, folder)
        finally:
            # What a test leaves that was stopped may be deeper than Python can remove.
            subprocess.run(['rm', '-rf', folder], check=False)
        if test:
            return name, line, removed, test
    return name, line, removed, None


def read_exceptions():
    """Checks that cannot be missed: FILE: CHECK: WHY, a line each."""
    with open(os.path.join(ROOT, 'tests/mutate.txt'), encoding='utf-8') as file:
        lines = [line.rstrip('\n') for line in file if line.strip() and not line.startswith('#')]
    return {tuple(line.split(': ', 2)[:2]) for line in lines}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    builds = [Build(folder) for folder in sys.argv[1:3]]
    exceptions, seen, missed = read_exceptions(), set(), 0
    with open(os.path.join(ROOT, 'lib/sources.mk'), encoding='utf-8') as file:
        names = sys.argv[3:] or HEADERS + [name for name in GROUPS.findall(file.read()) if 'cost' not in name]
    work = [(name, *mutant) for name in names for mutant in mutants(name)]
    count = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, line, removed, test in pool.map(lambda one: judge(builds, *one), work):
            excepted = (name, removed) in exceptions
            seen.add((name, removed))
            count += test is not None or excepted
            missed += test is None and not excepted
            what = test or ('cannot be missed' if excepted else 'NO TEST MISSES IT')
            print(f'{name}:{line}: {removed}: {what}', flush=True)
    for name, removed in sorted(exceptions - seen):
        if name in names:
            print(f'tests/mutate.txt: {name}: {removed}: there is no such check')
            missed += 1
    print(f'{count} checks are missed when they are taken out, {missed} are not')
    sys.exit(1 if missed else 0)


main()
