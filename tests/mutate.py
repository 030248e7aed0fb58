# SPDX-License-Identifier: MIT
"""mutate.py FOLDER [FILE...]: takes each check out of the code that meets untrusted bytes, one at a time, and tells
which test notices.

Each condition of an `if` in FILE (none: the reader, the slots and the .mpy reader, with their headers, without the
prediction of RAM) is taken for false once, that of a loop for true, and that of a `?` and what a `return` compares for
either; and so is each part of one that is made of several taken out. A check that no test misses is told, and makes the
exit code 1, unless tests/mutate.txt says why it cannot be missed. A table by file comes last.

All of them are compiled at once: in a copy of the sources in FOLDER each check asks whether it is the one that is to be
missing. A first run of each test, with none missing, tells what it costs, and which checks ever decided something in
it; only these can it miss. The tests run in a quick build; where no test notices, they run again with sanitizers.
"""
import collections
import concurrent.futures
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADERS = ['lib/cursor.h', 'lib/decode.h', 'lib/image.h', 'lib/record.h']
PREDICTION = re.compile(r'lib/mpy/(cost_|mpy_cost|known)')
# What is copied, and what of it is made by builds or not needed.
COPIED = ['meson.build', 'meson_options.txt', 'include', 'lib', 'tests', 'fuzz', 'bench', 'examples', 'tools']
BUILDS = {
    'quick': ['--optimization=1', '-Ddebug=false'],
    'sanitized': ['--optimization=1', '-Db_sanitize=address,undefined'],
}
LAST = list(BUILDS)[-1]
# A test that takes longer than this many times what it does, and so many seconds of the processor, has noticed.
SLOWER, SECONDS = 5, 0.3
# So has one that waits for ever.
WAITING = 120
# Where tests may make thousands of folders in no time.
ROOM = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
ENVIRONMENT = dict(os.environ, UBSAN_OPTIONS='halt_on_error=1', ASAN_OPTIONS='detect_leaks=0')

# A check in the copy. One that only compares cannot be missed by a test in which it always says what takes its place;
# one that calls something may be missed by each that asks it.
SWITCH_H = """\
extern unsigned xrom_mutant;
extern unsigned char *xrom_mutant_seen;
__attribute__((always_inline)) static inline int xrom_mutant_compare(unsigned number, int value, int is)
{
    if (is != value) {
        xrom_mutant_seen[number] = 1;
    }
    return is;
}
#define XROM_COMPARES(number, value, ...) \\
    (xrom_mutant == number ? value : xrom_mutant_compare(number, value, !!(__VA_ARGS__)))
#define XROM_CALLS(number, value, ...) (xrom_mutant_seen[number] = 1, xrom_mutant == number ? value : !!(__VA_ARGS__))
"""
SWITCH_C = """\
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
unsigned xrom_mutant;
static unsigned char nowhere[COUNT];
unsigned char *xrom_mutant_seen = nowhere;
__attribute__((constructor)) static void begin(void)
{
    const char *number = getenv("XROM_MUTANT");
    const char *seen = getenv("XROM_MUTANT_SEEN");
    const char *time = getenv("XROM_MUTANT_TIME");
    if (number) {
        xrom_mutant = (unsigned)atol(number);
    }
    if (seen) {
        void *map = mmap(NULL, COUNT, PROT_READ | PROT_WRITE, MAP_SHARED, open(seen, O_RDWR), 0);
        if (map == MAP_FAILED) {
            abort();
        }
        xrom_mutant_seen = map;
    }
    if (time) {
        struct itimerval timer = {{0, 0}, {atol(time) / 1000000, atol(time) % 1000000}};
        setitimer(ITIMER_PROF, &timer, NULL);
    }
}
"""

Check = collections.namedtuple('Check', 'number name line text begin end value')


def blank(source):
    """The source with comments and directives blanked out, and strings and characters made 0, at the same places."""
    token = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|^[ \t]*#(?:\\\n|[^\n])*', re.S | re.M)
    return token.sub(lambda match: re.sub(r'[^\n]', '0' if match[0][0] in '"\'' else ' ', match[0]), source)


def closing(text, at):
    """The place of the parenthesis that closes the one at a place."""
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] == '(') - (text[place] == ')')
        if depth == 0:
            return place
    raise ValueError('a parenthesis is not closed')


