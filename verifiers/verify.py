#!/usr/bin/env python3
"""Verifies an evidence bundle of a canbao ledger with the standard library of Python 3.9 or later alone.

    python3 verify.py BUNDLE [--checkpoint FILE|CODE]... [--key KEY]... [--core FILE] [--core-digest DIGEST]
                             [--strict] [--json] [--lang en|zh]

Checks form, digests, signatures and proofs as docs/audit-format.md has them, the same as verify.mjs and independently of
it. It does NOT compute the decision again: whether the rules and facts shown give this answer, only verify.mjs tells,
and whether the list of readings, the words of clauses in the explanation and the letters follow from the decision. A core
that is given is hashed and held against what the ledger committed to, and not run. Exit codes: 0 what was
checked holds; 1 with --strict, since something stays open; 2 wrong usage; 3 no file to read; 6 something was altered.
"""

import argparse
import base64
import decimal
import functools
import hashlib
import json
import math
import os
import re
import sys
import unicodedata


class Finding(Exception):
    """The first thing wrong: what, where in the bundle (a JSON pointer), and at which position of the ledger."""

    def __init__(self, code, at, position=None, detail=""):
        super().__init__(code, at)
        self.code, self.at, self.position, self.detail = code, at, position, detail


class Malformed(Exception):
    """A note, a key or a checkpoint is not of its form."""


class WrongUsage(Exception):
    """An argument that cannot be used; it says nothing about the bundle."""


def must(holds, code, at, position=None, detail=""):
    if not holds:
        raise Finding(code, at, position, detail)


# --- Canonical JSON (RFC 8785) and hashes -----------------------------------------------------------------------------

MOST = 2**53 - 1


class NotCanonical(Exception):
    """A value that two readers could read differently."""


def checked(value, depth=0):
    """Refuses what has no canonical form; gives True where the standard library orders names and writes numbers alike."""
    if isinstance(value, str):
        value.encode("utf-8")  # half a surrogate pair has no UTF-8
        return True
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int):
        if abs(value) > MOST:
            raise NotCanonical("a number beyond 2^53 - 1")
        return True
    if isinstance(value, float):
        if not math.isfinite(value) or (value.is_integer() and abs(value) > MOST):
            raise NotCanonical("a number beyond 2^53 - 1")
        # Within these bounds Python and ECMAScript write the same digits.
        return not value.is_integer() and 1e-4 <= abs(value) < 1e15
    if depth >= 200:
        raise NotCanonical("nested too deeply")
    if isinstance(value, list):
        return all([checked(item, depth + 1) for item in value])
    simple = all(name.isascii() for name in value)
    for name in value:
        checked(name)
    return all([checked(item, depth + 1) for item in value.values()]) and simple


def canonical(value):
    """The canonical text of a JSON value that `checked` took."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, float):
        return fraction(value)
    return json.dumps(value, ensure_ascii=False)


def fraction(value):
    """A number as ECMAScript writes it: the same shortest digits as in Python, with another choice of exponents."""
    if value.is_integer():
        return str(int(value))
    digits, _, exponent = repr(value).partition("e")
    if abs(value) >= 1e-6:
        return f"{decimal.Decimal(repr(value)):f}"
    return f"{digits}e{int(exponent)}"


def quickly(value):
    """The same where all names are ASCII, by the encoder of the standard library."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(*pieces):
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece.encode() if isinstance(piece, str) else piece)
    return digest.digest()


def written(digest):
    return "sha256:" + digest.hex()


def sha256_of(text):
    return written(sha256(text))


def bytes_of(text):
    return bytes.fromhex(text[len("sha256:"):])


# --- Ed25519 (RFC 8032) -----------------------------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    """Adds points in extended coordinates (x, y, z, t) with t = xy / z."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_double(a):
    x1, y1, z1, _ = a
    xx, yy, zz = x1 * x1 % P, y1 * y1 % P, 2 * z1 * z1 % P
    h = xx + yy
    e = (h - (x1 + y1) * (x1 + y1)) % P
    g = xx - yy
    f = zz + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def two_times(s, base, k, point):
    """s·base + k·point, both at once: the doublings are shared."""
    sums = {(True, False): base, (False, True): point, (True, True): point_add(base, point)}
    result = (0, 1, 1, 0)
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        result = point_double(result)
        addend = sums.get((s >> bit & 1 == 1, k >> bit & 1 == 1))
        if addend is not None:
            result = point_add(result, addend)
    return result


