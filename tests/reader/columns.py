"""Blocks of entries, written from docs/PROTOCOL.md alone: columns in, the bytes of each entry out."""
from seal import need


class Row:
    """Bytes that are read from the front."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        need(self.at + count <= len(self.data), "cut short")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, size):
        return int.from_bytes(self.take(size), "big")

    def varint(self):
        number = shift = 0
        while True:
            byte = self.take(1)[0]
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def signed(self):
        number = self.varint()
        return (number >> 1) ^ -(number & 1)

    def blob(self):
        return self.take(self.varint())

    def item(self):
        """One CBOR item, as it stands."""
        start = self.at
        self.skip_item()
        return self.data[start:self.at]

    def skip_item(self):
        first = self.take(1)[0]
        major, more = first >> 5, first & 31
        need(more < 28, "no CBOR of a definite length")
        argument = more if more < 24 else int.from_bytes(self.take(1 << (more - 24)), "big")
        if major in (2, 3):
            self.take(argument)
        for _ in range({4: argument, 5: 2 * argument, 6: 1}.get(major, 0)):
            self.skip_item()

    def done(self):
        return self.at == len(self.data)


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes([major << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[size]]) + number.to_bytes(size, "big")


def integer(number):
    return head(0, number) if number >= 0 else head(1, -1 - number)


def bstr(data):
    return head(2, len(data)) + data


def tstr(data):
    return head(3, len(data)) + data


def array(*items):
    return head(4, len(items)) + b"".join(items)


def mapping(members):
    return head(5, len(members)) + b"".join(integer(key) + members[key] for key in sorted(members))


def all_blobs(data):
    row, blobs = Row(data), []
    while not row.done():
        blobs.append(row.blob())
    return blobs


def shape_of(data):
    row = Row(data)
    kind, fields = row.varint(), []
    while not row.done():
        fields.append(row.varint())
    return kind, fields


def unpack(data):
    """The entries of a block, as bytes, in the block's order."""
    row = Row(data)
    need(row.take(1) == b"\1", "unknown version of columns")
    count = row.varint()
    zones, devices, systems, shapes = (all_blobs(row.blob()) for _ in range(4))
    shapes = [shape_of(shape) for shape in shapes]
    names = ("ids instants offsets zones days recorded devices seqs sources systems status intents references reasons "
             "envelope shapes").split()
    column = {name: Row(row.blob()) for name in names}
    values = {}
    for _ in range(row.varint()):
        key = row.varint(), row.varint()
        values[key] = Row(row.blob())
    need(row.done(), "something follows")

    entries, running = [], dict.fromkeys(("instants", "offsets", "recorded", "seqs"), 0)

    def next_sum(name):
        running[name] += column[name].signed()
        return running[name]

    for _ in range(count):
        members = {1: bstr(column["ids"].take(16))}
        instant, offset = next_sum("instants"), next_sum("offsets")
        members[3], members[4] = integer(instant), integer(offset)
        if zone := column["zones"].varint():
            members[5] = tstr(zones[zone - 1])
        clock_day = (instant // 1000 + offset) // 86_400
        members[6] = integer(clock_day + column["days"].signed())
        members[7] = integer(next_sum("recorded"))
        members[8] = bstr(devices[column["devices"].varint()])
        members[9] = integer(next_sum("seqs"))
        members[10] = integer(column["sources"].varint())
        if system := column["systems"].varint():
            members[11] = tstr(systems[system - 1])
        if (status := column["status"].varint()) != 1:
            members[12] = integer(status)
        references, intent = column["references"], column["intents"].varint()
        if intent == 1:
            members[13] = array(bstr(references.take(16)), bstr(references.take(16)), integer(references.signed()))
        if intent == 2:
            members[14] = array(bstr(references.take(16)), integer(references.signed()))
        if column["reasons"].varint():
            members[15] = tstr(column["reasons"].blob())
        for _ in range(column["envelope"].varint()):
            key = column["envelope"].varint()
            members[key] = column["envelope"].item()
        if shape := column["shapes"].varint():
            kind, fields = shapes[shape - 1]
            members[2] = integer(kind)
            members[16] = mapping({number: values[kind, number].item() for number in fields})
        entries.append(b"\1" + mapping(members))
    need(all(part.done() for part in [*column.values(), *values.values()]), "more values than entries")
    return entries