def split(text, first, end, separator):
    """The ranges between separators that are in no parenthesis."""
    depth, begin = 0, first
    for place in range(first, end):
        depth += (text[place] == '(') - (text[place] == ')')
        if depth == 0 and text.startswith(separator, place, end):
            yield begin, place
            begin = place + len(separator)
    yield begin, end


def parts(text, first, end):
    """The parts of a condition that && and || join, inner ones too, each with what takes its place."""
    for operator, neutral in (('||', 0), ('&&', 1)):
        ranges = list(split(text, first, end, operator))
        if len(ranges) > 1:
            for begin, stop in ranges:
                yield begin, stop, neutral
                yield from parts(text, begin, stop)
            return
    inner = text[first:end].strip()
    if inner.startswith('(') and inner.endswith(')'):
        begin = text.index('(', first)
        if closing(text, begin) == first + len(text[first:end].rstrip()) - 1:
            yield from parts(text, begin + 1, closing(text, begin))


def condition_before(text, place):
    """Where the condition of a `?` begins."""
    depth = 0
    for begin in range(place - 1, -1, -1):
        depth += (text[begin] in ')]') - (text[begin] in '([')
        if depth < 0 or depth == 0 and (
                text[begin] in ',;{}:?' or re.match(r'[^=!<>]=(?!=)|<<=|>>=', text[begin - 1:begin + 2]) or
                re.match(r'\breturn\b', text[begin - 5:begin + 1])):
            return begin + 1
    raise ValueError('a condition has no beginning')


def compares(text, first, end):
    """Whether an expression is a condition by its form."""
    inner = text[first:end]
    while re.search(r'\([^()]*\)', inner):
        inner = re.sub(r'\([^()]*\)', '', inner)
    return '?' not in inner and re.search(r'[=!<>]=|&&|\|\||(?<![<-])<(?!<)|(?<![->])>(?!>)', inner)


def conditions(text):
    """Each condition in a source, and what it is taken for."""
    for match in re.finditer(r'\b(if|while|for) \(|\breturn\b|\?', text):
        if match[0] == '?':
            first, end, values = condition_before(text, match.start()), match.start(), (0, 1)
        elif match[0] == 'return':
            first, end, values = match.end(), text.index(';', match.end()), (0, 1)
            if not compares(text, first, end):
                continue
        else:
            first, end, values = match.end(), closing(text, match.end() - 1), (0,)
        if match[1] == 'for':
            _, (first, end), _ = split(text, first, end, ';')
        joined = list(parts(text, first, end))
        if match[1] in ('while', 'for'):
            values = () if joined else (1,)
        if text[first:end].strip():
            yield from ((first, end, value) for value in values)
            yield from joined


def checks_of(name, source, number):
    """The checks of a file, numbered from a number on."""
    text = blank(source)
    for begin, end, value in conditions(text):
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        end -= len(text[begin:end]) - len(text[begin:end].rstrip())
        what = ' '.join(source[begin:end].split())
        what += ' taken for true' if value else ' taken for false'
        yield Check(number, name, source.count('\n', 0, begin) + 1, what, begin, end, value)
        number += 1


# What in a condition does more than compare.
DOES = re.compile(r'\b(?!sizeof\b|U?INT\d+_C\b)[A-Za-z_]\w*\s*\(|\+\+|--|(?<![=!<>])=(?!=)')


def with_switches(source, checks):
    """The source in which each check can be missing."""
    text = blank(source)
    marks = []
    for check in checks:
        kind = 'XROM_CALLS' if DOES.search(text, check.begin, check.end) else 'XROM_COMPARES'
        marks.append((check.begin, -check.end, check.number, f'{kind}({check.number}, {check.value}, '))
        marks.append((check.end, -check.begin, -check.number, ')'))
    made, last = '', 0
    for place, _, _, mark in sorted(marks):
        made += source[last:place] + mark
        last = place
    return made + source[last:]


def write(path, content):
    """Writes a file, unless it is the same already: what is made from it is then not made again."""
    try:
        with open(path, 'rb') as file:
            if file.read() == content:
                return
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(content)


def files_below(root, names):
    """All files of a folder that have these names, or are in folders that have; relative to it."""
    for name in names:
        path = os.path.join(root, name)
        if os.path.isfile(path):
            yield name
        for where, _, inner in os.walk(path):
            if '__pycache__' not in where:
                yield from (os.path.relpath(os.path.join(where, file), root) for file in inner)