def point_of(encoded):
    """Decodes a point; None where the bytes are none."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, (number & (2**255 - 1)) % P
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P != 0:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - xx) % P != 0:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def encoded_point(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


@functools.lru_cache(maxsize=1_000)
def is_ed25519(public, message, signature):
    """True where the signature is that of the key over the message: S·B - k·A is R, byte for byte."""
    if len(signature) != 64:
        return False
    point, s = point_of(public), int.from_bytes(signature[32:], "little")
    if point is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    x, y, z, t = point
    return encoded_point(two_times(s, BASE, k, (P - x, y, z, P - t))) == signature[:32]


# --- The form of a bundle ---------------------------------------------------------------------------------------------


def form(text):
    """Members with their kinds: `position:count previous:any`."""
    return dict(member.split(":", 1) for member in text.split())


class Maybe:
    def __init__(self, shape):
        self.shape = shape


class AtLeast:
    def __init__(self, **members):
        self.members = members


ALGORITHMS = {
    "canonicalJson": "rfc8785",
    "explanation": "canbao.explanation/1",
    "hash": "sha256",
    "heads": "canbao.heads/1",
    "leaf": "canbao.leaf/1",
    "note": "c2sp.org/signed-note",
    "signature": "ed25519",
    "tree": "rfc9162",
}
LEAF = {
    **form("data:any format:text id:text log:text metadata:any position:count recordedAt:text"),
    **form("schemaVersion:count stream:text type:text version:count"),
    "previous": Maybe("hash"),
}
HEAD = {"found": Maybe(form("key:hash leaf:hash length:count")), "siblings": ["hash"]}
STREAM = {"events": [LEAF], "head": Maybe(HEAD), "stream": "text"}
SENTENCES = {"en": ["text"], "zh": ["text"]}
STEP = AtLeast(
    **form("anyOf:any formula:any id:text packDigest:text rule:text unit:any value:any"),
    absent=[AtLeast(type="text")],
    clause=AtLeast(**form("at:text document:text")),
    eventIds=["text"],
    inputs=["text"],
    readingIds=["text"],
)
STEP_ROW = "id rule value unit formula inputs readingIds eventIds anyOf".split()
ACCOUNT = {
    **form("field:text schema:text value:any"),
    "notApplied": [AtLeast(**form("needed:any rule:text seen:any"))],
    "sentences": SENTENCES,
    "steps": [STEP],
}
USED_PACK = form("digest:hash id:text version:text")
PARTS = {
    "checkpoints": {
        "notes": [{"consistency": ["hash"], "note": "text"}],
        "since": [{"consistency": ["hash"], "root": "hash", "size": "count"}],
        "witnesses": ["text"],
    },
    "decision": STREAM,
    "explanation": [ACCOUNT],
    "facts": STREAM,
    "inclusion": {"hashes": ["hash"], "leaves": [("count", "count", "hash")], "size": "count"},
    "letters": form("en:text zh:text"),
    "packs": [{**USED_PACK, "pack": "any", "position": Maybe("count")}],
    "policy": STREAM,
    "readings": ["any"],
    "watermarks": STREAM,
}
STREAMS = ["decision", "facts", "policy", "watermarks"]
MANIFEST = form("algorithms:any decision:text ledger:text log:text member:text parts:any")
# The first bundles name the program that made them, and of sizes that somebody asked for no root.
FIRST_MANIFEST = {**MANIFEST, "engine": "text"}
FIRST_CHECKPOINTS = {**PARTS["checkpoints"], "since": [{"consistency": ["hash"], "size": "count"}]}
SERVED = AtLeast(
    **form("answer:text decisionId:text engine:text explanationDigest:hash language:text"),
    **form("memberVersion:count on:text position:count"),
    knownAt=Maybe("text"),
    packs=[USED_PACK],
    question=AtLeast(**form("kind:text member:text")),
    servedTo=AtLeast(**form("actor:text hiddenFrom:any regions:any")),
    sentences=SENTENCES,
)
DECLARED = [AtLeast(**form("kind:text source:text status:text"))]
PACK = AtLeast(**USED_PACK)
PACK_ADOPTED = AtLeast(pack=PACK)
READING_CHOSEN = AtLeast(
    **form("choice:any clause:any confidence:any evidence:any pack:text reading:text"),
    versions=[form("digest:hash version:text")],
)


def is_of(kind, value):
    if kind == "text":
        return isinstance(value, str)
    if kind == "count":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
    if kind == "hash":
        return isinstance(value, str) and re.fullmatch(r"sha256:[0-9a-f]{64}", value) is not None
    return True


def misfit(value, shape, at):
    """Where a value first departs from a form; None where it has the form. Names are looked at in order."""
    if isinstance(shape, str):
        return None if is_of(shape, value) else at
    if isinstance(shape, Maybe):
        return None if value is None else misfit(value, shape.shape, at)
    if isinstance(shape, (list, tuple)):
        if not isinstance(value, list) or (isinstance(shape, tuple) and len(value) != len(shape)):
            return at
        for index, item in enumerate(value):
            found = misfit(item, shape[index] if isinstance(shape, tuple) else shape[0], f"{at}/{index}")
            if found is not None:
                return found
        return None
    members = shape.members if isinstance(shape, AtLeast) else shape
    if not isinstance(value, dict):
        return at
    if isinstance(shape, dict) and any(name not in members for name in value):
        return at
    for name in sorted(members):
        if name not in value:
            return at
        found = misfit(value[name], members[name], f"{at}/{name}")
        if found is not None:
            return found
    return None


def must_fit(value, shape, at, position=None):
    found = misfit(value, shape, at)
    must(found is None, "malformed", found, position, "not of the form that the format has here")


def whole(digits):
    """A whole number; any that is too large, without the time that its digits would take."""
    return int(digits) if len(digits) <= 20 else MOST + 1


def only_text(text):
    raise ValueError(f"{text} is no JSON")


TOKEN = re.compile(
    r'[ \t\n\r]*(?:(?P<sign>[\[\]{},:])|(?P<text>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")'
    r"|(?P<other>true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?))"
)


def is_json(text):
    """Whether a text is JSON, however deep: for one that is too deep for the standard library."""
    opened, awaited, at = [], "value", 0
    while found := TOKEN.match(text, at):
        at = found.end()
        token = found["sign"] or ("text" if found["text"] else "other")
        is_end = token in ("]", "}") and awaited in ("next", f"value or {token}", f"name or {token}")
        if token in ("[", "{") and awaited.startswith("value"):
            opened.append(token)
            awaited = "value or ]" if token == "[" else "name or }"
        elif token == "text" and awaited.startswith("name"):
            awaited = ":"
        elif token in ("text", "other") and awaited.startswith("value"):
            awaited = "next"
        elif token == ":" and awaited == ":":
            awaited = "value"
        elif token == "," and awaited == "next" and opened:
            awaited = "value" if opened[-1] == "[" else "name"
        elif is_end and opened and opened[-1] + token in ("[]", "{}"):
            opened.pop()
            awaited = "next"
        else:
            return False
    return awaited == "next" and not opened and text[at:].strip(" \t\n\r") == ""


def is_first(bundle):
    """Whether a bundle is of the first form, as far as it has any."""
    asked = bundle
    for name in ("parts", "checkpoints", "since"):
        asked = asked.get(name) if isinstance(asked, dict) else None
    asked = asked[0] if isinstance(asked, list) and asked else None
    has_root = isinstance(asked, dict) and "root" in asked
    return isinstance(bundle.get("manifest"), dict) and "engine" in bundle["manifest"] and not has_root


class Bundle:
    """A bundle whose parts have their digests and their form."""

    def __init__(self, content):
        try:
            text = content.decode("utf-8")
            # A mark at the beginning is no JSON; the standard library would leave it out.
            bundle = json.loads(text, parse_constant=only_text, parse_int=whole)
        except ValueError as error:
            raise Finding("unreadable", "", None, str(error)) from None
        except RecursionError:
            code = "not-canonical" if is_json(text) else "unreadable"
            raise Finding(code, "", None, "nested too deeply") from None
        self.canonical, expected = self.canonical_of(bundle)
        known = isinstance(bundle, dict) and bundle.get("format") == "canbao.bundle/1"
        must(known, "unknown-format", "/format")
        same = os.path.commonprefix([expected, text])
        must(expected == text, "not-canonical", "", None, f"from character {len(same)} on")
        first = is_first(bundle)
        must_fit(bundle, {"format": "text", "manifest": FIRST_MANIFEST if first else MANIFEST, "parts": "any"}, "")
        self.manifest, self.parts = bundle["manifest"], bundle["parts"]
        must(self.manifest["ledger"] in ("ledger", "sample"), "malformed", "/manifest/ledger")
        algorithms = self.canonical(self.manifest["algorithms"])
        must(algorithms == self.canonical(ALGORITHMS), "unknown-algorithm", "/manifest/algorithms", None, algorithms)
        digests = self.manifest["parts"]
        must(isinstance(digests, dict), "malformed", "/manifest/parts")
        must(isinstance(self.parts, dict), "malformed", "/parts")
        for name in PARTS:
            must(name in self.parts, "part-missing", f"/parts/{name}")
            must(name in digests, "part-missing", f"/manifest/parts/{name}")
        for at, names in (("/parts", self.parts), ("/manifest/parts", digests)):
            for name in sorted(names, key=lambda each: each.encode("utf-16-be")):
                must(name in PARTS, "part-unknown", f"{at}/{name}")
        for name in PARTS:
            digest = sha256_of(self.canonical(self.parts[name]))
            must(digest == digests[name], "part-changed", f"/parts/{name}", None, f"it has {digest}")
        for name, shape in PARTS.items():
            is_asked = first and name == "checkpoints"
            must_fit(self.parts[name], FIRST_CHECKPOINTS if is_asked else shape, f"/parts/{name}")

    @staticmethod
    def canonical_of(bundle):
        """How to write canonical JSON of this bundle, and that; refuses what has none."""
        try:
            write = quickly if checked(bundle) else canonical
            return write, write(bundle)
        except (NotCanonical, UnicodeEncodeError, RecursionError) as error:
            raise Finding("not-canonical", "", None, str(error)) from None


# --- The tree (RFC 9162) and the map of stream heads ------------------------------------------------------------------


def node_hash(left, right):
    return sha256(b"\x01", left, right)


def split_of(count):
    """The largest power of two below a number of at least 2: where the tree splits."""
    return 1 << ((count - 1).bit_length() - 1)


def root_from_joint_proof(leaves, size, path):
    """The root that a joint proof leads to; None where it has a hash too few or too many, or leaves out of place."""
    before = -1
    for index, _ in leaves:
        if not before < index < size:
            return None
        before = index
    if size == 0:
        return None
    place = {"leaf": 0, "hash": 0}

    def root_of(start, end):
        if not (place["leaf"] < len(leaves) and leaves[place["leaf"]][0] < end):
            place["hash"] += 1
            return path[place["hash"] - 1] if place["hash"] <= len(path) else None
        if end - start == 1:
            place["leaf"] += 1
            return leaves[place["leaf"] - 1][1]
        split = start + split_of(end - start)
        left = root_of(start, split)
        right = None if left is None else root_of(split, end)
        return None if right is None else node_hash(left, right)

    root = root_of(0, size)
    return root if place["hash"] == len(path) else None


def is_consistent(first, second, path):
    """True where a path proves that one tree, (size, root), is the beginning of another (RFC 9162 §2.1.4.2)."""
    (first_size, first_root), (second_size, second_root) = first, second
    if first_size > second_size:
        return False
    if first_size == second_size:
        return not path and first_root == second_root
    if first_size == 0:
        return not path
    if first_size & (first_size - 1) == 0:
        path = [first_root, *path]
    if not path:
        return False
    place, last = first_size - 1, second_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    fr = sr = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            fr, sr = node_hash(sibling, fr), node_hash(sibling, sr)
            while not place & 1 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            sr = node_hash(sr, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and fr == first_root and sr == second_root


def bit_at(key, depth):
    return (key[depth >> 3] >> (7 - (depth & 7))) & 1


def root_from_head_proof(key, head):
    """The root of the map of heads that a proof about a key leads to; None where it proves nothing about the key."""
    found, siblings = head["found"], head["siblings"]
    depth = len(siblings)
    if depth > 256:
        return None
    part = sha256(b"\x04")
    if found is not None:
        found_key = bytes_of(found["key"])
        if any(bit_at(found_key, bit) != bit_at(key, bit) for bit in range(depth)):
            return None
        part = sha256(b"\x02", found_key, found["length"].to_bytes(8, "big"), bytes_of(found["leaf"]))
    for index, sibling in enumerate(map(bytes_of, siblings)):
        left, right = (part, sibling) if bit_at(key, depth - 1 - index) == 0 else (sibling, part)
        part = sha256(b"\x03", left, right)
    return part


# --- Signed notes, keys, checkpoints ----------------------------------------------------------------------------------


# A name of a key: no `+`, no control character, no blank of Unicode. `\s` means other characters in each language.
NAME = "([^+\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+)"
SIGNATURE = re.compile(f"— {NAME} ([A-Za-z0-9+/]+=*)")
KEY = re.compile(NAME + r"\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)")
HASH = "sha256:[0-9a-f]{64}"
# What each line of a checkpoint after the third has behind its name; lines of other names are those of later programs.
LINES = {
    "heads": f"({HASH})",
    "position": "(?P<count>[0-9]+)",
    "recorded-at": r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)",
    "previous": "(?P<count>[0-9]+)",
    "key": "([^ ]+)",
    "revoked": "([^ ]+) (?P<count>[0-9]+)",
    "core": f"[!-~]+ ({HASH})",
    "creation": f"(ledger|sample|access-log) {HASH}",
    "declarations": "(?P<count>[0-9]+)",
    "access-log": f"([0-9a-f-]{{36}}) (?P<count>[1-9][0-9]*) {HASH}",
    "reseal": f"([a-z0-9-]+) (?P<count>[1-9][0-9]*) {HASH}",
}
FIRST_LINES = ["heads", "position", "recorded-at", "previous", "key"]


def from_base64(text):
    try:
        decoded = base64.b64decode(text, validate=True)
    except ValueError:
        raise Malformed("base64") from None
    if base64.b64encode(decoded).decode() != text:
        raise Malformed("base64")
    return decoded


class Key:
    """A key as signed notes write it: name+id+base64 of its type (1: signs, 4: witnesses) and 32 bytes."""

    def __init__(self, text):
        parts = KEY.fullmatch(text)
        typed = from_base64(parts.group(3)) if parts else b""
        if len(typed) != 33 or typed[0] not in (1, 4):
            raise Malformed("a key")
        self.text, self.name, self.id, self.type = text, parts.group(1), parts.group(2), typed[0]
        self.public = typed[1:]
        if sha256(f"{self.name}\n", typed)[:4].hex() != self.id:
            raise Malformed("a key")


class Note:
    """A text, an empty line, signature lines (C2SP signed-note)."""

    def __init__(self, note):
        end = note.rfind("\n\n")
        if end < 1 or not note.endswith("\n"):
            raise Malformed("a text, an empty line, signature lines")
        if re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", note):
            raise Malformed("no control characters")
        lines = note[end + 2:-1].split("\n")
        if len(lines) > 100:
            raise Malformed("at most 100 signatures")
        self.text, self.signatures = note[:end + 1], []
        for line in lines:
            parts = SIGNATURE.fullmatch(line)
            if parts is None:
                raise Malformed("signature lines")
            content = from_base64(parts.group(2))
            if len(content) < 5:
                raise Malformed("signature lines")
            self.signatures.append((parts.group(1), content[:4].hex(), content[4:]))

    def lines_of(self, key):
        return [signature for name, key_id, signature in self.signatures if (name, key_id) == (key.name, key.id)]

    def is_signed_by(self, key):
        return any(is_ed25519(key.public, self.text.encode(), signature) for signature in self.lines_of(key))


def number_of(text):
    if text is None or re.fullmatch(r"0|[1-9][0-9]{0,15}", text) is None or int(text) > MOST:
        raise Malformed("whole numbers without leading zeros")
    return int(text)


class Checkpoint:
    """A checkpoint with the note that it stands in."""

    def __init__(self, note):
        self.note = Note(note)
        lines = self.note.text[:-1].split("\n")
        if len(lines) < 3:
            raise Malformed("three lines and more")
        origin, size, root, *lines = lines
        log = re.fullmatch(r"canbao-ledger/([0-9a-f-]{36})", origin)
        if log is None:
            raise Malformed("the origin")
        self.log, self.root = log.group(1), from_base64(root)
        if len(self.root) != 32:
            raise Malformed("the root")
        if [line.partition(" ")[0] for line in lines[:5]] != FIRST_LINES:
            raise Malformed("lines " + ", ".join(FIRST_LINES))
        heads, position, recorded_at, previous, key, *later = self.read_lines(lines)
        self.size, self.heads, self.recorded_at = number_of(size), bytes_of(heads[1]), recorded_at[1]
        self.position, self.previous, self.key = position[3], previous[3], Key(key[1])
        self.revoked = [(Key(of).text, count) for name, of, _, count in later if name == "revoked"]
        said = {name: each for name, *each in later}
        # None: the program that sealed did not say.
        self.core = said["core"][0] if "core" in said else None
        self.creation = said["creation"][1] if "creation" in said else None
        self.declarations = said["declarations"][2] if "declarations" in said else None

    @staticmethod
    def read_lines(lines):
        """The known lines, each of its form and there once; that of a re-seal once for each function."""
        read, seen = [], set()
        for line in lines:
            name, _, text = line.partition(" ")
            if name not in LINES:
                continue
            found = re.fullmatch(LINES[name], text)
            if found is None:
                raise Malformed(f'the line "{name} …" in its form')
            of = found.group(1)
            once = f"{name} {of}" if name == "reseal" else name
            if once in seen and name != "revoked":
                raise Malformed(f'one line "{once} …"')
            seen.add(once)
            count = found.groupdict().get("count")
            read.append((name, of, text, None if count is None else number_of(count)))
        return read

    @property
    def head(self):
        return self.size, self.root


def check_digits(size, root):
    return sha256(f"canbao.letter/1\n{size}\n{root.hex()}")[:2].hex()


def letter_code(size, root):
    """The code that a letter prints of a tree: size, root, two check bytes, in groups of four digits."""
    digits = root.hex() + check_digits(size, root)
    return " ".join([str(size), *(digits[at:at + 4] for at in range(0, 68, 4))])


def read_letter_code(typed):
    """Reads a code as somebody typed it: blanks, dashes, dots and capitals do not matter."""
    parts = re.fullmatch(r"#?([0-9]{1,16})[\s:·.-]+([0-9a-f\s·.-]+)", typed.strip(), re.IGNORECASE)
    digits = re.sub("[^0-9a-f]", "", parts.group(2).lower()) if parts else ""
    if len(digits) != 68:
        raise WrongUsage(f'"{typed}" is no file and no code of a letter: expected the size and 17 groups of 4 digits.')
    size, root = int(parts.group(1)), bytes.fromhex(digits[:64])
    if check_digits(size, root) != digits[64:]:
        raise WrongUsage("The code is not as printed: its check digits do not fit. Type it again.")
    return size, root


# --- The checks, in the order of verify.mjs ---------------------------------------------------------------------------


def read_at(at, read, text):
    try:
        return read(text)
    except Malformed as error:
        raise Finding("checkpoint-malformed", at, None, f"expected {error}") from None


def check_checkpoints(bundle):
    """Checkpoints in order, each signed by keys that were handed on, each continuing the one before; their witnesses."""
    notes = bundle.parts["checkpoints"]["notes"]
    must(notes, "checkpoint-missing", "/parts/checkpoints/notes")
    checkpoints = []
    for index, shown in enumerate(notes):
        at = f"/parts/checkpoints/notes/{index}"
        before = checkpoints[-1] if checkpoints else None
        checkpoint = read_at(at, Checkpoint, shown["note"])
        key, size = checkpoint.key, checkpoint.size
        must(key.type == 1, "checkpoint-malformed", at, None, "its key is that of a witness")
        must(checkpoint.log == bundle.manifest["log"], "other-ledger", at, None, checkpoint.log)
        of_log = key.name == f"canbao-ledger/{checkpoint.log}"
        must(of_log, "checkpoint-malformed", at, None, "its key is of another name")
        must(size > (before.size if before else 0), "checkpoints-disordered", at)
        must(checkpoint.note.is_signed_by(key), "bad-signature", at, None, f"checkpoint of {size} events")
        handed_over = before is None or before.key.text == key.text or checkpoint.note.is_signed_by(before.key)
        must(handed_over, "key-not-handed-over", at, None, key.text)
        first = before.head if before else (0, sha256(b""))
        path = [bytes_of(each) for each in shown["consistency"]]
        must(is_consistent(first, checkpoint.head, path), "not-append-only", at)
        checkpoints.append(checkpoint)
    # A revocation counts for checkpoints before it, too, and where later ones leave it out.
    check_revoked(checkpoints, revocations_of(checkpoints))
    return checkpoints


def revocations_of(checkpoints):
    return [each for checkpoint in checkpoints for each in checkpoint.revoked]


def is_revoked(checkpoint, revocations):
    return any(text == checkpoint.key.text and checkpoint.size > until for text, until in revocations)


def check_revoked(checkpoints, revocations):
    for index, checkpoint in enumerate(checkpoints):
        revoked = is_revoked(checkpoint, revocations)
        must(not revoked, "key-revoked", f"/parts/checkpoints/notes/{index}", None, checkpoint.key.text)


def check_creation(bundle, checkpoints):
    """Every checkpoint that says what the ledger was made as says the same, and so does the manifest."""
    kind, said = bundle.manifest["ledger"], [each.creation for each in checkpoints if each.creation is not None]
    for creation in said:
        sealed = creation.split(" ")[0]
        must(sealed == kind, "creation-changed", "/manifest/ledger", None, f"{sealed} was sealed")
        must(creation == said[0], "creation-changed", "/parts/checkpoints/notes")
    detail = f"only the file says that it is of a {kind}"
    return [] if said else [{"code": "creation-not-sealed", "detail": detail}]


def check_witnesses(bundle, checkpoints):
    """Each witness that the bundle names has signed some checkpoint in it."""
    witnesses = []
    for index, text in enumerate(bundle.parts["checkpoints"]["witnesses"]):
        at = f"/parts/checkpoints/witnesses/{index}"
        key = read_at(at, Key, text)
        must(key.type == 4, "checkpoint-malformed", at, None, "the key is none of a witness")
        seen = seen_by(key, at, checkpoints)
        must(seen, "cosignature-changed", at, None, key.name)
        witnesses.append({"key": text, "seen": seen})
    return witnesses


def seen_by(key, at, checkpoints):
    """What a witness signed when it saw a checkpoint (C2SP tlog-cosignature): eight bytes of time, then the signature."""
    seen = []
    for checkpoint, line in [(each, line) for each in checkpoints for line in each.note.lines_of(key)]:
        seconds = int.from_bytes(line[:8], "big")
        message = f"cosignature/v1\ntime {seconds}\n{checkpoint.note.text}"
        holds = len(line) == 72 and is_ed25519(key.public, message.encode(), line[8:])
        must(holds, "cosignature-changed", at, None, f"{key.name} on the checkpoint of {checkpoint.size} events")
        seen.append({"size": checkpoint.size, "seconds": seconds})
    return seen


def check_outside(bundle, checkpoints, keys, outside):
    """Checkpoints and keys, of the ledger or of witnesses, from elsewhere: what they say of this ledger."""
    known = [each.head for each in checkpoints]
    for index, since in enumerate(bundle.parts["checkpoints"]["since"]):
        log = bundle.manifest["log"]
        kept = [root for _, size, root, note in outside if size == since["size"] and (note is None or note.log == log)]
        roots = [bytes_of(since["root"])] if "root" in since else kept[:1]
        if not roots:
            continue
        head = since["size"], roots[0]
        path = [bytes_of(each) for each in since["consistency"]]
        holds = is_consistent(head, checkpoints[-1].head, path)
        must(holds, "not-append-only", f"/parts/checkpoints/since/{index}")
        known.append(head)
    still_open, witnessed, given = [], [], [Key(text) for text in keys]
    for key in given:
        if key.type == 4:
            seen = seen_by(key, "/parts/checkpoints/witnesses", checkpoints)
            if not seen:
                still_open.append({"code": "not-witnessed", "detail": key.text})
            witnessed += [each["size"] for each in seen]
    sealers = [key for key in given if key.type == 1]
    for key in sealers:
        ours = any(each.key.text == key.text for each in checkpoints)
        must(ours, "unknown-key", "/parts/checkpoints/notes/0", None, checkpoints[-1].key.text)
    counting, uncounted = told_apart(outside, checkpoints, bundle.manifest["log"], known)
    still_open += uncounted
    for name, size, root, checkpoint in counting:
        agrees = not differs(size, root, known)
        must(agrees, "not-append-only", "/parts/checkpoints", None, f"{name} covers another log")
        if not any(known_size == size for known_size, _ in known):
            detail = f"{name}: ask for the bundle with since={size}"
            still_open.append({"code": "checkpoint-not-connected", "detail": detail})
        if checkpoint is not None:
            check_outside_note(name, checkpoint, checkpoints)
    # Whoever has a key of their own can continue a log: what came before the decision says nothing of it.
    served = [event["position"] for event in bundle.parts["decision"]["events"][:1]]
    number = next((index for position, index, _ in bundle.parts["inclusion"]["leaves"] if [position] == served), 0)
    sizes = {size for size, _ in known}
    covering = [*witnessed, *(size for _, size, _, _ in counting)]
    if not sealers and not any(size > number and size in sizes for size in covering):
        detail = f"no key and no checkpoint of more than {number} events"
        still_open.append({"code": "not-anchored", "detail": detail})
    return still_open


def differs(size, root, known):
    return any(known_size == size and known_root != root for known_size, known_root in known)


def told_apart(outside, checkpoints, log, known):
    """Checkpoints from elsewhere that count, and what is open of others: of another ledger, or by a key revoked for its size."""
    counting, still_open = [], []
    notes = [note for *_, note in outside if note is not None and note.log == log]
    shown = revocations_of(checkpoints)
    revoked = shown + revocations_of([note for note in notes if not is_revoked(note, shown)])
    check_revoked(checkpoints, revoked)
    for name, size, root, note in outside:
        if note is None or (note.log == log and not is_revoked(note, revoked)):
            counting.append((name, size, root, note))
            continue
        code = "revoked-note-differs" if differs(size, root, known) else "revoked-note"
        code = code if note.log == log else "checkpoint-of-another-ledger"
        still_open.append({"code": code, "detail": f"{name}: {note.key.text}"})
    return counting, still_open


def check_outside_note(name, given, checkpoints):
    """A whole note from elsewhere counts with its lines: of one root there can be other heads."""
    for index, own in enumerate(checkpoints):
        at = f"/parts/checkpoints/notes/{index}"
        made_so = None in (own.creation, given.creation) or own.creation == given.creation
        must(made_so, "creation-changed", at, None, f"{name} says otherwise")
        if own.size == given.size:
            same = all(getattr(own, each) == getattr(given, each) for each in ("heads", "position", "recorded_at"))
            counted = None in (own.declarations, given.declarations) or own.declarations == given.declarations
            must(same and counted, "not-append-only", at, None, f"{name} says otherwise of the same size")


def check_streams(bundle, latest):
    """The events of the four streams: each is the leaf that was sealed, none is missing, none comes in between."""
    manifest, parts = bundle.manifest, bundle.parts
    sealed = {position: leaf for position, _, leaf in parts["inclusion"]["leaves"]}
    names = {"decision": f"decision-{manifest['decision']}", "facts": f"member-{manifest['member']}"}
    still_open = []
    for part in STREAMS:
        name, at = names.get(part, part), f"/parts/{part}"
        stream, events, head = parts[part]["stream"], parts[part]["events"], parts[part]["head"]
        must(stream == name, "other-stream", f"{at}/stream", None, stream)
        whole = head is not None
        must(whole or part == "watermarks", "completeness-missing", f"{at}/head")
        # The last checkpoint counts the declarations, so that it is told where there are none.
        count = latest.declarations if part == "watermarks" else None
        must(whole or count != 0 or not events, "event-inserted", f"{at}/events/0")
        if not whole and count != 0:
            detail = f"{len(events)} of {'how many?' if count is None else count}"
            still_open.append({"code": "watermarks-not-whole", "detail": detail})
        position_before, version_before, leaf_before = 0, 0, None
        for index, event in enumerate(events):
            place, position, version = f"{at}/events/{index}", event["position"], event["version"]
            leaf = sha256_of("\0" + bundle.canonical(event))
            must(position in sealed, "event-inserted", place, position)
            must(sealed[position] == leaf, "event-changed", place, position)
            of_stream = (event["format"], event["log"], event["stream"]) == ("canbao.leaf/1", manifest["log"], name)
            is_next = position > position_before and version > version_before
            linked = event["previous"] == leaf_before if version == version_before + 1 else not whole
            must(of_stream and is_next and linked, "stream-broken", place, position)
            position_before, version_before, leaf_before = position, version, leaf
        if whole:
            check_head(at, manifest["log"], name, events, head, leaf_before, latest)
            must(count is None or count == len(events), "head-changed", f"{at}/head")
    return still_open


def check_head(at, log, name, events, head, leaf_before, latest):
    """The map of heads says how long a stream is; so nothing of it was left out, or it has no events at all."""
    key = sha256(f"canbao.stream/1\n{log}\n{name}")
    must(root_from_head_proof(key, head) == latest.heads, "head-changed", f"{at}/head")
    found = head["found"]
    there = found is not None and found["key"] == written(key)
    length, count = found["length"] if there else 0, len(events)
    last = events[-1]["position"] if events else None
    must(count >= length, "event-missing", f"{at}/events/{count}", last, f"{length} events are sealed")
    if count > length:
        raise Finding("event-inserted", f"{at}/events/{length}", events[length]["position"])
    must(not there or found["leaf"] == leaf_before, "head-changed", f"{at}/head")


def check_inclusion(bundle, latest):
    """All events are in the tree of the last checkpoint, and the bundle shows no other leaf."""
    inclusion, at = bundle.parts["inclusion"], "/parts/inclusion"
    leaves = inclusion["leaves"]
    must(inclusion["size"] == latest.size, "inclusion-changed", f"{at}/size")
    positions = [0, *(position for position, _, _ in leaves)]
    ascends = all(a < b for a, b in zip(positions, positions[1:]))
    count = sum(len(bundle.parts[part]["events"]) for part in STREAMS)
    must(len(leaves) == count and ascends, "inclusion-changed", f"{at}/leaves")
    placed = [(index, bytes_of(leaf)) for _, index, leaf in leaves]
    root = root_from_joint_proof(placed, inclusion["size"], [bytes_of(each) for each in inclusion["hashes"]])
    must(root == latest.root, "inclusion-changed", at)


def check_decision(bundle):
    """The decision is one event, about this member, made after the facts that it counts."""
    manifest, events, at = bundle.manifest, bundle.parts["decision"]["events"], "/parts/decision/events/0"
    must(len(events) == 1, "decision-inconsistent", "/parts/decision/events")
    event = events[0]
    served, position = event["data"], event["position"]
    must(event["type"] == "DecisionServed", "decision-inconsistent", f"{at}/type", position)
    must_fit(served, SERVED, f"{at}/data", position)
    answer = canonical_answer(served["answer"])

    def fits(holds, name):
        must(holds, "decision-inconsistent", f"{at}/data/{name}", position)

    fits(answer is not None, "answer")
    same_id = served["decisionId"] == manifest["decision"] and answer.get("decisionId") == manifest["decision"]
    fits(same_id, "decisionId")
    member = manifest["member"]
    fits(served["question"]["member"] == member and answer.get("member") == member, "question")
    fits(served["question"].get("on", served["on"]) == served["on"], "question")
    coordinates = {name: served[name] for name in ("on", "knownAt", "position", "packs", "engine")}
    fits(canonical(answer.get("coordinates")) == canonical(coordinates), "answer")
    fits(answer.get("hypothetical") is False, "answer")
    fits(misfit(answer.get("completeness", []), DECLARED, "") is None, "answer")
    fits(served["position"] < position, "position")
    known = [each for each in bundle.parts["facts"]["events"] if each["position"] <= served["position"]]
    fits(served["memberVersion"] == len(known) and known, "memberVersion")
    metadata = event["metadata"] if isinstance(event["metadata"], dict) else {}
    its_own = (metadata.get("actor"), metadata.get("effectiveOn")) == (served["servedTo"]["actor"], served["on"])
    must(its_own, "decision-inconsistent", f"{at}/metadata", position)
    return event, served, answer, len(known)


def canonical_answer(text):
    try:
        answer = json.loads(text, parse_constant=only_text)
        checked(answer)
        return answer if isinstance(answer, dict) and canonical(answer) == text else None
    except (ValueError, NotCanonical, RecursionError):
        return None


def digest_of_pack(bundle, pack):
    return sha256_of(bundle.canonical({name: value for name, value in pack.items() if name != "digest"}))


def check_packs(bundle, served):
    """Packs are what their digests say, also those in which a reading was chosen; and those in use are shown."""
    newest, first_at = {}, {}
    for index, event in enumerate(bundle.parts["policy"]["events"]):
        place, data, position = f"/parts/policy/events/{index}/data", event["data"], event["position"]
        if event["type"] == "PackAdopted":
            must_fit(data, PACK_ADOPTED, place, position)
            pack = data["pack"]
            must(digest_of_pack(bundle, pack) == pack["digest"], "pack-changed", f"{place}/pack", position)
            newest[pack["id"], pack["version"]] = pack["digest"]
            first_at.setdefault((pack["id"], pack["version"], pack["digest"]), position)
        if event["type"] == "ReadingChosen":
            must_fit(data, READING_CHOSEN, place, position)
            chosen = {name: data[name] for name in ("reading", "choice", "clause", "evidence", "confidence")}
            for version in data["versions"]:
                name = data["pack"], version["version"]
                after = sha256_of(bundle.canonical({"digest": newest.get(name), "chosen": chosen}))
                must(after == version["digest"], "pack-changed", f"{place}/versions", position)
                newest[name] = after
                first_at.setdefault((*name, after), position)
    packs = bundle.parts["packs"]
    must(len(packs) == len(served["packs"]), "pack-changed", "/parts/packs")
    for index, (used, shown) in enumerate(zip(served["packs"], packs)):
        place = f"/parts/packs/{index}"
        name = used["id"], used["version"], used["digest"]
        must((shown["id"], shown["version"], shown["digest"]) == name, "pack-changed", place)
        must(shown["position"] == first_at.get(name), "pack-changed", f"{place}/position")
        must(name not in first_at or shown["pack"] is None, "pack-changed", "/parts/packs")
        if name in first_at:
            continue
        pack = shown["pack"]
        must_fit(pack, PACK, f"{place}/pack")
        same = (pack["id"], pack["version"], pack["digest"]) == name and digest_of_pack(bundle, pack) == name[2]
        must(same, "pack-changed", f"{place}/pack")


def check_explanation(bundle, served):
    """The account is the one over which the decision keeps a digest; its sentences are those of the decision."""
    accounts = bundle.parts["explanation"]
    rows = [
        [
            account["schema"],
            account["field"],
            bundle.canonical(account["value"]),
            account["sentences"]["zh"],
            account["sentences"]["en"],
            [
                [step[name] for name in STEP_ROW]
                + [[[each["type"], each.get("coverageYear")] for each in step["absent"]]]
                + [step["clause"]["document"], step["clause"]["at"], step["packDigest"]]
                for step in account["steps"]
            ],
            [[each["rule"], each["needed"], each["seen"]] for each in account["notApplied"]],
        ]
        for account in accounts
    ]
    digest = sha256_of(bundle.canonical(rows))
    must(digest == served["explanationDigest"], "explanation-changed", "/parts/explanation")
    said = {language: [each for a in accounts for each in a["sentences"][language]] for language in ("zh", "en")}
    at = "/parts/decision/events/0/data/sentences"
    must(bundle.canonical(served["sentences"]) == bundle.canonical(said), "explanation-changed", at)


def check_letters(bundle, event, checkpoints):
    """What a letter prints of the seal: the decision's digest, and the code of the first checkpoint over it."""
    leaves = bundle.parts["inclusion"]["leaves"]
    _, index, leaf = next(each for each in leaves if each[0] == event["position"])
    code = letter_code(*next(each for each in checkpoints if each.size > index).head)
    for language in ("en", "zh"):
        letter = bundle.parts["letters"][language]
        printed = all(each in letter for each in (bundle.manifest["decision"], leaf, code))
        must(printed, "letter-changed", f"/parts/letters/{language}")
    return {"position": event["position"], "leaf": leaf, "letterCode": code}


