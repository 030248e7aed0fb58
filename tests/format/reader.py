# SPDX-License-Identifier: MIT
"""A reader of ROMFS images, written from lib/FORMAT.md alone, to tell whether that says enough. Slow and plain."""
import hashlib
import zlib

PADDING, DATA, POINTER, DIRECTORY, FILE = 1, 2, 3, 4, 5
ALIGN, INDEX, PARENT = 0x40, 0x61, 0x63
MODIFIED, HASH, TYPE, ENCODING = 0x71, 0x73, 0x75, 0x77
NAME, VERSION, BUILD_ID, CHECKSUM = 0x79, 0x7b, 0x7d, 0x7f
IMAGE = 0x14a6b1
SHARED = 0x1fffffff
WORD = 0xffffffff


class Damage(Exception):
    pass


class Record:
    def __init__(self, kind, kind_end, body, end):
        self.kind = kind
        self.position = kind_end - 1  # of the last byte of the kind
        self.body = body
        self.end = end


class Entry:
    def __init__(self, record, name, body):
        self.kind = record.kind
        self.position = record.position
        self.name = name
        self.body = body
        self.end = record.end


class Image:
    def __init__(self, data):
        self.bytes = data
        if data[:3] != b'\xd2\xcd\x31':
            raise Damage('no image')
        top = self.record(0, len(data))
        self.size = top.end
        self.root = Entry(top, b'', top.body)
        self.root.kind = DIRECTORY
        self.align = 1
        first = next(self.records(top.body, top.end), None)
        if first and ALIGN <= first.kind < ALIGN + 32 and first.position == top.body:
            self.align = 1 << first.kind - ALIGN

    def varuint(self, at, end):
        value = 0
        while True:
            if at >= end:
                raise Damage(f'the number at {at} is cut')
            byte = self.bytes[at]
            value = value << 7 | byte & 0x7f
            at += 1
            if value > WORD:
                raise Damage(f'the number before {at} is too large')
            if byte < 0x80:
                return value, at

    def u32(self, at):
        return int.from_bytes(self.bytes[at:at + 4], 'little')

    def record(self, at, end):
        kind, kind_end = self.varuint(at, end)
        length, body = self.varuint(kind_end, end)
        if kind == 0 or body + length > end:
            raise Damage(f'the record at {at} is broken')
        return Record(kind, kind_end, body, body + length)

    def records(self, at, end):
        while at < end:
            record = self.record(at, end)
            yield record
            at = record.end

    def entry(self, record):
        length, at = self.varuint(record.body, record.end)
        if at + length > record.end:
            raise Damage(f'the name at {at} is cut')
        return Entry(record, self.bytes[at:at + length], at + length)

    def entries(self, directory):
        for record in self.records(directory.body, directory.end):
            if record.kind in (DIRECTORY, FILE):
                yield self.entry(record)

    def data(self, file):
        for record in self.records(file.body, file.end):
            if record.kind == DATA:
                return self.bytes[record.body:record.end]
            if record.kind == POINTER:
                size, at = self.varuint(record.body, record.end)
                offset, at = self.varuint(at, record.end)
                start = self.root.body + offset
                if start + size > self.size:
                    raise Damage(f'the pointer at {record.body} leads out of the image')
                return self.bytes[start:start + size]
        raise Damage('a file has no data')

    def about_file(self, file, kind):
        return next((self.bytes[r.body:r.end] for r in self.records(file.body, file.end) if r.kind == kind), None)

    def modified(self, file):
        payload = self.about_file(file, MODIFIED)
        return None if payload is None else int.from_bytes(payload, 'little')

    def kinds(self, file):
        return {record.kind for record in self.records(file.body, file.end)}

    def about(self, kind):
        """The record of the root that has a kind."""
        return next((r for r in self.records(self.root.body, self.size) if r.kind == kind), None)

    def text(self, kind):
        record = self.about(kind)
        return record and self.bytes[record.body:record.end].decode()

    def checksum_is_right(self):
        record = self.about(CHECKSUM)
        whole = zlib.crc32(self.bytes[:self.size])
        before = zlib.crc32(self.bytes[:record.body])
        return record.end == self.size and self.u32(record.body) ^ WORD == before and whole == WORD

    def build_id_is_right(self):
        record = self.about(BUILD_ID)
        return self.bytes[record.body:record.end] == hashlib.sha256(self.bytes[:record.body]).digest()[:16]

    def tree(self):
        """All entries by their paths."""
        found = {}
        waiting = [(self.root, b'')]
        while waiting:
            directory, before = waiting.pop()
            for entry in self.entries(directory):
                path = before + entry.name
                if path not in found:
                    found[path] = entry
                    if entry.kind == DIRECTORY:
                        waiting.append((entry, path + b'/'))
        return found

    def index(self):
        record = self.about(INDEX)
        return record and Index(self, record)


class Index:
    def __init__(self, image, record):
        self.image = image
        self.shape_at = record.end - 4
        self.shape = image.u32(self.shape_at)
        self.groups = self.shape & 0xffff
        if not 1 <= self.groups <= 32768:
            raise Damage('the shape of the index is none')
        self.count = 4 * self.groups
        self.slots_at = self.shape_at - 8 * self.count
        if record.end - record.body != 34 * self.groups + 4 or self.slots_at % 8:
            raise Damage('the index has another size or place than its shape says')

    def spread(self, value):
        return (value >> 15) * self.groups

    def slot(self, number):
        at = self.slots_at + 8 * number
        return self.image.u32(at), self.image.u32(at + 4)

    def number(self, path):
        """The slot of a path, and its hash."""
        value = self.shape
        for byte in path:
            value = (value ^ byte) * 0x01000193 & WORD
        pilot_at = self.slots_at - 2 - 2 * (self.spread(value) >> 17)
        pilot = int.from_bytes(self.image.bytes[pilot_at:pilot_at + 2], 'little')
        return self.spread(value * pilot & WORD) >> 15, value

    def lookup(self, path):
        """The position of the entry, None where there is none, or SHARED where a walk has to tell."""
        number, value = self.number(path)
        parent, word = self.slot(number)
        if word >> 29 != value >> 29 or not word & SHARED:
            return None
        if word & SHARED == SHARED:
            return SHARED
        found = position = (word & SHARED) * 4
        while True:
            entry = self.image.entry(self.image.record(position, self.image.size))
            if not entry.name or not path.endswith(entry.name):
                return None
            path = path[:-len(entry.name)]
            if not parent or not path:
                return None if parent or path else found
            if not path.endswith(b'/'):
                return None
            path = path[:-1]
            position = parent * 4
            parent = self.image.u32(position - 4)