def copy_sources(folder):
    """Copies the project with switches into a folder. Returns all checks, by file, and their number."""
    checks, count = {}, 0
    with open(os.path.join(ROOT, 'lib/sources.mk'), encoding='utf-8') as file:
        sources = HEADERS + re.findall(r'^(?:xrom_reader|xrom_mpy) \+= (\S+)$', file.read(), re.M)
    order = {name: place for place, name in enumerate(sources)}
    names = sorted(files_below(ROOT, COPIED), key=lambda name: order.get(name, -1))
    for name in set(files_below(folder, COPIED)) - set(names):
        os.remove(os.path.join(folder, name))
    for name in names:
        path = os.path.join(ROOT, name)
        with open(path, 'rb') as file:
            content = file.read()
        if name in order:
            source = content.decode()
            checks[name] = list(checks_of(name, source, count + 1))
            count += len(checks[name])
            content = with_switches(source, checks[name]).encode()
        elif name == 'lib/sources.mk':
            content += b'xrom_reader += mutant.c\n'
        target = os.path.join(folder, name)
        write(target, content)
        os.chmod(target, os.stat(path).st_mode)
    write(os.path.join(folder, 'mutant.h'), SWITCH_H.encode())
    write(os.path.join(folder, 'mutant.c'), SWITCH_C.replace('COUNT', str(count + 1)).encode())
    return checks, count


class Test:
    """A test of a build."""

    def __init__(self, name, command, folder):
        self.name, self.command, self.folder = name, command, folder
        self.seconds, self.seen = 0, b''

    def run(self, room, **environment):
        """Whether it passes, and the seconds of the processor that it takes."""
        environment = dict(ENVIRONMENT, TMPDIR=room, **environment)
        with subprocess.Popen(self.command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as process:
            timer = threading.Timer(WAITING, process.kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
        try:
            os.killpg(process.pid, signal.SIGKILL) # what it left running
        except ProcessLookupError:
            pass
        return process.returncode, usage.ru_utime + usage.ru_stime

    def measure(self, count):
        """Runs it with no check missing, and notes which decide something."""
        with tempfile.TemporaryDirectory(prefix='xrom-mutant-', dir=ROOM) as room:
            seen = os.path.join(room, 'seen')
            write(seen, bytes(count + 1))
            inner = os.path.join(room, 'room')
            os.mkdir(inner)
            status, self.seconds = self.run(inner, XROM_MUTANT_SEEN=seen)
            if status:
                sys.exit(f'{self.name} fails already')
            with open(seen, 'rb') as file:
                self.seen = file.read()

    def misses(self, check):
        """Whether it notices that a check is missing: None, or how."""
        room = tempfile.mkdtemp(prefix='xrom-mutant-', dir=ROOM)
        try:
            status, _ = self.run(room, XROM_MUTANT=str(check.number),
                                 XROM_MUTANT_TIME=str(int((SLOWER * self.seconds + SECONDS) * 1000000)))
        finally:
            # What a test leaves that was stopped may be deeper than Python can remove.
            subprocess.run(['rm', '-rf', room], check=False)
        if status in (-signal.SIGPROF, -signal.SIGKILL):
            return f'{self.name} (does not end)'
        return self.name if status else None


class Build:
    """The tests, built with all checks that can be missing; only those that may notice that one of some is missing."""

    def __init__(self, folder, source, options):
        self.folder = folder
        if not os.path.exists(os.path.join(folder, 'build.ninja')):
            subprocess.run(['meson', 'setup', folder, source, '-Dtool=disabled', *options,
                            f'-Dc_args=-include {source}/mutant.h -w'], check=True, stdout=subprocess.DEVNULL)
        self.ninja('build.ninja')
        self.tests = self.listed()
        self.last = {}

    def ninja(self, *targets):
        made = subprocess.run(['ninja', '-C', self.folder, '--quiet', *targets], stdout=subprocess.PIPE, text=True,
                              check=False)
        if made.returncode:
            sys.exit(made.stdout)

    def prepare(self, count, names=None):
        """Builds and measures tests: those with these names, or all."""
        self.tests = [test for test in self.tests if names is None or test.name in names]
        programs = {os.path.relpath(os.path.join(self.folder, test.command[0]), self.folder) for test in self.tests}
        self.ninja(*sorted(programs))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda test: test.measure(count), self.tests))
        self.tests.sort(key=lambda test: test.seconds)

    def listed(self):
        """The tests of the library, without those that compile on their own."""
        introspect = subprocess.run(['meson', 'introspect', '--tests', self.folder], check=True,
                                    stdout=subprocess.PIPE, text=True).stdout
        tests = []
        for test in json.loads(introspect):
            suites = ' '.join(test['suite'])
            # The single-file library has the same tests.
            if 'script' not in suites and not test['name'].endswith('_single'):
                tests.append(Test(('replay_' if 'fuzz' in suites else '') + test['name'],
                                  [word for word in test['cmd'] if not word.endswith('/tap.sh')], self.folder))
        return tests

    def asked(self, check):
        """The names of the tests in which a check decides something."""
        return {test.name for test in self.tests if test.seen[check.number]}

    def notices(self, check):
        """The first test that fails without a check, or None: first that which noticed last, then those named after the
        source, then the quickest."""
        stem = os.path.basename(check.name).rpartition('.')[0]
        tests = [test for test in self.tests if test.seen[check.number]]
        tests.sort(key=lambda test: (test.name != self.last.get(check.name), not test.name.startswith(stem)))
        for test in tests:
            how = test.misses(check)
            if how:
                self.last[check.name] = test.name
                return how
        return None