def check_core(checkpoints, core, core_digest):
    """Whether a core is the one that the ledger committed to, or the one published: its hash alone, it is not run."""
    committed = list(dict.fromkeys(each.core for each in checkpoints if each.core is not None))
    digest = sha256_of(core)
    must(core_digest in (None, digest), "core-changed", "", None, f"core.mjs has {digest}")
    still_open = []
    if digest not in committed and core_digest is None:
        detail = f"core.mjs has {digest}; the checkpoints name {', '.join(committed) or 'none'}"
        still_open.append({"code": "core-not-committed", "detail": detail})
    return {"digest": digest, "committed": committed}, still_open


def verify_bundle(content, keys=(), outside=(), core=None, core_digest=None):
    """Verifies the bytes of a bundle; gives the same report as verify.mjs, without the recomputation."""
    seen, still_open, finding = {}, [], None
    try:
        bundle = Bundle(content)
        seen.update({name: bundle.manifest[name] for name in ("decision", "member", "log", "ledger")})
        checkpoints = check_checkpoints(bundle)
        still_open += check_creation(bundle, checkpoints)
        latest = checkpoints[-1]
        seen["checkpoint"] = {
            "size": latest.size,
            "root": written(latest.root),
            "position": latest.position,
            "recordedAt": latest.recorded_at,
            "letterCode": letter_code(*latest.head),
        }
        seen["key"], seen["witnesses"] = latest.key.text, check_witnesses(bundle, checkpoints)
        still_open += check_outside(bundle, checkpoints, keys, outside)
        still_open += check_streams(bundle, latest)
        check_inclusion(bundle, latest)
        event, served, answer, known = check_decision(bundle)
        seen["facts"], seen["known"] = len(bundle.parts["facts"]["events"]), known
        check_packs(bundle, served)
        check_explanation(bundle, served)
        seen["letter"] = check_letters(bundle, event, checkpoints)
        for each in answer.get("completeness", []):
            if each["status"] != "complete":
                detail = f"{each['source']} {each['kind']}: {each['status']}"
                still_open.append({"code": "source-not-complete", "detail": detail})
        if core is not None:
            seen["core"], unknown = check_core(checkpoints, core, core_digest)
            still_open += unknown
        still_open.append({"code": "not-recomputed", "detail": "this verifier leaves that to verify.mjs"})
    except Finding as wrong:
        names = ("code", "at", "position", "detail")
        finding = {name: getattr(wrong, name) for name in names}
    undecided = any(each["code"].endswith("-differs") for each in still_open)
    return {
        "format": "canbao.verification/1",
        "verdict": "altered" if finding is not None else "cannot-tell" if undecided else "intact",
        "finding": finding,
        "open": still_open,
        **seen,
    }