def read_exceptions():
    """Checks that cannot be missed: FILE: CHECK: WHY, a line each."""
    with open(os.path.join(ROOT, 'tests/mutate.txt'), encoding='utf-8') as file:
        lines = [line.rstrip('\n') for line in file if line.strip() and not line.startswith('#')]
    return {tuple(line.split(': ', 2)[:2]) for line in lines}


def judge(build, checks):
    """Each check, and how it is noticed that it is missing."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(checks, pool.map(build.notices, checks))


def print_table(names, checks, noticed, excepted):
    """What came of it, by file."""
    print(f'{"":26}{"checks":>8}{"missed":>8}{"by tests":>10}{"cannot be":>11}{"NOT MISSED":>12}')
    rows = [(name, [check for check in checks if check.name == name]) for name in names]
    for name, own in [*rows, ('all', checks)]:
        found = [check for check in own if check in noticed]
        tests = {noticed[check].split(' (')[0] for check in found}
        cannot = [check for check in own if check in excepted]
        left = len(own) - len(found) - len(cannot)
        print(f'{name:26}{len(own):8}{len(found):8}{len(tests):10}{len(cannot):11}{left:12}')


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder = os.path.abspath(sys.argv[1])
    source = os.path.join(folder, 'source')
    by_file, count = copy_sources(source)
    names = sys.argv[2:] or [name for name in by_file if by_file[name] and not PREDICTION.match(name)]
    for name in names:
        if name not in by_file:
            sys.exit(f'xrom: {name}: is none of the sources; give one of {" ".join(by_file)}')
    checks = [check for name in names for check in by_file[name]]
    exceptions = read_exceptions()
    noticed, left, asked, excepted = {}, checks, None, set()
    for kind, options in BUILDS.items():
        if left:
            build = Build(os.path.join(folder, kind), source, options)
            build.prepare(count, asked)
            for check, how in judge(build, left):
                if how:
                    noticed[check] = how
                elif kind != LAST:
                    continue
                elif (check.name, check.text) in exceptions:
                    excepted.add(check)
                    how = 'cannot be missed'
                else:
                    how = f'NO TEST MISSES IT, of those that could: {" ".join(sorted(build.asked(check))) or "none"}'
                print(f'{check.name}:{check.line}: {check.text}: {how}', flush=True)
            left = [check for check in left if check not in noticed]
            asked = {name for check in left for name in build.asked(check)}
    wrong = len(left) - len(excepted)
    for name, text in sorted(exceptions - {(check.name, check.text) for check in excepted}):
        if name in names:
            print(f'tests/mutate.txt: {name}: {text}: there is no such check, or a test misses it')
            wrong += 1
    print()
    print_table(names, checks, noticed, excepted)
    print(f'{len(noticed)} checks are missed when they are taken out, {len(excepted)} cannot be, '
          f'{len(left) - len(excepted)} are not')
    sys.exit(1 if wrong else 0)


main()