# --- The command line -------------------------------------------------------------------------------------------------


def read_given_key(given):
    """A key of a ledger or of a witness as somebody has it from elsewhere. One typed wrongly says nothing of the bundle."""
    try:
        return Key(given.strip()).text
    except Malformed:
        expected = "expected name+8 digits+base64, as given out"
        raise WrongUsage(f'"{given}" is no sealing key, and none of a witness: {expected}.') from None


def read_given_digest(given):
    """The digest of a core: as a hash is written, or as core.sha256 has it."""
    if re.fullmatch("(sha256:)?[0-9a-f]{64}", given) is None:
        raise WrongUsage(f'"{given}" is no digest: expected 64 digits.')
    return "sha256:" + given[-64:]


def read_outside(given):
    """A checkpoint from elsewhere, the file of a signed note or the code of a letter: name, size, root, note or None."""
    if not os.path.exists(given):
        return (given.split()[0] if given.split() else "", *read_letter_code(given), None)
    try:
        with open(given, encoding="utf-8", newline="") as file:
            checkpoint = Checkpoint(file.read())
        if not checkpoint.note.is_signed_by(checkpoint.key):
            raise Malformed("a signature that fits")
    except (Malformed, UnicodeDecodeError) as error:
        raise WrongUsage(f"{given} is no checkpoint: expected {error}.") from None
    return (given, *checkpoint.head, checkpoint)


def report_lines(report, language="en"):
    """The report for a person, line by line; what a code means is in README.md beside this file and docs/audit-format.md."""
    say = (lambda en, zh: zh) if language == "zh" else (lambda en, zh: en)
    verdict = {
        "intact": say("INTACT, as far as it goes: the decision was not computed again", "完好 (就所核部分而言: 没有重算决定)"),
        "altered": say("ALTERED", "有改动"),
        "cannot-tell": say("CANNOT TELL", "无从判断"),
    }
    lines = [f"{verdict[report['verdict']]}  {report.get('decision', '')}  {report.get('member', '')}".rstrip()]
    finding = report["finding"]
    if finding is not None:
        position = "" if finding["position"] is None else f"  #{finding['position']}"
        lines.append(f"  {finding['code']}{position}  {finding['at'] or '/'}  {finding['detail']}".rstrip())
    if report.get("ledger") == "sample":
        lines.append("  " + say("of a sample ledger: everything in it is invented", "出自示例台账: 内容均为虚构"))
    if "checkpoint" in report:
        lines.append(f"  {say('checkpoint', '检查点')} {report['checkpoint']['letterCode']}")
        lines.append(f"  {say('sealed by', '封存密钥')} {report['key']}")
    for witness in report.get("witnesses", []):
        for seen in witness["seen"]:
            since = say("s since 1970", "秒 (自 1970 年起)")
            lines.append(f"  {say('witness', '见证')} {witness['key']}  #{seen['size']}  {seen['seconds']} {since}")
    if "letter" in report:
        known = say("known then, of", "条当时已知, 共")
        lines.append(f"  {say('facts', '事实')} {report['known']} {known} {report['facts']}")
        lines.append(f"  {say('the letter prints', '告知书代码')} {report['letter']['letterCode']}")
    lines += [f"  ? {each['code']} ({each['detail']})" for each in report["open"]]
    # What a bundle says is shown, and never done by a terminal.
    hidden = ("Cc", "Cf", "Zl", "Zp")
    return ["".join("\ufffd" if unicodedata.category(each) in hidden else each for each in line) for line in lines]


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def core_of(path):
    """The core that was named, or the one beside this file; None where there is none."""
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "core.mjs")
    if path is None and not os.path.exists(beside):
        return None
    return read_bytes(beside if path is None else path)


def main(given):
    parser = argparse.ArgumentParser(description="Verifies an evidence bundle; leaves the recomputation to verify.mjs.")
    parser.add_argument("bundle")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE|CODE")
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--core", metavar="FILE", help="a core.mjs to hash; default: the one beside this file")
    parser.add_argument("--core-digest", metavar="DIGEST", help="what the digest of the core has to be")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", choices=("en", "zh"), default="en")
    options = parser.parse_args(given)
    try:
        keys = [read_given_key(each) for each in options.key]
        outside = [read_outside(each) for each in options.checkpoint]
        core_digest = None if options.core_digest is None else read_given_digest(options.core_digest)
        content, core = read_bytes(options.bundle), core_of(options.core)
        if core is None and core_digest is not None:
            raise WrongUsage("--core-digest needs the core: put core.mjs beside this file, or give --core FILE.")
    except WrongUsage as error:
        print(error, file=sys.stderr)
        return 2
    except FileNotFoundError as error:
        print(f"{error.filename}: no such file", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"{error.filename}: no file that can be read ({error.strerror})", file=sys.stderr)
        return 3
    report = verify_bundle(content, keys, outside, core, core_digest)
    lines = [json.dumps(report, ensure_ascii=False)] if options.json else report_lines(report, options.lang)
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:
        # Whoever read it has read enough; the verdict is the exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if report["verdict"] == "altered":
        return 6
    return 1 if report["verdict"] == "cannot-tell" or (options.strict and report["open"]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
